import type { Range, XmlElement } from "../xml/index.js";
import type { Attr, CpuListAttr, NumberAttr } from "./attr.js";

/** An element whose text is a value. */
export interface TextView {
  readonly element: XmlElement;
  /** As it stands, white space included: libvirt does not trim it. */
  readonly value: string;
  /** The value without the white space around it; empty and inside the element where there is none. */
  readonly range: Range;
}

/** The first `<model>`; its `value` is the model's name. */
export interface ModelView extends TextView {
  readonly fallback: Attr | undefined;
  readonly vendorId: Attr | undefined;
}

export interface TopologyView {
  readonly element: XmlElement;
  readonly sockets: NumberAttr | undefined;
  readonly dies: NumberAttr | undefined;
  readonly clusters: NumberAttr | undefined;
  readonly cores: NumberAttr | undefined;
  readonly threads: NumberAttr | undefined;
  /** The vCPUs it makes; undefined where libvirt would not accept one of its numbers. */
  readonly product: number | undefined;
}

export interface CacheView {
  readonly element: XmlElement;
  readonly level: NumberAttr | undefined;
  readonly mode: Attr | undefined;
}

export interface MaxphysaddrView {
  readonly element: XmlElement;
  readonly mode: Attr | undefined;
  readonly bits: NumberAttr | undefined;
  readonly limit: NumberAttr | undefined;
}

export interface FeatureView {
  readonly element: XmlElement;
  readonly name: Attr | undefined;
  readonly policy: Attr | undefined;
}

export interface NumaCellView {
  readonly element: XmlElement;
  readonly id: NumberAttr | undefined;
  /** The id, else the cell's place among the cells; undefined where an id is given that is no number. */
  readonly number: number | undefined;
  readonly cpus: CpuListAttr | undefined;
  readonly memory: NumberAttr | undefined;
  readonly unit: Attr | undefined;
}

export interface NumaView {
  readonly element: XmlElement;
  readonly cells: readonly NumaCellView[];
}

/** The NUMA of a whole guest: what libvirt puts together of the `<numa>` of every `<cpu>`. */
export interface GuestNumaView extends NumaView {
  /** Every `<numa>` that counts; `element` is the first. */
  readonly elements: readonly XmlElement[];
}

/** A `<cpu>` as typed. Where libvirt reads one child of a kind, it is the first. */
export interface CpuView {
  readonly element: XmlElement;
  /** Describes a host: it has an `<arch>`, or stands in a host's capabilities. */
  readonly isHost: boolean;
  readonly mode: Attr | undefined;
  readonly match: Attr | undefined;
  readonly check: Attr | undefined;
  readonly migratable: Attr | undefined;
  readonly deprecatedFeatures: Attr | undefined;
  readonly arch: TextView | undefined;
  readonly model: ModelView | undefined;
  readonly vendor: TextView | undefined;
  readonly topology: TopologyView | undefined;
  /** The first of `caches`. */
  readonly cache: CacheView | undefined;
  readonly caches: readonly CacheView[];
  readonly maxphysaddr: MaxphysaddrView | undefined;
  readonly features: readonly FeatureView[];
  readonly numa: NumaView | undefined;
}
