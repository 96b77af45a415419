import * as l10n from "@vscode/l10n";
import { type DomainView, maxVcpus, type TopologyView } from "../../domain/index.js";
import { setAttribute } from "../../edits/index.js";
import { reads } from "../../engine/internal.js";
import { type Check, type Fix, offer, prefer, type Rule, removeWhole } from "../kit.js";
import { giveVcpus, runsOnQemu } from "./count.js";

const UINT_MAX = 0xffffffff;

/** What the levels that the release reads make together. */
function productIn({ product, clusters, ...levels }: TopologyView, release: string): number | undefined {
  if (reads("clusters", release) || clusters === undefined) return product;
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
  const { sockets, dies, clusters = 1, cores, threads } = cpu.topology;
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
      : { related: [{ ...view.vcpu.countRange, message: l10n.t("<vcpu> is {0}.", view.vcpu.count ?? "") }] }),
    fixes: ({ text }) => matchTopology(text, view, topology, product),
  };
};

/**
 * Makes the topology and the number of vCPUs agree.
 *
 * @param product how many vCPUs the topology makes
 */
export function matchTopology(text: string, view: DomainView, topology: TopologyView, product: number): Fix[] {
  const vcpus = maxVcpus(view) ?? 0;
  const fixes: Fix[] = [];
  for (const part of ["sockets", "cores"] as const) {
    const others = product / (topology[part]?.number ?? 1);
    if (vcpus % others !== 0) continue;
    const edit = setAttribute(text, topology.element, part, String(vcpus / others));
    fixes.push((fixes.length === 0 ? prefer : offer)(l10n.t("Change {0} to {1}", part, vcpus / others), edit));
  }
  const [give] = giveVcpus(text, view, product);
  // Where no number is said, the topology is what is meant.
  if (give !== undefined && view.vcpu === undefined) fixes.unshift(give);
  else if (give !== undefined) fixes.push({ ...give, preferred: fixes.length === 0 });
  return [...fixes, removeWhole(text, topology.element, offer)];
}

/** libvirt: virDomainDefGetVcpusTopology, for every driver. */
const topologyTooLarge: Check = function* ({ view, cpu }) {
  const topology = view.cpu?.topology;
  if (topology?.product === undefined || cpu?.topology === undefined || view.domain === undefined) return;
  if (topology.product <= UINT_MAX) return;
  yield {
    rule: "topology-too-large",
    range: topology.element.nameRange,
    libvirt: `unsupported configuration: cpu topology results in more than ${UINT_MAX} cpus`,
    fixes: ({ text }) => [removeWhole(text, topology.element)],
  };
};

/** The topology against the vCPUs. */
export const topologyRules: readonly Rule[] = [
  {
    id: "topology-vcpus",
    stage: "define",
    severity: "error",
    message: "The topology gives {product} vCPUs ({formula}), but <vcpu> is {vcpus}.",
    check: topologyVcpus,
    vetted: true,
  },
  {
    id: "topology-too-large",
    stage: "define",
    severity: "error",
    message: "This topology gives more vCPUs than libvirt supports. Use smaller numbers.",
    check: topologyTooLarge,
  },
];
