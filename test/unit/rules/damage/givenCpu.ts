import { readTimers } from "../../../../shared/src/domain/features.js";
import { type DomainView, domainViews } from "../../../../shared/src/domain/index.js";
import { type CpuDefinition, DROPPED_AT_START, readCpu, takesHostCpu } from "../../../../shared/src/engine/index.js";
import type { XmlDocument, XmlElement } from "../../../../shared/src/xml/index.js";

/**
 * What libvirt gives QEMU as the CPU of each definition of a document, and what it checks before, as a text to compare:
 * without what it drops or ignores, with what it takes where nothing is said (virCPUDefParseXML, virDomainFeaturesDefParse,
 * virDomainTimerDefParseXML, qemuBuildCpuCommandLine; 12.8).
 */
export function givenCpus(document: XmlDocument): string {
  return JSON.stringify(domainViews(document).map(given), undefined, 1);
}

function given(view: DomainView) {
  return {
    type: view.type?.value,
    vcpus: [view.vcpu?.count ?? 1, view.vcpu?.current?.number],
    cpu: givenCpu(view.cpu === undefined ? NONE : readCpu(view.cpu.element, { type: "guest" }, () => {}), view),
    features: [...byName(view.featureElements)]
      .filter(([name]) => PASSED_ON.has(name))
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([, elements]) => givenFeature(elements)),
    timers: readTimers(view).map(({ element }) => said(element)),
    machine: [view.os?.arch?.value, view.os?.machine?.value],
    arguments: view.domain?.elements.filter(({ name }) => name.endsWith(":commandline")).flatMap(argumentsOf),
  };
}

const PASSED_ON: ReadonlySet<string> = new Set(["hyperv", "kvm", "pvspinlock", "apic", "pmu"]);

/** What libvirt reads of an empty `<cpu/>`. */
const NONE: CpuDefinition = { type: "guest", mode: "custom", match: "exact", fallback: "allow", features: [] };

function givenCpu(cpu: CpuDefinition, view: DomainView) {
  const { model, vendor, vendorId, match, fallback, features, mode = "custom", ...rest } = cpu;
  const hostCpu = takesHostCpu(mode);
  const isX86 = /^(?:x86_64|i686)$/.test(view.os?.arch?.value ?? "x86_64");
  const named = mode === "custom" || (mode === "host-model" && !isX86);
  const kept = features.filter(
    ({ name, policy }) => !(hostCpu && policy === "optional") && (policy === "forbid" || !DROPPED_AT_START.has(name)),
  );
  return {
    mode,
    ...(named ? { model, vendor, fallback } : {}),
    ...(mode === "custom" ? { match: match ?? "exact" } : {}),
    ...(hostCpu ? {} : { vendorId }),
    features: kept.map(({ name, policy = "require" }) => `${policy} ${name}`).sort(),
    ...rest,
  };
}

/** Of the others libvirt reads no children. */
const HAS_PARTS: ReadonlySet<string> = new Set(["hyperv", "kvm"]);

/** Several elements of one name: libvirt reads their parts as if they were in one, and of each part the last. */
function givenFeature(elements: readonly XmlElement[]) {
  const attributes = elements.flatMap((each) => each.attributes);
  // With passthrough libvirt drops what `<hyperv>` lists.
  if (attributes.some(({ name, value }) => name === "mode" && value === "passthrough")) return said(elements.at(-1));
  const parts = byName(elements.filter(({ name }) => HAS_PARTS.has(name)).flatMap((each) => each.elements));
  return [
    said(elements.at(-1)),
    [...parts].sort(([one], [other]) => one.localeCompare(other)).map(([, same]) => givenPart(same.at(-1))),
  ];
}

function byName(elements: readonly XmlElement[]): Map<string, XmlElement[]> {
  const found = new Map<string, XmlElement[]>();
  for (const element of elements) found.set(element.name, [...(found.get(element.name) ?? []), element]);
  return found;
}

/** What is said of a part that is off has no effect. */
function givenPart(part: XmlElement | undefined) {
  const isOff = part?.attributes.some(({ name, value }) => name === "state" && value === "off");
  // Of several of a name the last counts.
  return isOff
    ? `${part?.name} off`
    : [said(part), [...byName(part?.elements ?? [])].map(([, same]) => said(same.at(-1)))];
}

/** The attributes that libvirt reads of these features, timers and arguments, if more than `state`; others it drops. */
const READ: ReadonlyMap<string, string> = new Map([
  ["hyperv", "mode"],
  ["kvm", ""],
  ["spinlocks", "state retries"],
  ["vendor_id", "state value"],
  ["dirty-ring", "state size"],
  ["apic", "eoi"],
  ["timer", "name present track tickpolicy frequency mode"],
  ["arg", "value"],
  ["env", "name value"],
]);

function said(element: XmlElement | undefined): string {
  if (element === undefined) return "";
  const { name, attributes } = element;
  const known = (READ.get(name.slice(name.indexOf(":") + 1)) ?? "state").split(" ");
  const read = attributes.filter((each) => known.includes(each.name));
  return [name, ...read.map((each) => `${each.name}=${each.value}`).sort()].join(" ");
}

/** Of its children the QEMU driver reads two (qemuDomainDefNamespaceParse). */
function argumentsOf({ elements }: XmlElement): string[] {
  return elements.filter(({ name }) => /(?:^|:)(?:arg|env)$/.test(name)).map(said);
}
