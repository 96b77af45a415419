import * as l10n from "@vscode/l10n";
import type { TopologyView } from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Fix, FixMaker, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { runsOnQemu } from "./count.js";

const UINT_MAX = 0xffffffff;

/** libvirt reads `clusters` since 10.1; before, it drops the attribute. */
export function readsClusters(release: string): boolean {
  return !isOlder(release, "10.1.0");
}

/** What the levels that the release reads make together. */
function productIn({ product, clusters, ...levels }: TopologyView, release: string): number | undefined {
  if (readsClusters(release) || clusters === undefined) return product;
  const { sockets, dies, cores, threads } = levels;
  const counted = [sockets, dies ?? { number: 1 }, cores, threads].reduce(
    (all, level) => all * (level?.number ?? 0),
    1,
  );
  return counted > 0 ? counted : undefined;
}

/** libvirt: qemuValidateDomainVCpuTopology. Without `<vcpu>` a VM has one. */
const topologyVcpus: Check = function* ({ view, cpu, catalogue }) {
  const topology = view.cpu?.topology;
  if (topology === undefined || cpu?.topology === undefined || view.domain === undefined) return;
  const product = productIn(topology, catalogue.release);
  const vcpus = view.vcpu === undefined ? 1 : view.vcpu.count;
  if (product === undefined || product > UINT_MAX || product === vcpus) return;
  if (vcpus === undefined || vcpus === 0 || !runsOnQemu(view.type?.value)) return;
  const { sockets, dies, cores, threads } = cpu.topology;
  const clusters = readsClusters(catalogue.release) ? cpu.topology.clusters : 1;
  const first = topology.element.attributes[0]?.start ?? topology.element.nameRange.start;
  yield {
    rule: "topology-vcpus",
    range: { start: first, end: topology.element.attributes.at(-1)?.end ?? topology.element.nameRange.end },
    data: {
      product: String(product),
      vcpus: String(vcpus),
      formula: [sockets, dies, clusters, cores, threads].join(" × "),
    },
    libvirt: "unsupported configuration: CPU topology doesn't match maximum vcpu count",
    ...(view.vcpu === undefined
      ? {}
      : { related: [{ ...view.vcpu.countRange, message: l10n.t("<vcpu> says {0}.", view.vcpu.count ?? "") }] }),
  };
};

/** libvirt: virDomainDefGetVcpusTopology, for every driver. */
const topologyTooLarge: Check = function* ({ view, cpu }) {
  const topology = view.cpu?.topology;
  if (topology?.product === undefined || cpu?.topology === undefined || view.domain === undefined) return;
  if (topology.product <= UINT_MAX) return;
  yield {
    rule: "topology-too-large",
    range: topology.element.nameRange,
    libvirt: `unsupported configuration: cpu topology results in more than ${UINT_MAX} cpus`,
  };
};

/** Makes the topology and the number of vCPUs agree; `vcpus` of the finding's data is that number. */
export const matchTopology: FixMaker = (finding, context) => {
  const view = viewAt(context, finding.start);
  const topology = view?.cpu?.topology;
  const element = elementOf(finding, context);
  const [vcpus, product] = [Number(finding.data.vcpus), Number(finding.data.product)];
  if (view === undefined || topology === undefined || element === undefined) return [];
  const { text } = context.document;
  const fixes: Fix[] = [];
  for (const part of ["sockets", "cores"] as const) {
    const others = product / (topology[part]?.number ?? 1);
    if (vcpus % others !== 0) continue;
    const edit = setAttribute(text, topology.element, part, String(vcpus / others));
    fixes.push((fixes.length === 0 ? prefer : offer)(l10n.t("Change {0} to {1}", part, vcpus / others), edit));
  }
  const vcpu = view.vcpu;
  if (vcpu !== undefined) {
    const edits = [{ ...vcpu.countRange, newText: String(product) }];
    const tooMany = vcpu.current?.number !== undefined && vcpu.current.number > product;
    if (tooMany) edits.push(setAttribute(text, vcpu.element, "current", String(product)));
    fixes.push((fixes.length === 0 ? prefer : offer)(l10n.t("Give the VM {0} vCPUs", product), ...edits));
  }
  fixes.push(offer(l10n.t("Remove <topology>"), removeElement(text, element)));
  return fixes;
};

/** The topology against the vCPUs. */
export const topologyRules: readonly Rule[] = [
  {
    id: "topology-vcpus",
    stage: "define",
    severity: "error",
    message: "{product} vCPUs by this topology ({formula}), but the VM has {vcpus}.",
    check: topologyVcpus,
    fix: matchTopology,
    vetted: true,
  },
  {
    id: "topology-too-large",
    stage: "define",
    severity: "error",
    message: "This topology makes more vCPUs than libvirt can count. Use smaller numbers.",
    check: topologyTooLarge,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <topology>")),
  },
];
