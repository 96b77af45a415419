import type { Range, XmlElement } from "../xml/index.js";
import type { Attr, CpuListAttr, NumberAttr } from "./attr.js";
import type { CpuView, GuestNumaView, TextView } from "./cpuView.js";
import type { RootName } from "./roots.js";

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
  /** What stands in the `<features>` of the domain, of every one; of several of a name the last wins. */
  readonly featureElements: readonly XmlElement[];
  /** The domain's first `<features>` (not the CPU's). */
  readonly features: XmlElement | undefined;
}
