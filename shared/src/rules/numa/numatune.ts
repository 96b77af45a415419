import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { parseCpuList } from "../../domain/index.js";
import { removeElements, setAttribute } from "../../edits/index.js";
import { attributeNamed, childNamed, childrenNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  allowedValues,
  type Check,
  type MakeFixes,
  offer,
  prefer,
  type Report,
  type Rule,
  removeThis,
  valueRange,
  wrongAttribute,
  wrongCpuList,
} from "../kit.js";
import { numberIn } from "../vcpus/count.js";
import { cellRange, numaCells } from "./numaCells.js";

const MODES = ["strict", "preferred", "interleave", "restrictive"] as const;

/** libvirt: virDomainNumatuneParseXML and virDomainNumatuneNodeParseXML. */
const memnodes: Check = function* ({ view, catalogue }) {
  const modes = allowedValues(catalogue, "numatune/memory", "mode");
  const [numatune, ...others] = childrenNamed(view.domain, "numatune");
  if (numatune === undefined) return;
  for (const other of others) {
    const related = [{ ...numatune.startTag, message: l10n.t("The first one.") }];
    yield {
      rule: "numatune-count",
      range: other.nameRange,
      related,
      libvirt: "XML error: only one numatune is supported",
      fixes: ({ text }) => [removeThis(text, other)],
    };
  }
  const memory = childNamed(numatune, "memory");
  const vcpus = view.vcpu?.placement?.attribute;
  if (memory !== undefined) yield* wrongMemory(memory, vcpus, modes);
  const nodes = childrenNamed(numatune, "memnode");
  const first = nodes[0];
  if (first === undefined) return;
  const auto = autoPlace(memory, vcpus);
  if (auto !== undefined) {
    const libvirt = "unsupported configuration: Per-node binding is not compatible with automatic NUMA placement.";
    yield {
      rule: "memnode-auto",
      range: first.nameRange,
      related: [{ ...auto, message: l10n.t("Automatic because of this.") }],
      libvirt,
      fixes: removing(nodes),
    };
  }
  const count = numaCells(view).length;
  if (count === 0) {
    const libvirt = "XML error: Element 'memnode' is invalid without any guest NUMA cells";
    yield { rule: "memnode-without-cells", range: first.nameRange, libvirt, fixes: removing(nodes) };
    return;
  }
  yield* wrongNodes(nodes, count, modes);
};

function removing(nodes: readonly XmlElement[]): MakeFixes {
  const [first, ...others] = nodes;
  return ({ text }) => {
    if (first !== undefined && others.length === 0) return [removeThis(text, first)];
    return [prefer(l10n.t("Remove every <memnode>"), ...removeElements(text, nodes))];
  };
}

/** Without a placement of its own the memory goes as the vCPUs do. */
function* wrongMemory(memory: XmlElement, vcpus: XmlAttribute | undefined, modes: readonly string[]): Iterable<Report> {
  yield* wrongWord(memory, "mode", modes, "tuning mode");
  yield* wrongWord(memory, "placement", ["static", "auto"], "placement mode");
  yield* wrongCpuList(memory, "nodeset", "Invalid value of 'nodeset':");
  if (memory.attributes.length === 0 || attributeNamed(memory, "nodeset") !== undefined) return;
  const placement = attributeNamed(memory, "placement")?.value ?? vcpus?.value ?? "static";
  if (placement !== "static") return;
  const libvirt = "unsupported configuration: nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
  yield {
    rule: "numatune-nodeset",
    range: memory.nameRange,
    libvirt,
    fixes: ({ text }) => [
      prefer(l10n.t("Add nodeset='0'"), setAttribute(text, memory, "nodeset", "0")),
      offer(l10n.t("Change placement to auto"), setAttribute(text, memory, "placement", "auto")),
    ],
  };
}

function* wrongWord(memory: XmlElement, name: string, words: readonly string[], what: string): Iterable<Report> {
  const value = attributeNamed(memory, name)?.value ?? "";
  const libvirt = `unsupported configuration: Unsupported NUMA memory ${what} '${value}'`;
  for (const report of wrongAttribute(memory, name, { words })) yield { ...report, libvirt };
}

function* missingNodeset(node: XmlElement): Iterable<Report> {
  if (attributeNamed(node, "nodeset") !== undefined) return;
  const libvirt = "XML error: Missing required nodeset attribute in memnode element";
  for (const report of wrongAttribute(node, "nodeset", { required: true, suggested: "0" }))
    yield { ...report, libvirt };
}

/** What makes the placement automatic: the memory's, or that of the vCPUs where nothing is said of the memory. */
function autoPlace(memory: XmlElement | undefined, vcpus: XmlAttribute | undefined): XmlAttribute | undefined {
  const placement = attributeNamed(memory, "placement");
  if (placement?.value === "auto") return placement;
  const silent = memory !== undefined && memory.attributes.length === 0;
  const says = silent || placement !== undefined || attributeNamed(memory, "nodeset") !== undefined;
  return !says && vcpus?.value === "auto" ? vcpus : undefined;
}

function* wrongNodes(nodes: readonly XmlElement[], count: number, modes: readonly string[]): Iterable<Report> {
  const seen = new Map<number, XmlElement>();
  for (const node of nodes) {
    yield* wrongAttribute(node, "cellid", { required: true, suggested: "0" });
    yield* wrongAttribute(node, "mode", { words: modes });
    yield* missingNodeset(node);
    yield* wrongCpuList(node, "nodeset", "Invalid value of 'nodeset':");
    const cellid = attributeNamed(node, "cellid");
    const id = numberIn(cellid?.value);
    if (cellid === undefined || id === undefined) continue;
    const other = seen.get(id);
    const place = {
      range: valueRange(cellid),
      data: { id: String(id), cells: cellRange(count) },
      fixes: removing([node]),
    };
    if (id >= count) {
      const libvirt = "XML error: Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell";
      yield { rule: "memnode-cell", ...place, libvirt };
    } else if (other !== undefined) {
      const libvirt = `XML error: Multiple memnode elements with cellid ${id}`;
      const related = [{ ...other.startTag, message: l10n.t("The other one.") }];
      yield { rule: "memnode-duplicate", ...place, related, libvirt };
    }
    seen.set(id, node);
  }
}

/** libvirt: virDomainNumaDefValidate; 9.0 takes restrictive cells beside any `<memory>`. */
const memnodeModes: Check = function* ({ view, catalogue }) {
  const old = isOlder(catalogue.release, "11.3.0");
  const numatune = childNamed(view.domain, "numatune");
  const memory = childNamed(numatune, "memory");
  const outer = memory === undefined ? undefined : modeOf(memory);
  const count = numaCells(view).length;
  for (const node of childrenNamed(numatune, "memnode")) {
    const id = numberIn(attributeNamed(node, "cellid")?.value);
    if (id === undefined || id >= count || parseCpuList(attributeNamed(node, "nodeset")?.value ?? "") === undefined)
      continue;
    if ((modeOf(node) === "restrictive") === (outer === "restrictive")) continue;
    if (old && outer !== "restrictive") continue;
    const [has, lacks] = outer === "restrictive" ? ["memory", "memnode"] : ["memnode", "memory"];
    const mode = MODES.find((each) => each === outer) ?? "strict";
    yield {
      rule: "memnode-restrictive",
      range: attributeNamed(node, "mode") ?? node.nameRange,
      data: { has: `<${has}>`, lacks: `<${lacks}>` },
      fixes: ({ text }) => [prefer(l10n.t("Change the mode to {0}", mode), setAttribute(text, node, "mode", mode))],
      libvirt: `XML error: 'restrictive' mode is required in ${lacks} element when mode is 'restrictive' in ${has} element`,
      ...(memory === undefined ? {} : { related: [{ ...memory.startTag, message: l10n.t("The VM's memory.") }] }),
    };
  }
};

function modeOf(element: XmlElement): string {
  return attributeNamed(element, "mode")?.value ?? "strict";
}

/** Where the cells' memory lies on the host. */
export const numatuneRules: readonly Rule[] = [
  {
    id: "numatune-count",
    stage: "define",
    severity: "error",
    message: "A VM can have only one <numatune>. Merge them, or remove this one.",
  },
  {
    id: "memnode-without-cells",
    stage: "define",
    severity: "error",
    message: "<memnode> needs a NUMA cell, but this VM has none. Use <memory>.",
    check: memnodes,
  },
  {
    id: "memnode-cell",
    stage: "define",
    severity: "error",
    message: "Cell {id} does not exist: {cells}.",
  },
  {
    id: "memnode-duplicate",
    stage: "define",
    severity: "error",
    message: "Cell {id} already has a <memnode>. Keep only one of them.",
  },
  {
    id: "memnode-auto",
    stage: "define",
    severity: "error",
    message: "<memnode> cannot be used with placement='auto'. Remove it, or use placement='static'.",
  },
  {
    id: "memnode-restrictive",
    stage: "define",
    severity: "error",
    message: "Use mode='restrictive' for both {has} and {lacks}, or for neither.",
    check: memnodeModes,
  },
  {
    id: "numatune-nodeset",
    stage: "define",
    severity: "error",
    message: "placement='static' needs nodeset: the host's NUMA nodes that provide the memory.",
  },
];
