import type { CpuData } from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import { readCpuData } from "./cpuidData.js";
import { parseCpuidDump } from "./cpuidDump.js";
import type { CpuMap } from "./cpuMap.js";
import { decodeCpu } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { childOf, childText, type Element } from "./element.js";
import type { Host } from "./host.js";
import { mapCovers, withKnownFeatures } from "./hostFeatures.js";
import { readCpu } from "./parse.js";
import { readDomainCapabilities } from "./readDomainCapabilities.js";
import { readXml } from "./readXml.js";

/**
 * Reads what a document says about a host. Elements that are not known here are ignored, so that documents of newer
 * libvirts can be read.
 *
 * @param text `<capabilities>`, `<domainCapabilities>`, a host's or guest's `<cpu>`, `<cpudata>`; anything that does
 *   not begin with `<` is taken for the output of `cpuid -r`
 * @param map decodes register values; features it does not know are listed apart
 * @returns what the document tells; what it does not tell is absent
 * @throws CpuError `wrong-root` for another document, `invalid-data` for one without a CPU or an architecture,
 *   `not-well-formed`, `too-large`, `no-decodable-model`
 * @example readHost(domainCapabilities, map).hostModel?.model // "Skylake-Server-IBRS"
 */
export function readHost(text: string, map: CpuMap): Host {
  return text.trimStart().startsWith("<") ? readHostElement(readXml(text), map) : readCpuidHost(text, map);
}

/** The same for the output of `cpuid -r`. */
export function readCpuidHost(text: string, map: CpuMap): Host {
  return hostOfData(parseCpuidDump(text), "cpuid", map);
}

/** The same for an element that has been read already. */
export function readHostElement(root: Element, map: CpuMap): Host {
  if (root.name === "capabilities") return readCapabilities(root, map);
  if (root.name === "domainCapabilities") return readDomainCapabilities(root, map);
  if (root.name === "cpu") return childOf(root, "arch") === undefined ? guestCpu(root, map) : hostCpu(root, "cpu", map);
  if (root.name === "cpudata") return hostOfData(readCpuData(root), "cpudata", map);
  const detail = `a host is read from <capabilities>, <domainCapabilities>, <cpu> or <cpudata>, not from <${root.name}>`;
  throw new CpuError("wrong-root", "XML error", detail, root.name);
}

function readCapabilities(root: Element, map: CpuMap): Host {
  const host = childOf(root, "host");
  const cpu = host === undefined ? undefined : childOf(host, "cpu");
  if (cpu === undefined) throw invalid("<capabilities> describes no host CPU");
  return hostCpu(cpu, "capabilities", map);
}

/** A host's CPU may be without a model: libvirt does not recognise every processor. */
function hostCpu(element: Element, source: "capabilities" | "cpu", map: CpuMap): Host {
  const arch = childText(element, "arch");
  if (arch === undefined) throw invalid("the host's <cpu> names no architecture");
  const read = readCpu(element, { type: "host" }, ignore);
  const { cpu, unknownFeatures } = withKnownFeatures(read, map, arch);
  const physicalBits = cpu.maxPhysAddr?.bits;
  return {
    source,
    arch,
    ...(cpu.model === undefined ? {} : { cpu }),
    ...(physicalBits === undefined ? {} : { physicalBits }),
    unknownFeatures,
  };
}

/** A guest definition stands for a host that gives exactly that, as a baseline's result does. */
function guestCpu(element: Element, map: CpuMap): Host {
  const read = readCpu(element, { type: "guest" }, ignore);
  if (read.model === undefined) throw invalid("a guest's <cpu> without a model does not describe a host");
  const arch = archOf(map);
  const { cpu: hostModel, unknownFeatures } = withKnownFeatures(read, map, arch);
  return { source: "cpu", arch, hostModel, unknownFeatures };
}

function hostOfData(data: CpuData, source: "cpudata" | "cpuid", map: CpuMap): Host {
  if (!mapCovers(map, "x86_64")) throw invalid("register values of x86 need the CPU map of x86");
  const cpu: CpuDefinition = decodeCpu(data, map, { type: "host" });
  const bits = (data.cpuid.find((row) => row.leaf === 0x80000008 && row.subleaf === 0)?.eax ?? 0) & 0xff;
  return { source, arch: "x86_64", cpu, ...(bits === 0 ? {} : { physicalBits: bits }), unknownFeatures: [] };
}

function archOf(map: CpuMap): string {
  return map.arch === "x86" ? "x86_64" : map.arch;
}

/** What libvirt would refuse in a definition is no reason to lose the rest of a document it has written itself. */
function ignore(): void {}

function invalid(detail: string): CpuError {
  return new CpuError("invalid-data", "XML error", detail);
}
