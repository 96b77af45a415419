import * as l10n from "@vscode/l10n";
import { setText } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, grandchildrenNamed, type Range, type XmlElement } from "../../xml/index.js";
import { elementOf, prefer, removeWhole } from "../fix.js";
import type { Check, Report, Rule, RuleContext } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { numberIn } from "../vcpus/vcpuMax.js";
import { addsCell } from "./hotplug.js";
import { numaCells } from "./numaCells.js";

/** How many cells there are, the one that libvirt adds included. */
export function cellCount(context: RuleContext): number {
  return addsCell(context) ? 1 : numaCells(context.view).length;
}

/** A memory device's node. */
const memoryNodes: Check = function* (context) {
  const { view } = context;
  const count = cellCount(context);
  for (const memory of grandchildrenNamed(view.domain, "devices", "memory")) {
    const node = childNamed(childNamed(memory, "target"), "node");
    const id = numberIn(node?.text);
    if (node === undefined || id === undefined || id < count) continue;
    const why = count === 0 ? "as guest has no NUMA nodes configured" : countText(count);
    yield {
      ...nodeReport("memory-device-node", node, id, count),
      libvirt: `unsupported configuration: can't add memory backend for guest node '${id}' ${why}`,
    };
  }
};

function countText(count: number): string {
  return `as the guest has only '${count}' NUMA nodes configured`;
}

const EXPANDERS: ReadonlySet<string> = new Set(["pci-root", "pci-expander-bus", "pcie-expander-bus"]);

/** libvirt: qemuDomainControllerDefPostParse. */
const controllerNodes: Check = function* (context) {
  const { view } = context;
  if (!runsOnQemu(view.type?.value)) return;
  const count = cellCount(context);
  for (const controller of grandchildrenNamed(view.domain, "devices", "controller")) {
    const model = attributeNamed(controller, "model")?.value ?? "";
    const node = childNamed(childNamed(controller, "target"), "node");
    const id = numberIn(node?.text);
    if (node === undefined || id === undefined || id < count || !EXPANDERS.has(model)) continue;
    const index = attributeNamed(controller, "index")?.value ?? "0";
    yield {
      ...nodeReport("controller-node", node, id, count),
      libvirt: `unsupported configuration: ${model} with index ${index} is configured for a NUMA node (${id}) not present in the domain's <cpu><numa> array (${count})`,
    };
  }
};

function nodeReport(rule: string, node: XmlElement, id: number, count: number): Report {
  const cells =
    count === 0 ? l10n.t("the guest has no NUMA cells") : l10n.t("the guest has {0}, numbered from 0", count);
  const range: Range = { start: node.startTag.end, end: node.endTag?.start ?? node.end };
  return { rule, range, data: { id: String(id), cells, ...(count === 0 ? {} : { last: String(count - 1) }) } };
}

const changeNode: NonNullable<Rule["fix"]> = (finding, context) => {
  const node = elementOf(finding, context);
  const { last } = finding.data;
  if (node === undefined) return [];
  if (last !== undefined) return [prefer(l10n.t("Change to {0}", last), setText(node, last))];
  return removeWhole(finding, context, l10n.t("Remove <node>"));
};

/** What else speaks of cells. */
export const numaMemoryRules: readonly Rule[] = [
  {
    id: "memory-device-node",
    stage: "define",
    severity: "error",
    message: "There is no cell {id} to put this memory into: {cells}.",
    check: memoryNodes,
    fix: changeNode,
  },
  {
    id: "controller-node",
    stage: "define",
    severity: "error",
    message: "There is no cell {id} for this PCI controller: {cells}.",
    check: controllerNodes,
    fix: changeNode,
  },
];
