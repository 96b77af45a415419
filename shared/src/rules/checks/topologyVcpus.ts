import type { Check } from "../rule.js";
import { runsOnQemu } from "./vcpuCount.js";

/** rules.md B12: qemuValidateDomainVCpuTopology. Without `<vcpu>` a VM has one. */
export const topologyVcpus: Check = function* ({ view, cpu }) {
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
