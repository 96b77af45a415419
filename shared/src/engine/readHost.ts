import { known } from "../common/known.js";
import type { CpuData } from "./cpuData.js";
import { CpuError, XML_ERROR } from "./cpuError.js";
import { readCpuData } from "./cpuidData.js";
import { parseCpuidDump } from "./cpuidDump.js";
import type { CpuMap } from "./cpuMap.js";
import { decodeCpu } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "./element.js";
import {
  type Host,
  type HostCache,
  type HostGuest,
  type HostMachine,
  type HostNode,
  type HostResources,
  mapCovers,
  withKnownFeatures,
} from "./host.js";
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
 * @returns what is in the document; the rest is absent
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
  throw new CpuError("wrong-root", XML_ERROR, detail, root.name);
}

function readCapabilities(root: Element, map: CpuMap): Host {
  const host = childOf(root, "host");
  const cpu = host === undefined ? undefined : childOf(host, "cpu");
  if (cpu === undefined) throw invalid("<capabilities> describes no host CPU");
  const { arch, ...processor } = hostCpu(cpu, "capabilities", map);
  return { ...processor, arch, ownArch: arch, ...readMachineFacts(root) };
}

/** A host's CPU may be without a model: libvirt does not recognise every processor. */
function hostCpu(element: Element, source: "capabilities" | "cpu", map: CpuMap): Host {
  const arch = childText(element, "arch");
  if (arch === undefined) throw invalid("the host's <cpu> names no architecture");
  const read = readCpu(element, { type: "host" }, ignore);
  const { cpu, unknownFeatures } = withKnownFeatures(read, map, arch);
  const physicalBits = cpu.maxPhysAddr?.bits;
  const tsc = readTsc(element);
  return {
    source,
    arch,
    ...(cpu.model === undefined ? {} : { cpu }),
    ...known({ tsc, physicalBits }),
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
  return new CpuError("invalid-data", XML_ERROR, detail);
}

/** What `<capabilities>` says beside the processor (virCapabilitiesFormatXML, libvirt 8 to 12). */
function readMachineFacts(root: Element): Pick<Host, "tsc" | "guests" | "resources"> {
  const host = childOf(root, "host");
  const cpu = host && childOf(host, "cpu");
  const tsc = cpu && readTsc(cpu);
  const resources = host && readResources(host, cpu);
  const guests = childrenOf(root, "guest").flatMap(readGuest);
  return {
    ...known({ tsc, resources }),
    ...(guests.length === 0 ? {} : { guests }),
  };
}

/** The counter of a host's `<cpu>`; undefined where it names none, or no number. */
function readTsc(cpu: Element): Host["tsc"] {
  const counter = childrenOf(cpu, "counter").find((each) => attributeOf(each, "name") === "tsc");
  const frequency = counter && numberOf(counter, "frequency");
  const scaling = counter && attributeOf(counter, "scaling");
  if (frequency === undefined) return undefined;
  return { frequency, scaling: scaling === "yes" ? true : scaling === "no" ? false : undefined };
}

/** A domain type that lists machine types of its own has those only. */
function readGuest(guest: Element): HostGuest[] {
  const arch = childOf(guest, "arch");
  const name = arch && attributeOf(arch, "name");
  if (arch === undefined || name === undefined || childText(guest, "os_type") !== "hvm") return [];
  const machines = readMachines(arch);
  const emulator = childText(arch, "emulator");
  return childrenOf(arch, "domain").map((domain): HostGuest => {
    const own = readMachines(domain);
    const path = childText(domain, "emulator") ?? emulator;
    return {
      arch: name,
      domains: [attributeOf(domain, "type") ?? ""],
      ...known({ emulator: path }),
      machines: own.length > 0 ? own : machines,
    };
  });
}

function readMachines(parent: Element): HostMachine[] {
  return childrenOf(parent, "machine").map((machine) => {
    const canonical = attributeOf(machine, "canonical");
    const maxVcpus = numberOf(machine, "maxCpus");
    return {
      name: machine.text,
      ...known({ canonical }),
      ...(maxVcpus === undefined || maxVcpus === 0 ? {} : { maxVcpus }),
    };
  });
}

function readResources(host: Element, cpu: Element | undefined): HostResources {
  const topology = childOf(host, "topology");
  const cells = topology === undefined ? [] : (childOf(topology, "cells")?.elements ?? []);
  const cpus = cells.flatMap((cell) => (childOf(cell, "cpus")?.elements ?? []).flatMap((each) => ids(each, "id")));
  const cache = childOf(host, "cache");
  const bandwidth = childOf(host, "memory_bandwidth");
  return {
    ...(cpus.length === 0 ? {} : { cpus: cpus.sort((a, b) => a - b) }),
    nodes: cells.flatMap(readNode),
    pageSizes: (cpu === undefined ? [] : childrenOf(cpu, "pages"))
      .flatMap((pages) => ids(pages, "size"))
      .sort((a, b) => a - b),
    caches: (cache === undefined ? [] : childrenOf(cache, "bank")).flatMap(readBank),
    bandwidthNodes: (bandwidth === undefined ? [] : childrenOf(bandwidth, "node"))
      .filter((node) => childOf(node, "control") !== undefined)
      .flatMap((node) => ids(node, "id")),
  };
}

function readNode(cell: Element): HostNode[] {
  return ids(cell, "id").map((id) => ({
    id,
    pages: childrenOf(cell, "pages").flatMap((pages) =>
      ids(pages, "size").map((size) => ({ size, count: /^\d{1,15}$/.test(pages.text) ? Number(pages.text) : 0 })),
    ),
  }));
}

function readBank(bank: Element): HostCache[] {
  const id = numberOf(bank, "id");
  const level = numberOf(bank, "level");
  const types = childrenOf(bank, "control").flatMap((control) => attributeOf(control, "type") ?? []);
  return id === undefined || level === undefined || types.length === 0 ? [] : [{ id, level, types }];
}

function ids(element: Element, name: string): number[] {
  const number = numberOf(element, name);
  return number === undefined ? [] : [number];
}

function numberOf(element: Element, name: string): number | undefined {
  const value = attributeOf(element, name);
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
