import type { RootName } from "../common/rootName.js";
import type { CpuDefinition } from "../engine/index.js";
import { attributeNamed, type Range, type XmlAttribute, type XmlElement } from "../xml/index.js";
import { type CpuSet, parseCpuList } from "./cpuList.js";
import { parseCount } from "./parseCount.js";

/** `<vcpu>`: how many vCPUs there are. */
export interface VcpuView {
  readonly element: XmlElement;
  /** Undefined where libvirt would read no number. */
  readonly count: number | undefined;
  readonly countRange: Range;
  readonly current: NumberAttr | undefined;
  readonly cpuset: CpuListAttr | undefined;
  readonly placement: Attr | undefined;
}

/** One `<vcpu>` of `<vcpus>`. */
export interface VcpuEntryView {
  readonly element: XmlElement;
  readonly id: NumberAttr | undefined;
  readonly enabled: Attr | undefined;
  readonly hotpluggable: Attr | undefined;
  readonly order: NumberAttr | undefined;
}

export interface VcpusView {
  /** The first `<vcpus>`. */
  readonly element: XmlElement;
  /** Those of every `<vcpus>`. */
  readonly entries: readonly VcpuEntryView[];
}

/** `<os><type arch= machine=>`. */
export interface OsView {
  readonly element: XmlElement;
  readonly type: TextView | undefined;
  readonly arch: Attr | undefined;
  readonly machine: Attr | undefined;
}

/** What matters in a document, or in one of the domains or CPUs it holds. */
export interface DomainView {
  readonly kind: RootName;
  /** It has placeholders on which libvirt's answer may depend: what it lacks, or how many there are of it, is not known. */
  readonly isTemplate: boolean;
  readonly root: XmlElement;
  /** The definition: `<domain>`, or a snapshot's `<inactiveDomain>`. */
  readonly domain: XmlElement | undefined;
  /** The first of `cpus`, the one libvirt reads. */
  readonly cpu: CpuView | undefined;
  readonly cpus: readonly CpuView[];
  readonly vcpu: VcpuView | undefined;
  readonly vcpus: VcpusView | undefined;
  /** The cells of every `<cpu>`; undefined outside a domain. */
  readonly numa: GuestNumaView | undefined;
  /** The domain's type: kvm, qemu, xen, … */
  readonly type: Attr | undefined;
  readonly os: OsView | undefined;
  /** The children of every `<features>` of the domain; if a name is repeated, the last one wins. */
  readonly featureElements: readonly XmlElement[];
  /** The domain's first `<features>` (not the CPU's). */
  readonly features: XmlElement | undefined;
}

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
  /** Describes a host: it has an `<arch>`, or is in a host's capabilities. */
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
  /** What libvirt makes of it, as the CPU of a host or of a VM; what it would refuse is left out. Read once, when asked. */
  readonly definition: () => CpuDefinition;
}

/** Reads an element whose text is a value; undefined where there is no element. */
export function readText(element: XmlElement | undefined): TextView | undefined {
  return element && { element, value: element.content, range: textRange(element) };
}

/** Where the text stands, from its first to its last character that is not white space. */
export function textRange(element: XmlElement): Range {
  let range: Range | undefined;
  for (const child of element.children) {
    if (child.kind !== "text" && child.kind !== "cdata") continue;
    const words = child.text.trim();
    if (words === "") continue;
    // Only plain text can be narrowed by counting; references make the source longer than what it says.
    const plain = child.kind === "text" && child.text.length === child.end - child.start;
    const start = plain ? child.start + child.text.indexOf(words) : child.start;
    range = { start: range?.start ?? start, end: plain ? start + words.length : child.end };
  }
  const inside = element.startTag.end;
  // Text that is only in children.
  const isInChildren = range === undefined && element.endTag !== undefined && element.content.trim() !== "";
  return range ?? { start: inside, end: isInChildren ? (element.endTag?.start ?? inside) : inside };
}

/** An attribute's value with the place it is at. */
export interface Attr {
  readonly value: string;
  readonly attribute: XmlAttribute;
}

/** An attribute that should be a number. */
export interface NumberAttr extends Attr {
  /** Undefined where libvirt would not read a number. */
  readonly number: number | undefined;
}

/** An attribute that should be a list of CPU numbers. */
export interface CpuListAttr extends Attr {
  /** Undefined where libvirt would not read a list. */
  readonly set: CpuSet | undefined;
}

/** Reads an attribute; undefined where it is absent. */
export function readAttr(element: XmlElement | undefined, name: string): Attr | undefined {
  const attribute = attributeNamed(element, name);
  return attribute && { value: attribute.value, attribute };
}

/** Reads an attribute that holds an unsigned integer. */
export function readNumberAttr(element: XmlElement | undefined, name: string): NumberAttr | undefined {
  const attr = readAttr(element, name);
  return attr && { ...attr, number: parseCount(attr.value) };
}

/** Reads an attribute that holds a list of CPU numbers. */
export function readCpuListAttr(element: XmlElement | undefined, name: string): CpuListAttr | undefined {
  const attr = readAttr(element, name);
  return attr && { ...attr, set: parseCpuList(attr.value) };
}
