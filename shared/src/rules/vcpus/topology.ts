import { setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { elementOf, offer, prefer } from "../fix.js";
import type { Check, Fix, FixMaker, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { runsOnQemu } from "./count.js";

/** rules.md B12: qemuValidateDomainVCpuTopology. Without `<vcpu>` a VM has one. */
const topologyVcpus: Check = function* ({ view, cpu }) {
  const topology = view.cpu?.topology;
  if (topology?.product === undefined || cpu?.topology === undefined || view.domain === undefined) return;
  const vcpus = view.vcpu === undefined ? 1 : view.vcpu.count;
  if (vcpus === undefined || vcpus === 0 || topology.product === vcpus || !runsOnQemu(view.type?.value)) return;
  const { sockets, dies, clusters, cores, threads } = cpu.topology;
  const first = topology.element.attributes[0]?.start ?? topology.element.nameRange.start;
  yield {
    rule: "topology-vcpus",
    range: { start: first, end: topology.element.attributes.at(-1)?.end ?? topology.element.nameRange.end },
    data: {
      product: String(topology.product),
      vcpus: String(vcpus),
      formula: [sockets, dies, clusters, cores, threads].join(" × "),
    },
    libvirt: "unsupported configuration: CPU topology doesn't match maximum vcpu count",
    ...(view.vcpu === undefined ? {} : { related: [{ ...view.vcpu.countRange, message: "The number of vCPUs." }] }),
  };
};

const matchTopology: FixMaker = (finding, context) => {
  const view = viewAt(context, finding.start);
  const topology = view?.cpu?.topology;
  const element = elementOf(finding, context);
  const vcpus = Number(finding.data.vcpus);
  if (view === undefined || topology?.product === undefined || element === undefined) return [];
  const { text } = context.document;
  const product = topology.product;
  const fixes: Fix[] = [];
  for (const part of ["sockets", "cores"] as const) {
    const others = product / (topology[part]?.number ?? 1);
    if (vcpus % others !== 0) continue;
    const edit = setAttribute(text, topology.element, part, String(vcpus / others));
    fixes.push((fixes.length === 0 ? prefer : offer)(`Change ${part} to ${vcpus / others}`, edit));
  }
  const vcpu = view.vcpu;
  if (vcpu !== undefined) {
    const edits = [{ ...vcpu.countRange, newText: String(product) }];
    const tooMany = vcpu.current?.number !== undefined && vcpu.current.number > product;
    if (tooMany) edits.push(setAttribute(text, vcpu.element, "current", String(product)));
    fixes.push((fixes.length === 0 ? prefer : offer)(`Give the VM ${product} vCPUs`, ...edits));
  }
  fixes.push(offer("Remove <topology>", removeElement(text, element)));
  return fixes;
};

/** The topology against the vCPUs (rules.md B12). */
export const topologyRules: readonly Rule[] = [
  {
    id: "topology-vcpus",
    stage: "define",
    severity: "error",
    message: "{product} vCPUs by this topology ({formula}), but the VM has {vcpus}.",
    explanation: "sockets × dies × clusters × cores × threads must be the number in `<vcpu>` exactly.",
    example:
      "<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
    check: topologyVcpus,
    fix: matchTopology,
  },
];
