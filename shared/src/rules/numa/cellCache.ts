import * as l10n from "@vscode/l10n";
import { parseMemory } from "../../domain/memorySizes.js";
import { parseSize, scaleOf } from "../../domain/parseSize.js";
import { setAttribute, setAttributes } from "../../edits/attributeEdits.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, FixMaker, Report, Rule } from "../rule.js";
import { wrongSize } from "../sizeReports.js";
import { numberIn } from "../vcpus/vcpuMax.js";
import { numaCells } from "./numaCells.js";

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
      const report = { range: valueRange(level), data: { level: String(number) } };
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
      const problem = l10n.t("<cache> needs the element <{0}>.", name);
      const libvirt = `XML error: missing element or attribute '${path}'`;
      yield { rule: "memory-size", range: cache.nameRange, data: { problem, part: name, suggested }, libvirt };
    }
  }
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
  };
}

/** The same size in the unit that libvirt takes. */
const convert: FixMaker = (finding, context) => {
  const part = elementOf(finding, context);
  const { unit = "", taken = "KiB" } = finding.data;
  const size = parseSize(attributeNamed(part, "value")?.value ?? "", unit);
  const scale = scaleOf(taken);
  if (part === undefined || scale === undefined) return [];
  const { text } = context.document;
  const say = prefer(
    l10n.t("Change the unit to {0}, as libvirt reads it", taken),
    setAttribute(text, part, "unit", taken),
  );
  if ("problem" in size || size.bytes % scale !== 0n) return [say];
  const value = String(size.bytes / scale);
  const edits = setAttributes(text, part, [
    ["value", value],
    ["unit", taken],
  ]);
  return [prefer(l10n.t("Write it as {0} {1}", value, taken), ...edits), offer(say.title, ...say.edits)];
};

/** The caches of a cell's memory. */
export const numaCacheRules: readonly Rule[] = [
  {
    id: "numa-cache-level",
    stage: "define",
    severity: "error",
    message: "There is no cache level {level}: use 1, 2 or 3.",
    check: cellCaches,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <cache>")),
  },
  {
    id: "numa-cache-duplicate",
    stage: "define",
    severity: "error",
    message: "The cell has a cache of level {level} already. Keep one of them.",
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <cache>")),
  },
  {
    id: "numa-cache-unit",
    stage: "silent",
    severity: "warning",
    message: "libvirt does not read the unit '{unit}' here: the number of {element} is in {taken}. Convert it.",
    fix: convert,
  },
];
