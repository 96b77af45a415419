import * as l10n from "@vscode/l10n";
import { type Attr, type CpuView, effectiveMode, type TopologyView } from "../../domain/index.js";
import { setValue } from "../../edits/attributeEdits.js";
import { valueRange } from "../attributeReports.js";
import { attributeOf, prefer } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { matchTopology } from "./topology.js";
import { maxVcpus } from "./vcpuMax.js";

/** bhyve's own command line takes sockets, cores and threads. */
const bhyveTopology: Check = function* ({ view }) {
  const topology = view.cpu?.topology;
  if (topology?.product === undefined || view.type?.value !== "bhyve") return;
  yield* onlyOne(topology, "topology-bhyve", { dies: l10n.t("die per socket"), clusters: l10n.t("cluster per die") });
  const { sockets, cores, threads, element } = topology;
  const product = (sockets?.number ?? 0) * (cores?.number ?? 0) * (threads?.number ?? 0);
  const max = maxVcpus(view);
  if (max === undefined || product === max || product !== topology.product) return;
  yield {
    rule: "topology-bhyve",
    range: element.nameRange,
    data: {
      problem: l10n.t("{0} vCPUs by this topology, but the VM has {1}", product, max),
      vcpus: String(max),
      product: String(product),
    },
    libvirt:
      "unsupported configuration: Invalid CPU topology: total number of vCPUs must equal the product of sockets, cores, and threads",
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
    data: { problem: l10n.t("The CPU's mode must be custom, not {0}", mode), value: "custom" },
    libvirt: `unsupported configuration: Expecting domain XML CPU mode 'custom' but found '${mode}'`,
  };
}

type Part = "dies" | "clusters" | "threads";

function* onlyOne(topology: TopologyView, rule: string, parts: Partial<Record<Part, string>>): Iterable<Report> {
  for (const [name, what] of Object.entries(parts)) {
    const attr: Attr | undefined = topology[name as Part];
    if (attr === undefined || topology[name as Part]?.number === 1) continue;
    const libvirt = `unsupported configuration: Only 1 ${what} is supported`;
    const data = { problem: l10n.t("Only one {0} is possible", what), value: "1" };
    yield { rule, range: valueRange(attr.attribute), data, libvirt };
  }
}

const setToValue: NonNullable<Rule["fix"]> = (finding, context) => {
  const attribute = attributeOf(finding, context);
  const { value } = finding.data;
  if (attribute === undefined || value === undefined) return [];
  return [
    prefer(l10n.t("Change {0} to {1}", attribute.name, value), setValue(context.document.text, attribute, value)),
  ];
};

/** Drivers other than QEMU's. */
export const otherDriverRules: readonly Rule[] = [
  {
    id: "topology-bhyve",
    stage: "start",
    severity: "error",
    message: "{problem}. bhyve does not start such a VM.",
    check: bhyveTopology,
    fix: (finding, context) =>
      finding.data.vcpus === undefined ? setToValue(finding, context) : matchTopology(finding, context),
  },
  {
    id: "cpu-vmware",
    stage: "define",
    severity: "error",
    message: "{problem} on VMware ESX.",
    check: vmwareCpu,
    fix: setToValue,
  },
];
