import * as l10n from "@vscode/l10n";
import { type Attr, type CpuView, effectiveMode, maxVcpus, type TopologyView } from "../../domain/index.js";
import { setValue } from "../../edits/index.js";
import type { XmlAttribute } from "../../xml/index.js";
import { type Check, type MakeFixes, otherCpu, prefer, type Report, type Rule, valueRange } from "../kit.js";
import { matchTopology } from "./topology.js";

/** bhyve's own command line takes sockets, cores and threads. */
const bhyveTopology: Check = function* ({ view }) {
  const topology = view.cpu?.topology;
  if (topology?.product === undefined || view.type?.value !== "bhyve") return;
  const parts = { dies: l10n.t("die per socket"), clusters: l10n.t("cluster per die") };
  for (const each of onlyOne(topology, "topology-bhyve", parts)) {
    yield { ...each, fixes: (context) => (each.fixes?.(context) ?? []).map(otherCpu) };
  }
  const { sockets, cores, threads, element } = topology;
  const product = (sockets?.number ?? 0) * (cores?.number ?? 0) * (threads?.number ?? 0);
  const max = maxVcpus(view);
  if (max === undefined || product === max || product !== topology.product) return;
  yield {
    rule: "topology-bhyve",
    range: element.nameRange,
    data: { problem: l10n.t("The topology gives {0} vCPUs, but <vcpu> is {1}", product, max) },
    libvirt:
      "unsupported configuration: Invalid CPU topology: total number of vCPUs must equal the product of sockets, cores, and threads",
    fixes: ({ text }) => matchTopology(text, view, topology, product).map(otherCpu),
  };
};

/** What virVMXFormatConfig can say of a CPU. */
const vmwareCpu: Check = function* ({ view }) {
  const { cpu } = view;
  if (cpu === undefined || view.type?.value !== "vmware") return;
  yield* vmwareMode(cpu);
  if (cpu.topology?.product === undefined) return;
  yield* onlyOne(cpu.topology, "cpu-vmware", {
    dies: l10n.t("die per socket"),
    clusters: l10n.t("cluster per die"),
    threads: l10n.t("thread per core"),
  });
};

function* vmwareMode(cpu: CpuView): Iterable<Report> {
  const mode = effectiveMode(cpu);
  if (mode === undefined || mode === "custom" || cpu.mode === undefined) return;
  yield {
    rule: "cpu-vmware",
    range: valueRange(cpu.mode.attribute),
    data: { problem: l10n.t("The CPU's mode must be custom, not {0}", mode) },
    libvirt: `unsupported configuration: Expecting domain XML CPU mode 'custom' but found '${mode}'`,
    fixes: setting(cpu.mode.attribute, "custom"),
  };
}

type Part = "dies" | "clusters" | "threads";

function* onlyOne(topology: TopologyView, rule: string, parts: Partial<Record<Part, string>>): Iterable<Report> {
  for (const [name, what] of Object.entries(parts)) {
    const attr: Attr | undefined = topology[name as Part];
    if (attr === undefined || topology[name as Part]?.number === 1) continue;
    const libvirt = `unsupported configuration: Only 1 ${what} is supported`;
    const data = { problem: l10n.t("Only one {0} is supported", what) };
    yield { rule, range: valueRange(attr.attribute), data, libvirt, fixes: setting(attr.attribute, "1") };
  }
}

function setting(attribute: XmlAttribute, value: string): MakeFixes {
  return ({ text }) => [prefer(l10n.t("Change {0} to {1}", attribute.name, value), setValue(text, attribute, value))];
}

/** Drivers other than QEMU's. */
export const otherDriverRules: readonly Rule[] = [
  {
    id: "topology-bhyve",
    stage: "start",
    severity: "error",
    message: "{problem}. The VM cannot start with bhyve.",
    check: bhyveTopology,
  },
  {
    id: "cpu-vmware",
    stage: "define",
    severity: "error",
    message: "{problem} on VMware ESX.",
    check: vmwareCpu,
  },
];
