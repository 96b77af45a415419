import * as l10n from "@vscode/l10n";
import { sizeOfText } from "../../domain/index.js";
import { removeAttribute, setText } from "../../edits/index.js";
import {
  attributeNamed,
  childNamed,
  grandchildrenNamed,
  type Range,
  type XmlAttribute,
  type XmlElement,
} from "../../xml/index.js";
import {
  type Check,
  type Fix,
  likelyUnit,
  offer,
  prefer,
  type Report,
  type Rule,
  type RuleContext,
  removeWhole,
  SIZE_PROBLEMS,
  sizeMessage,
  textPlace,
  valueRange,
  wrongAttribute,
} from "../kit.js";
import { addsCell } from "../numa/maxMemory.js";
import { numaCells } from "../numa/numaCells.js";
import { numberIn, runsOnQemu } from "../vcpus/count.js";

/** A size in an element's text. */
interface SizeText {
  readonly element: XmlElement | undefined;
  /** How libvirt names the place. */
  readonly path: string;
  readonly required?: true;
}

/** What libvirt's virDomainParseMemory (9.0, 12.8) refuses about a size in an element's text. Empty is as good as absent. */
export function* wrongSizeText({ element, path, required }: SizeText): Iterable<Report> {
  if (element === undefined) return;
  if (element.content === "") {
    if (required !== true) return;
    const problem = l10n.t("<{0}> needs a size.", element.name);
    yield report(element, problem, `XML error: missing element or attribute '${path}'`);
    return;
  }
  const size = sizeOfText(element);
  if (!("problem" in size)) return;
  const unit = attributeNamed(element, "unit");
  const wrong = size.problem === "unit" && unit !== undefined ? unit : undefined;
  const value = wrong?.value ?? element.content;
  const overflowing = size.problem === "overflow" ? (unit?.value ?? "") : "";
  yield report(
    element,
    SIZE_PROBLEMS[size.problem](value.trim()),
    sizeMessage(size.problem, value + overflowing, path),
    wrong,
  );
}

/** @param unit where it is the mistake */
function report(element: XmlElement, problem: string, libvirt: string, unit?: XmlAttribute): Report {
  return {
    rule: "memory-text",
    range: unit === undefined ? textPlace(element) : valueRange(unit),
    data: { problem },
    libvirt,
    fixes: ({ text }) => [
      ...(unit === undefined ? plainNumber(text, element) : otherUnit(text, unit)),
      ...(MAIN.has(element.name) ? [] : [removeWhole(text, element, offer)]),
    ],
  };
}

/** What a VM, or a device of memory, can't do without. */
const MAIN: ReadonlySet<string> = new Set(["memory", "size"]);

function otherUnit(text: string, unit: XmlAttribute): Fix[] {
  const likely = likelyUnit(unit.value);
  return [
    prefer(l10n.t("Change the unit to {0}", likely), { ...(unit.valueRange ?? unit), newText: likely }),
    offer(l10n.t("Remove the unit (default KiB)"), removeAttribute(text, unit)),
  ];
}

function plainNumber(text: string, element: XmlElement): Fix[] {
  const digits = /^\s*([0-9]{1,15})\s*$/.exec(element.content)?.[1];
  return digits === undefined ? [] : [prefer(l10n.t("Change to {0}", digits), setText(text, element, digits))];
}

/** The memory of the VM, and limits on what the host gives it. */
const memory: Check = function* ({ view }) {
  const { domain } = view;
  for (const name of ["memory", "currentMemory"]) {
    yield* wrongSizeText({ element: childNamed(domain, name), path: `./${name}[1]` });
  }
  const main = childNamed(domain, "memory");
  if (main !== undefined) yield* wrongAttribute(main, "dumpCore", { words: ["on", "off"] });
  for (const name of ["hard_limit", "soft_limit", "min_guarantee", "swap_hard_limit"]) {
    const [element] = grandchildrenNamed(domain, "memtune", name);
    yield* wrongSizeText({ element, path: `./memtune/${name}[1]` });
    if (name === "min_guarantee" && element !== undefined && runsOnQemu(view.type?.value)) yield* guarantee(element);
  }
  yield* backing(domain);
};

/** libvirt: qemuValidateDomainDefMemory's neighbour for what QEMU lacks. */
function* guarantee(element: XmlElement): Iterable<Report> {
  const size = sizeOfText(element);
  if ("problem" in size || size.bytes === 0n) return;
  const libvirt = "unsupported configuration: Parameter 'min_guarantee' not supported by QEMU.";
  yield report(element, l10n.t("QEMU does not support <min_guarantee>. Remove it."), libvirt);
}

const BACKING = [
  ["source", "type", ["file", "anonymous", "memfd"]],
  ["access", "mode", ["shared", "private"]],
  ["allocation", "mode", ["immediate", "ondemand"]],
] as const;

/** libvirt: virDomainDefParseMemory, virDomainDefMemoryBacking (9.0, 12.8). */
function* backing(domain: XmlElement | undefined): Iterable<Report> {
  for (const [name, attribute, words] of BACKING) {
    const element = grandchildrenNamed(domain, "memoryBacking", name).find((each) => attributeNamed(each, attribute));
    const value = attributeNamed(element, attribute)?.value ?? "";
    if (element === undefined || value === "" || words.some((word) => word === value)) continue;
    const libvirt = `unsupported configuration: unknown memoryBacking/${name}/${attribute} '${value}'`;
    for (const each of wrongAttribute(element, attribute, { words })) yield { ...each, libvirt };
  }
  const threads = grandchildrenNamed(domain, "memoryBacking", "allocation").find((each) =>
    attributeNamed(each, "threads"),
  );
  if (threads !== undefined && attributeNamed(threads, "threads")?.value !== "") {
    const libvirt = "XML error: Failed to parse memory allocation threads";
    for (const each of wrongAttribute(threads, "threads")) yield { ...each, libvirt };
  }
  yield* withHugepages(domain);
}

function* withHugepages(domain: XmlElement | undefined): Iterable<Report> {
  if (grandchildrenNamed(domain, "memoryBacking", "hugepages").length === 0) return;
  const conflicts = [
    ["allocation", "mode", "ondemand", "memory allocation ondemand"],
    ["source", "type", "anonymous", "anonymous memory source"],
  ] as const;
  for (const [name, attribute, value, said] of conflicts) {
    const element = grandchildrenNamed(domain, "memoryBacking", name).find((each) => attributeNamed(each, attribute));
    const place = attributeNamed(element, attribute);
    if (element === undefined || place?.value !== value) continue;
    yield {
      rule: "hugepages-backing",
      range: place,
      data: { element: `<${name} ${attribute}='${value}'>` },
      libvirt: `unsupported configuration: hugepages are not allowed with ${said}`,
      fixes: ({ text }) => [removeWhole(text, element)],
    };
  }
}

/** Sizes in the text of elements, and what backs the memory. */
export const memorySizeRules: readonly Rule[] = [
  {
    id: "memory-text",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: memory,
    vetted: true,
  },
  {
    id: "hugepages-backing",
    stage: "define",
    severity: "error",
    message: "Huge pages cannot be used with {element}. Remove one of them.",
  },
];

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
  const cells = count === 0 ? l10n.t("the VM has no NUMA cells") : l10n.t("the VM has {0}, numbered from 0", count);
  const range: Range = { start: node.startTag.end, end: node.endTag?.start ?? node.end };
  return {
    rule,
    range,
    data: { id: String(id), cells },
    fixes: ({ text }) =>
      count === 0
        ? [removeWhole(text, node)]
        : [prefer(l10n.t("Change to {0}", String(count - 1)), setText(text, node, String(count - 1)))],
  };
}

/** What else speaks of cells. */
export const numaMemoryRules: readonly Rule[] = [
  {
    id: "memory-device-node",
    stage: "define",
    severity: "error",
    message: "Cell {id} of this memory does not exist: {cells}.",
    check: memoryNodes,
  },
  {
    id: "controller-node",
    stage: "define",
    severity: "error",
    message: "Cell {id} of this PCI controller does not exist: {cells}.",
    check: controllerNodes,
  },
];
