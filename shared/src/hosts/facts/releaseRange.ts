import type { ReleaseRange } from "../../catalogue/index.js";
import { isOlder } from "../../common/releases.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "../../engine/element.js";

/** Something in a document that a release brought: whether it is there, and undefined where the document cannot tell. */
interface Trace {
  readonly release: string;
  readonly isIn: (root: Element) => boolean | undefined;
}

/**
 * Elements that libvirt's QEMU driver prints in every document since a release, supported or not. The sources are libvirt's
 * release notes and documents of 7.0, 9.0, 11.3, 12.8 and 12.9. A distribution can add an element to an older release.
 */
const DOMAIN_CAPABILITIES: readonly Trace[] = [
  { release: "7.1.0", isIn: (root) => childrenIn(root, "cpu", "mode").some((mode) => isNamed(mode, "maximum")) },
  { release: "8.9.0", isIn: inFirstModel("vendor") },
  { release: "9.0.0", isIn: hasFeature("hyperv") },
  { release: "9.1.0", isIn: hasDevice("crypto") },
  { release: "9.6.0", isIn: hasFeature("async-teardown") },
  { release: "10.5.0", isIn: hasFeature("launchSecurity") },
  { release: "10.6.0", isIn: hasDevice("interface") },
  { release: "10.7.0", isIn: hasFeature("ps2") },
  { release: "10.10.0", isIn: hasDevice("panic") },
  { release: "11.5.0", isIn: hasDevice("console") },
  { release: "11.6.0", isIn: hasFeature("tdx") },
  { release: "11.9.0", isIn: hasHypervDefaults },
  { release: "12.1.0", isIn: (root) => has(childOf(root, "os"), "varstore") },
  { release: "12.2.0", isIn: lacksHandle },
];

const CAPABILITIES: readonly Trace[] = [
  { release: "9.9.0", isIn: (root) => inGuests(root, "externalSnapshot") },
  { release: "10.1.0", isIn: hasClusters },
];

/**
 * The releases that can have printed a host's document.
 *
 * @param root `<domainCapabilities>` or `<capabilities>` of libvirt's QEMU driver; of others nothing is told
 * @returns nothing where the traces contradict each other, as where a distribution has changed its libvirt
 */
export function releaseRangeOf(root: Element): ReleaseRange {
  const traces = root.name === "domainCapabilities" ? DOMAIN_CAPABILITIES : CAPABILITIES;
  if (!isOfQemu(root)) return {};
  const found = traces.map(({ release, isIn }) => ({ release, there: isIn(root) }));
  const from = found.findLast(({ there }) => there === true)?.release;
  // On other architectures some are missing in every release.
  const before = isOfX86(root) ? found.find(({ there }) => there === false)?.release : undefined;
  return within(from, before);
}

/** What two documents of one host tell together. */
export function joinRanges(one: ReleaseRange, other: ReleaseRange): ReleaseRange {
  const from = [one.from, other.from].filter(isRelease).sort(byRelease).at(-1);
  const [before] = [one.before, other.before].filter(isRelease).sort(byRelease);
  return within(from, before);
}

function within(from: string | undefined, before: string | undefined): ReleaseRange {
  if (from !== undefined && before !== undefined && byRelease(before, from) <= 0) return {};
  return { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) };
}

function isRelease(release: string | undefined): release is string {
  return release !== undefined;
}

function byRelease(one: string, other: string): number {
  return isOlder(one, other) ? -1 : Number(isOlder(other, one));
}

function isOfQemu(root: Element): boolean {
  if (root.name === "domainCapabilities") {
    return ["kvm", "qemu"].includes(childOf(root, "domain")?.text ?? "") && has(root, "features");
  }
  const domains = childrenOf(root, "guest").flatMap((guest) => childrenIn(guest, "arch", "domain"));
  return domains.some((domain) => attributeOf(domain, "type") === "qemu");
}

function isOfX86(root: Element): boolean {
  const host = childOf(root, "host");
  const arch = childText(root, "arch") ?? childText((host && childOf(host, "cpu")) ?? root, "arch");
  return arch === "x86_64" || arch === "i686";
}

function has(parent: Element | undefined, name: string): boolean {
  return parent !== undefined && childOf(parent, name) !== undefined;
}

function childrenIn(root: Element, parent: string, name: string): readonly Element[] {
  const element = childOf(root, parent);
  return element === undefined ? [] : childrenOf(element, name);
}

function isNamed(element: Element, name: string): boolean {
  return attributeOf(element, "name") === name;
}

function hasFeature(name: string): Trace["isIn"] {
  return (root) => has(childOf(root, "features"), name);
}

function hasDevice(name: string): Trace["isIn"] {
  return (root) => {
    const devices = childOf(root, "devices");
    return devices === undefined ? undefined : has(devices, name);
  };
}

function inFirstModel(name: string): Trace["isIn"] {
  return (root) => {
    const custom = childrenIn(root, "cpu", "mode").find((mode) => isNamed(mode, "custom"));
    const [model] = custom === undefined ? [] : childrenOf(custom, "model");
    return model && attributeOf(model, name) !== undefined;
  };
}

/** Where they are missing, it may be for QEMU. */
function hasHypervDefaults(root: Element): true | undefined {
  return childrenIn(root, "features", "hyperv").some((hyperv) => has(hyperv, "defaults")) || undefined;
}

/** Until then, a way to pass folders on was listed that QEMU had no more. */
function lacksHandle(root: Element): boolean | undefined {
  const [filesystem] = childrenIn(root, "devices", "filesystem");
  const drivers = filesystem && childrenOf(filesystem, "enum").find((each) => isNamed(each, "driverType"));
  return drivers && !childrenOf(drivers, "value").some(({ text }) => text === "handle");
}

function inGuests(root: Element, feature: string): boolean {
  return childrenOf(root, "guest").some((guest) => has(childOf(guest, "features"), feature));
}

/** On every CPU of the host's topology, also where the architecture has no clusters. */
function hasClusters(root: Element): boolean | undefined {
  const host = childOf(root, "host");
  const cells = host && childOf(host, "topology") && childrenIn(childOf(host, "topology") ?? host, "cells", "cell");
  const [cpu] = (cells ?? []).flatMap((cell) => childrenIn(cell, "cpus", "cpu"));
  return cpu && attributeOf(cpu, "cluster_id") !== undefined;
}
