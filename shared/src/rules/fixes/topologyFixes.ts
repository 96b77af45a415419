import { setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { viewAt } from "../checkDocument.js";
import type { Fix } from "../rule.js";
import { elementOf, offer, prefer } from "./fix.js";
import type { FixMaker } from "./index.js";

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

export const topologyFixes: Readonly<Record<string, FixMaker>> = {
  "topology-vcpus": matchTopology,
  "vcpu-count": (finding, context) => {
    const vcpu = viewAt(context, finding.start)?.vcpu;
    const { count } = finding.data;
    if (vcpu?.current === undefined || count === undefined) return [];
    const { text } = context.document;
    return [
      prefer(`Start with ${count} vCPUs`, setAttribute(text, vcpu.element, "current", count)),
      offer(`Give the VM ${vcpu.current.value} vCPUs`, { ...vcpu.countRange, newText: String(vcpu.current.number) }),
    ];
  },
};
