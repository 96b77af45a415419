import { matched, type Processor, type Recordings } from "./recordings.js";

/** The machine around a processor. One socket is one NUMA cell. */
export interface Machine {
  readonly uuid: string;
  readonly microcode: number;
  readonly tscFrequency: number;
  readonly tscScaling: boolean;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly threads: number;
  readonly memoryKib: number;
  readonly coresPerLevel3: number;
}

interface LogicalCpu {
  readonly id: number;
  readonly socket: number;
  readonly core: number;
  readonly siblings: readonly number[];
}

/** Linux numbers the first thread of every core, socket after socket, and then the second threads likewise. */
function listCpus(machine: Machine): LogicalCpu[] {
  const cores = machine.sockets * machine.coresPerSocket;
  return Array.from({ length: cores * machine.threads }, (_, id) => ({
    id,
    socket: Math.floor((id % cores) / machine.coresPerSocket),
    core: id % machine.coresPerSocket,
    siblings: Array.from({ length: machine.threads }, (_unused, thread) => (id % cores) + thread * cores),
  }));
}

/** Numbers as libvirt prints sets of CPUs: runs as `a-b`, everything else apart. */
function formatCpuSet(ids: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === id) {
      run.last = id;
    } else {
      runs.push({ first: id, last: id });
    }
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

function formatCpu(processor: Processor, machine: Machine, physicalBits: number): string {
  const { coresPerSocket, microcode, threads, tscFrequency, tscScaling } = machine;
  const before = [
    `  <microcode version='${microcode}'/>`,
    matched(processor.host, /( {2}<signature [^>]*>)/),
    `  <counter name='tsc' frequency='${tscFrequency}' scaling='${tscScaling ? "yes" : "no"}'/>`,
    `  <topology sockets='1' dies='1' clusters='1' cores='${coresPerSocket}' threads='${threads}'/>`,
    `  <maxphysaddr mode='emulate' bits='${physicalBits}'/>`,
  ].join("\n");
  const pages = [4, 2048, 1048576].map((size) => `  <pages unit='KiB' size='${size}'/>\n`).join("");
  const cpu = processor.host.replace(/ {2}<signature [^>]*>/, before).replace("</cpu>", `${pages}</cpu>`);
  return cpu.trimEnd().replace(/^/gm, "    ");
}

function formatCell(machine: Machine, cell: number, cpus: readonly LogicalCpu[]): string[] {
  const own = cpus.filter((cpu) => cpu.socket === cell);
  const siblings = Array.from({ length: machine.sockets }, (_, id) => id);
  return [
    `        <cell id='${cell}'>`,
    `          <memory unit='KiB'>${machine.memoryKib}</memory>`,
    `          <pages unit='KiB' size='4'>${machine.memoryKib / 4}</pages>`,
    "          <pages unit='KiB' size='2048'>0</pages>",
    "          <pages unit='KiB' size='1048576'>0</pages>",
    "          <distances>",
    ...siblings.map((id) => `            <sibling id='${id}' value='${id === cell ? 10 : 21}'/>`),
    "          </distances>",
    `          <cpus num='${own.length}'>`,
    ...own.map(
      ({ id, socket, core, siblings: threads }) =>
        `            <cpu id='${id}' socket_id='${socket}' die_id='0' cluster_id='${core}' core_id='${core}' siblings='${formatCpuSet(threads)}'/>`,
    ),
    "          </cpus>",
    "        </cell>",
  ];
}

function formatTopology(machine: Machine, cpus: readonly LogicalCpu[]): string {
  const cells = Array.from({ length: machine.sockets }, (_, cell) => formatCell(machine, cell, cpus)).flat();
  const lines = [
    "    <topology>",
    `      <cells num='${machine.sockets}'>`,
    ...cells,
    "      </cells>",
    "    </topology>",
  ];
  return lines.join("\n");
}

/** The size of the level 3 cache in KiB, from CPUID leaf 4 (Intel) or 8000001D (AMD), subleaf 3. */
function level3Kib(processor: Processor): number {
  const row = processor.cpuid.find(
    ([leaf, subleaf, eax]) => (leaf === 4 || leaf === 0x8000001d) && subleaf === 3 && eax !== undefined && eax !== 0,
  );
  const [, , , geometry, sets] = row ?? [];
  if (geometry === undefined || sets === undefined) {
    throw new Error("no level 3 cache recorded");
  }
  const ways = (geometry >>> 22) + 1;
  const partitions = ((geometry >>> 12) & 0x3ff) + 1;
  const line = (geometry & 0xfff) + 1;
  return (ways * partitions * line * (sets + 1)) / 1024;
}

function formatCache(processor: Processor, machine: Machine, cpus: readonly LogicalCpu[]): string {
  const groups = Math.ceil(machine.coresPerSocket / machine.coresPerLevel3);
  const size = level3Kib(processor);
  const banks = Array.from({ length: machine.sockets * groups }, (_, bank) => {
    const own = cpus.filter((cpu) => cpu.socket * groups + Math.floor(cpu.core / machine.coresPerLevel3) === bank);
    const amount = size % 1024 === 0 ? `size='${size / 1024}' unit='MiB'` : `size='${size}' unit='KiB'`;
    return `      <bank id='${bank}' level='3' type='both' ${amount} cpus='${formatCpuSet(own.map((cpu) => cpu.id))}'/>`;
  });
  return ["    <cache>", ...banks, "    </cache>"].join("\n");
}

function sliceBetween(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  return text.slice(from, text.indexOf(end, from));
}

/** The recorded guests of one architecture: emulator, machine types, features. */
function guestOf(text: string, arch: string): string {
  const guests = text.split("  <guest>\n").slice(1);
  const guest = guests.find((candidate) => candidate.includes(`<arch name='${arch}'>`));
  if (guest === undefined) {
    throw new Error(`${arch}: no guest recorded`);
  }
  return `  <guest>\n${guest.slice(0, guest.indexOf("  </guest>"))}  </guest>\n\n`;
}

/** `virsh capabilities` of this machine with this processor; what the processor does not decide is as in the recorded document. */
export function makeCapabilities(
  processor: Processor,
  machine: Machine,
  physicalBits: number,
  recordings: Recordings,
): string {
  const recorded = recordings.capabilities;
  const cpus = listCpus(machine);
  return [
    "<capabilities>\n\n  <host>\n",
    `    <uuid>${machine.uuid}</uuid>\n`,
    `${formatCpu(processor, machine, physicalBits)}\n`,
    sliceBetween(recorded, "    <power_management/>", "    <topology>\n      <cells"),
    `${formatTopology(machine, cpus)}\n${formatCache(processor, machine, cpus)}\n`,
    sliceBetween(recorded, "    <secmodel>", "  </host>"),
    "  </host>\n\n",
    guestOf(recorded, "i686"),
    guestOf(recorded, "x86_64"),
    "</capabilities>\n",
  ].join("");
}
