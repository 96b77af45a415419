import { type DomainView, parseCpuList } from "../../domain/index.js";
import { setValue } from "../../edits/attributeEdits.js";
import { insertChildren, setText } from "../../edits/elementEdits.js";
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  documentStyle,
  type Range,
  type XmlElement,
} from "../../xml/index.js";
import { valueRange } from "../attributeReports.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report, Rule, RuleContext } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { maxVcpus, numberIn } from "../vcpus/vcpuMax.js";
import { viewAt } from "../viewAt.js";
import { numaCells } from "./numaCells.js";

/** libvirt: qemuDomainDefValidateMemoryHotplug; newer releases add the cell (qemuDomainDefNumaAutoAdd). */
const hotplugWithoutCells: Check = function* (context) {
  const { view, catalogue } = context;
  const maxMemory = childNamed(view.domain, "maxMemory");
  if (maxMemory === undefined || !addsCell(context)) return;
  const old = isOlder(catalogue.release, "11.3.0");
  yield {
    rule: "memory-hotplug-cell",
    range: maxMemory.nameRange,
    ...(old
      ? {
          severity: "warning",
          libvirt:
            "unsupported configuration: At least one numa node has to be configured when enabling memory hotplug",
        }
      : {}),
  };
};

/** Whether libvirt has to add a cell: hotplug of memory without one; s390x needs none. */
function addsCell({ view, catalogue }: RuleContext): boolean {
  const arch = view.os?.arch?.value ?? catalogue.arch;
  if (!runsOnQemu(view.type?.value) || arch.startsWith("s390") || view.cpu?.numa !== undefined) return false;
  return childNamed(view.domain, "maxMemory") !== undefined;
}

/** How many cells there are, the one that libvirt adds included. */
function cellCount(context: RuleContext): number {
  return addsCell(context) ? 1 : numaCells(context.view).length;
}

/** A memory device's node. */
const memoryNodes: Check = function* (context) {
  const { view } = context;
  const count = cellCount(context);
  for (const memory of childrenNamed(childNamed(view.domain, "devices"), "memory")) {
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
  for (const controller of childrenNamed(childNamed(view.domain, "devices"), "controller")) {
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
  const cells = count === 0 ? "the guest has no NUMA cells" : `the guest has ${count}, numbered from 0`;
  const range: Range = { start: node.startTag.end, end: node.endTag?.start ?? node.end };
  return { rule, range, data: { id: String(id), cells, ...(count === 0 ? {} : { last: String(count - 1) }) } };
}

/** QEMU's command line is made for the cells; the node 0 of a guest without cells is forgiven. */
const hugepageNodes: Check = function* (context) {
  const { view } = context;
  if (!runsOnQemu(view.type?.value)) return;
  const count = cellCount(context);
  const pages = childNamed(childNamed(view.domain, "memoryBacking"), "hugepages");
  for (const page of childrenNamed(pages, "page")) {
    const nodeset = attributeNamed(page, "nodeset");
    const set = parseCpuList(nodeset?.value ?? "");
    const beyond = set?.spans.find(({ last }) => last >= Math.max(count, 1));
    if (nodeset === undefined || beyond === undefined) continue;
    const id = Math.max(beyond.first, count);
    const cells = count === 0 ? "the guest has no NUMA cells" : `the guest has ${count}, numbered from 0`;
    const libvirt = `XML error: hugepages: node ${id} not found`;
    yield { rule: "hugepages-node", range: valueRange(nodeset), data: { id: String(id), cells }, libvirt };
  }
};

/** Writes the one cell that libvirt would add. */
function addCell(context: RuleContext, view: DomainView | undefined) {
  const max = view === undefined ? undefined : maxVcpus(view);
  const memory = childNamed(view?.domain, "memory");
  const cpu = view?.cpu?.element;
  if (cpu === undefined || memory === undefined || max === undefined || max === 0) return [];
  if (!/^\s*[0-9]+\s*$/.test(memory.text)) return [];
  const { indent, quote } = documentStyle(context.document.text);
  const unit = attributeNamed(memory, "unit")?.value ?? "KiB";
  const attributes = [
    ["id", "0"],
    ["cpus", max === 1 ? "0" : `0-${max - 1}`],
    ["memory", memory.text.trim()],
    ["unit", unit],
  ].map(([name, value]) => ` ${name}=${quote}${value}${quote}`);
  const lines = ["<numa>", `${indent}<cell${attributes.join("")}/>`, "</numa>"];
  return [prefer("Write out the cell", insertChildren(context.document.text, cpu, lines))];
}

const changeNode: NonNullable<Rule["fix"]> = (finding, context) => {
  const node = elementOf(finding, context);
  const { last } = finding.data;
  if (node === undefined) return [];
  if (last !== undefined) return [prefer(`Change to ${last}`, setText(node, last))];
  return removeWhole(finding, context, "Remove <node>");
};

/** What else speaks of cells. */
export const numaMemoryRules: readonly Rule[] = [
  {
    id: "memory-hotplug-cell",
    stage: "silent",
    severity: "hint",
    message: "Memory that can be plugged in belongs to a NUMA cell: libvirt adds one with all vCPUs and all memory.",
    explanation:
      "With `<maxMemory>` and no cells libvirt defines the guest with one cell; older releases refuse. Written out, the definition says what the guest sees.",
    example:
      "<domain type='kvm'><maxMemory slots='2' unit='GiB'>8</maxMemory><memory unit='GiB'>4</memory><vcpu>2</vcpu><cpu mode='host-model'/></domain>",
    check: hotplugWithoutCells,
    fix: (finding, context) => addCell(context, viewAt(context, finding.start)),
  },
  {
    id: "memory-device-node",
    stage: "define",
    severity: "error",
    message: "There is no cell {id} to put this memory into: {cells}.",
    explanation: "A memory device belongs to one of the guest's cells.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'/></numa></cpu><devices><memory model='dimm'><target><size unit='MiB'>512</size><node>1</node></target></memory></devices></domain>",
    check: memoryNodes,
    fix: changeNode,
  },
  {
    id: "controller-node",
    stage: "define",
    severity: "error",
    message: "There is no cell {id} for this PCI controller: {cells}.",
    explanation: "A PCI expander bus stands beside one of the guest's cells.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'/></numa></cpu><devices><controller type='pci' index='1' model='pcie-expander-bus'><target busNr='254'><node>1</node></target></controller></devices></domain>",
    check: controllerNodes,
    fix: changeNode,
  },
  {
    id: "hugepages-node",
    stage: "start",
    severity: "error",
    message: "There is no cell {id} for these huge pages: {cells}. The VM does not start.",
    explanation: "`nodeset` of `<page>` lists cells of the guest, not nodes of the host.",
    example:
      "<domain type='kvm'><memoryBacking><hugepages><page size='2048' nodeset='1'/></hugepages></memoryBacking><vcpu>2</vcpu><cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'/></numa></cpu></domain>",
    check: hugepageNodes,
    fix: (finding, context) => {
      const nodeset = attributeNamed(elementOf(finding, context), "nodeset");
      if (nodeset === undefined) return [];
      const cells = viewAt(context, finding.start)?.cpu?.numa?.cells.length ?? 0;
      const { text } = context.document;
      const remove = removeWhole(finding, context, "Remove this <page>");
      if (cells === 0) return remove;
      const list = cells === 1 ? "0" : `0-${cells - 1}`;
      return [
        prefer(`Change to ${list}`, setValue(text, nodeset, list)),
        ...remove.map((fix) => offer(fix.title, ...fix.edits)),
      ];
    },
  },
];
