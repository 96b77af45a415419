/**
 * Writes the documents of samples/hosts.
 *
 *   npx tsx scripts/makeSampleHosts.ts
 *
 * The processors are real and recorded (test/conformance/vectors), and so are QEMU's models and the form of the documents
 * (test/fixtures/hosts). What a KVM host with such a processor gives to guests is derived from them: see sampleHosts/hostModel.ts.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Machine, makeCapabilities } from "./sampleHosts/capabilities.js";
import { makeDomainCapabilities } from "./sampleHosts/domainCapabilities.js";
import { makeHostModel } from "./sampleHosts/hostModel.js";
import { get, type Processor, type Recordings, readRecordings } from "./sampleHosts/recordings.js";

const target = join(dirname(fileURLToPath(import.meta.url)), "../samples/hosts");

const oldXeon = "Xeon-E7-4820";

const hosts: readonly (Machine & { readonly name: string; readonly processor: string })[] = [
  {
    name: "node1",
    processor: "Xeon-Gold-6130",
    uuid: "9d6f6c1e-5b0e-4a55-9a43-0c4b5a3f1d01",
    microcode: 0x200005e,
    tscFrequency: 2_100_000_000,
    tscScaling: true,
    sockets: 2,
    coresPerSocket: 16,
    threads: 2,
    memoryKib: 98_565_632,
    coresPerLevel3: 16,
  },
  {
    name: "node2",
    processor: "Xeon-E5-2609-v3",
    uuid: "9d6f6c1e-5b0e-4a55-9a43-0c4b5a3f1d02",
    microcode: 0x3c,
    tscFrequency: 1_900_000_000,
    tscScaling: false,
    sockets: 2,
    coresPerSocket: 6,
    threads: 1,
    memoryKib: 32_897_024,
    coresPerLevel3: 6,
  },
  {
    name: "node3",
    processor: "EPYC-7502-32-Core",
    uuid: "9d6f6c1e-5b0e-4a55-9a43-0c4b5a3f1d03",
    microcode: 0x8301025,
    tscFrequency: 2_500_000_000,
    tscScaling: true,
    sockets: 1,
    coresPerSocket: 32,
    threads: 2,
    memoryKib: 263_785_472,
    coresPerLevel3: 4,
  },
];

/** Physical address bits: CPUID leaf 80000008, the low byte of eax. */
function physicalBitsOf(processor: Processor): number {
  const eax = processor.cpuid.find(([leaf]) => leaf === 0x80000008)?.[2];
  if (eax === undefined) {
    throw new Error("no address sizes recorded");
  }
  return eax & 0xff;
}

function hex(value: number | undefined, digits: number): string {
  return `0x${(value ?? 0).toString(16).padStart(digits, "0")}`;
}

/** Registers in the form in which libvirt keeps and reads them. */
function formatCpuData(processor: Processor): string {
  const rows = processor.cpuid.map(
    ([leaf, subleaf, eax, ebx, ecx, edx]) =>
      `  <cpuid eax_in='${hex(leaf, 8)}' ecx_in='${hex(subleaf, 2)}' eax='${hex(eax, 8)}' ebx='${hex(ebx, 8)}' ecx='${hex(ecx, 8)}' edx='${hex(edx, 8)}'/>`,
  );
  return `<cpudata arch='x86'>\n${rows.join("\n")}\n</cpudata>\n`;
}

function makeHost(machine: (typeof hosts)[number], recordings: Recordings): void {
  const processor = get(recordings.processors, machine.processor);
  const physicalBits = physicalBitsOf(processor);
  const hostModel = makeHostModel(processor, recordings);
  const domainCapabilities = makeDomainCapabilities(hostModel, physicalBits, recordings);
  writeFileSync(join(target, `${machine.name}.domcaps.xml`), domainCapabilities);
  writeFileSync(
    join(target, `${machine.name}.caps.xml`),
    makeCapabilities(processor, machine, physicalBits, recordings),
  );
  const usable = domainCapabilities.split("<model usable='yes'").length - 1;
  console.log(`${machine.name}: ${machine.processor}, ${hostModel.model}, ${usable} usable models`);
}

const recordings = readRecordings();
mkdirSync(target, { recursive: true });
for (const host of hosts) {
  makeHost(host, recordings);
}
writeFileSync(join(target, "old-xeon.cpudata.xml"), formatCpuData(get(recordings.processors, oldXeon)));
