import * as l10n from "@vscode/l10n";
import { type CpuSet, parseCpuList } from "../../domain/index.js";
import { parseMemory } from "../../domain/memorySizes.js";
import { setValue } from "../../edits/attributeEdits.js";
import { attributeNamed, childrenNamed, grandchildrenNamed, type XmlElement } from "../../xml/index.js";
import { valueRange } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, FixMaker, Report, Rule } from "../rule.js";
import { wrongSize } from "../sizeReports.js";
import { overlapping } from "../vcpus/overlapping.js";
import { viewAt } from "../viewAt.js";
import { cellCount } from "./memory.js";

interface Page {
  readonly element: XmlElement;
  readonly bytes: bigint | undefined;
  /** The cells it is for; undefined where it is for all that no other page names. */
  readonly set: CpuSet | undefined;
}

/** libvirt: virDomainHugepagesParseXML and virDomainMemtuneDefValidate, for every driver. */
const hugepages: Check = function* (context) {
  const backings = grandchildrenNamed(context.view.domain, "memoryBacking", "hugepages");
  const elements = backings.flatMap((backing) => childrenNamed(backing, "page"));
  for (const element of elements) {
    yield* wrongSize({ element, name: "size", path: "./@size", suggested: "2048 KiB" });
    yield* wrongCpuList(element, "nodeset", "Invalid value of 'nodeset':");
  }
  const count = cellCount(context);
  const pages = elements.map((element) => readPage(element, count));
  for (const page of pages) yield* wrongPage(page, count);
  yield* overlaps(pages);
};

/** The node 0 of a guest without cells means the guest. */
function readPage(element: XmlElement, count: number): Page {
  const size = parseMemory(attributeNamed(element, "size")?.value ?? "", attributeNamed(element, "unit")?.value);
  const set = parseCpuList(attributeNamed(element, "nodeset")?.value ?? "");
  const isGuest = count === 0 && (set?.spans.at(-1)?.last ?? 0) === 0;
  return { element, bytes: "problem" in size ? undefined : size.bytes, set: isGuest ? undefined : set };
}

function* wrongPage({ element, bytes, set }: Page, count: number): Iterable<Report> {
  const nodeset = attributeNamed(element, "nodeset");
  const size = attributeNamed(element, "size");
  if (size !== undefined && bytes === 0n) {
    const problem = l10n.t("Pages have a size: it can't be zero.");
    const libvirt = "hugepage size can't be zero";
    yield { rule: "hugepages-size", range: valueRange(size), data: { problem }, libvirt };
  }
  const beyond = set?.spans.find(({ last }) => last >= count);
  if (nodeset === undefined || beyond === undefined) return;
  const id = Math.max(beyond.first, count);
  const cells =
    count === 0 ? l10n.t("the guest has no NUMA cells") : l10n.t("the guest has {0}, numbered from 0", count);
  yield {
    rule: "hugepages-node",
    range: valueRange(nodeset),
    data: { id: String(id), cells },
    libvirt: `hugepages: node ${id} not found`,
  };
}

/** Each cell has pages of one size, and one size is for all others. */
function* overlaps(pages: readonly Page[]): Iterable<Report> {
  const sizes = new Map(pages.map(({ element, bytes }) => [element, String((bytes ?? 0n) / 1024n)]));
  const [first, ...others] = pages.filter(({ set, bytes }) => set === undefined && bytes !== undefined);
  for (const { element } of first === undefined ? [] : others) {
    const libvirt = `two master hugepages detected: ${sizes.get(element)} and ${sizes.get(first?.element ?? element)}`;
    yield twice(element, first?.element ?? element, l10n.t("Only one size of pages can be for all cells."), libvirt);
  }
  const named = pages.flatMap(({ element, set }) => (set === undefined ? [] : [{ element, set }]));
  for (const [element, other] of overlapping(named)) {
    const libvirt = `nodeset attribute of hugepages of sizes ${sizes.get(element)} and ${sizes.get(other)} intersect`;
    yield twice(element, other, l10n.t("A cell of this list has pages of another size already."), libvirt);
  }
}

function twice(element: XmlElement, other: XmlElement, problem: string, libvirt: string): Report {
  const related = [{ ...other.startTag, message: l10n.t("The other one.") }];
  return { rule: "hugepages-size", range: element.startTag, data: { problem }, related, libvirt };
}

const fixNodeset: FixMaker = (finding, context) => {
  const attribute = attributeNamed(elementOf(finding, context), "nodeset");
  const cells = viewAt(context, finding.start)?.numa?.cells.length ?? 0;
  const remove = removeWhole(finding, context, l10n.t("Remove this <page>"));
  const pages = elementOf(finding, context)?.parent?.elements.length ?? 0;
  // With other pages for some cells, which are left is the author's choice.
  if (attribute === undefined || cells === 0 || pages > 1) return remove;
  const list = cells === 1 ? "0" : `0-${cells - 1}`;
  return [
    prefer(l10n.t("Change to {0}", list), setValue(context.document.text, attribute, list)),
    ...remove.map((fix) => offer(fix.title, ...fix.edits)),
  ];
};

/** Huge pages. */
export const hugepageRules: readonly Rule[] = [
  {
    id: "hugepages-node",
    stage: "define",
    severity: "error",
    message: "There is no cell {id} for these huge pages: {cells}.",
    check: hugepages,
    fix: fixNodeset,
  },
  {
    id: "hugepages-size",
    stage: "define",
    severity: "error",
    message: "{problem}",
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <page>")),
  },
];
