import * as l10n from "@vscode/l10n";
import { type CpuSet, parseCpuList, parseMemory, parseSize, scaleOf } from "../../domain/index.js";
import { insertChildren, setAttribute, setAttributes, setValue } from "../../edits/index.js";
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  documentStyle,
  grandchildrenNamed,
  type XmlElement,
} from "../../xml/index.js";
import {
  type Check,
  type Fix,
  type MakeFixes,
  offer,
  prefer,
  type Report,
  type Rule,
  removeThis,
  valueRange,
  wrongAttribute,
  wrongCpuList,
  wrongSize,
} from "../kit.js";
import { cellCount } from "../memory/sizes.js";
import { numberIn } from "../vcpus/count.js";
import { overlapping } from "../vcpus/cputune.js";
import { numaCells } from "./numaCells.js";

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
    const problem = l10n.t("The page size must not be zero.");
    const libvirt = "hugepage size can't be zero";
    const fixes: MakeFixes = ({ text }) => [removeThis(text, element)];
    yield { rule: "hugepages-size", range: valueRange(size), data: { problem }, libvirt, fixes };
  }
  const beyond = set?.spans.find(({ last }) => last >= count);
  if (nodeset === undefined || beyond === undefined) return;
  const id = Math.max(beyond.first, count);
  const cells = count === 0 ? l10n.t("the VM has no NUMA cells") : l10n.t("the VM has {0}, numbered from 0", count);
  yield {
    rule: "hugepages-node",
    range: valueRange(nodeset),
    data: { id: String(id), cells },
    libvirt: `hugepages: node ${id} not found`,
    fixes: ({ text, view }) => {
      const last = numaCells(view).length - 1;
      // With other pages for some cells, which are left is the author's choice.
      if (last < 0 || (element.parent?.elements.length ?? 0) > 1) return [removeThis(text, element)];
      const list = last === 0 ? "0" : `0-${last}`;
      return [prefer(l10n.t("Change to {0}", list), setValue(text, nodeset, list)), removeThis(text, element, offer)];
    },
  };
}

/** Each cell has pages of one size, and one size is for all others. */
function* overlaps(pages: readonly Page[]): Iterable<Report> {
  const sizes = new Map(pages.map(({ element, bytes }) => [element, String((bytes ?? 0n) / 1024n)]));
  const [first, ...others] = pages.filter(({ set, bytes }) => set === undefined && bytes !== undefined);
  for (const { element } of first === undefined ? [] : others) {
    const libvirt = `two master hugepages detected: ${sizes.get(element)} and ${sizes.get(first?.element ?? element)}`;
    yield twice(element, first?.element ?? element, l10n.t("Only one <page> can apply to all cells."), libvirt);
  }
  const named = pages.flatMap(({ element, set }) => (set === undefined ? [] : [{ element, set }]));
  for (const [element, other] of overlapping(named)) {
    const libvirt = `nodeset attribute of hugepages of sizes ${sizes.get(element)} and ${sizes.get(other)} intersect`;
    yield twice(element, other, l10n.t("A cell in this list already has another page size."), libvirt);
  }
}

function twice(element: XmlElement, other: XmlElement, problem: string, libvirt: string): Report {
  const related = [{ ...other.startTag, message: l10n.t("The other one.") }];
  const fixes: MakeFixes = ({ text }) => [removeThis(text, element)];
  return { rule: "hugepages-size", range: element.startTag, data: { problem }, related, libvirt, fixes };
}

/** Huge pages. */
export const hugepageRules: readonly Rule[] = [
  {
    id: "hugepages-node",
    stage: "define",
    severity: "error",
    message: "Cell {id} of these huge pages does not exist: {cells}.",
    check: hugepages,
  },
  {
    id: "hugepages-size",
    stage: "define",
    severity: "error",
    message: "{problem}",
  },
];

/** Nobody has a fourth level (virDomainNumaDefValidate, 11.3). */
const HIGHEST_LEVEL = 3;

/** libvirt: virDomainNumaDefNodeCacheParseXML and virDomainNumaDefValidate. */
const cellCaches: Check = function* ({ view }) {
  for (const { element } of numaCells(view)) {
    const seen = new Map<number, XmlElement>();
    for (const cache of childrenNamed(element, "cache")) {
      yield* wrongCache(cache);
      const level = attributeNamed(cache, "level");
      const number = numberIn(level?.value);
      if (level === undefined || number === undefined || number === 0) continue;
      const other = seen.get(number);
      const fixes: MakeFixes = ({ text }) => [removeThis(text, cache)];
      const report = { range: valueRange(level), data: { level: String(number) }, fixes };
      if (number > HIGHEST_LEVEL) {
        const libvirt = "XML error: Ain't nobody heard of that much cache level";
        yield { rule: "numa-cache-level", ...report, libvirt };
      } else if (other !== undefined) {
        const related = [{ ...other.startTag, message: l10n.t("The other one.") }];
        const libvirt = `XML error: Cache level '${number}' already defined`;
        yield { rule: "numa-cache-duplicate", ...report, related, libvirt };
      }
      seen.set(number, cache);
    }
  }
};

function* wrongCache(cache: XmlElement): Iterable<Report> {
  yield* wrongAttribute(cache, "level", { required: true, nonZero: true, suggested: "1" });
  yield* wrongAttribute(cache, "associativity", { required: true, words: ["none", "direct", "full"] });
  yield* wrongAttribute(cache, "policy", { required: true, words: ["none", "writeback", "writethrough"] });
  for (const { name, suggested, unit, parse } of SIZES) {
    const part = childNamed(cache, name);
    const path = `./${name}/@value`;
    if (part !== undefined) {
      yield* wrongSize({ element: part, name: "value", path, suggested, parse });
      yield* dropped(part, unit);
    } else {
      const problem = l10n.t("<cache> must have the element <{0}>.", name);
      const libvirt = `XML error: missing element or attribute '${path}'`;
      const fixes: MakeFixes = ({ text }) => [addPart(text, cache, name, suggested)];
      yield { rule: "memory-size", range: cache.nameRange, data: { problem }, libvirt, fixes };
    }
  }
}

function addPart(text: string, cache: XmlElement, name: string, size: string): Fix {
  const [number = "", unit = ""] = size.split(" ");
  const { quote } = documentStyle(text);
  const line = `<${name} value=${quote}${number}${quote} unit=${quote}${unit}${quote}/>`;
  return prefer(l10n.t("Add <{0}>", name), insertChildren(text, cache, [line]));
}

/** What libvirt (9.0, 12.8) takes for a unit, because it looks for one in an element `<unit>`, not in the attribute. */
const SIZES = [
  { name: "size", unit: "KiB", suggested: "10 KiB", parse: (value: string) => parseMemory(value, "KiB") },
  { name: "line", unit: "B", suggested: "64 B", parse: (value: string) => parseSize(value, "B") },
] as const;

/** A unit other than the one that libvirt takes. */
function* dropped(part: XmlElement, taken: string): Iterable<Report> {
  const unit = attributeNamed(part, "unit");
  const scale = scaleOf(unit?.value ?? "");
  if (unit === undefined || scale === scaleOf(taken)) return;
  yield {
    rule: "numa-cache-unit",
    range: valueRange(unit),
    data: { element: `<${part.name}>`, unit: unit.value, taken },
    fixes: ({ text }) => convert(text, part, unit.value, taken),
  };
}

/** The same size in the unit that libvirt takes. */
function convert(text: string, part: XmlElement, unit: string, taken: string): Fix[] {
  const size = parseSize(attributeNamed(part, "value")?.value ?? "", unit);
  const scale = scaleOf(taken);
  if (scale === undefined) return [];
  const say = prefer(
    l10n.t("Change the unit to {0}, the one that libvirt uses", taken),
    setAttribute(text, part, "unit", taken),
  );
  if ("problem" in size || size.bytes % scale !== 0n) return [say];
  const value = String(size.bytes / scale);
  const edits = setAttributes(text, part, [
    ["value", value],
    ["unit", taken],
  ]);
  return [prefer(l10n.t("Change to {0} {1}", value, taken), ...edits), offer(say.title, ...say.edits)];
}

/** The caches of a cell's memory. */
export const numaCacheRules: readonly Rule[] = [
  {
    id: "numa-cache-level",
    stage: "define",
    severity: "error",
    message: "Cache level {level} does not exist. Use 1, 2 or 3.",
    check: cellCaches,
  },
  {
    id: "numa-cache-duplicate",
    stage: "define",
    severity: "error",
    message: "The cell already has a level {level} cache. Keep only one of them.",
  },
  {
    id: "numa-cache-unit",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores the unit '{unit}' here: {element} is always in {taken}. Convert the number.",
  },
];
