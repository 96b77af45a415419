import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { removeWhole } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
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
        const related = [{ ...other.startTag, message: "The other one." }];
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
  for (const [name, suggested] of [
    ["size", "10 KiB"],
    ["line", "64 B"],
  ] as const) {
    const part = childNamed(cache, name);
    const path = `./${name}/@value`;
    if (part !== undefined) yield* wrongSize({ element: part, name: "value", path, suggested });
    else {
      const problem = `<cache> needs the element <${name}>.`;
      const libvirt = `XML error: missing element or attribute '${path}'`;
      yield { rule: "memory-size", range: cache.nameRange, data: { problem }, libvirt };
    }
  }
}

/** The caches of a cell's memory. */
export const numaCacheRules: readonly Rule[] = [
  {
    id: "numa-cache-level",
    stage: "define",
    severity: "error",
    message: "There is no cache level {level}: use 1, 2 or 3.",
    explanation: "libvirt takes levels from 1 to 3.",
    example:
      "<cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'><cache level='4' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache></cell></numa></cpu>",
    check: cellCaches,
    fix: (finding, context) => removeWhole(finding, context, "Remove this <cache>"),
  },
  {
    id: "numa-cache-duplicate",
    stage: "define",
    severity: "error",
    message: "The cell has a cache of level {level} already. Keep one of them.",
    explanation: "A cell has one cache of each level.",
    example:
      "<cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'><cache level='1' associativity='direct' policy='writeback'><size value='10'/><line value='8'/></cache><cache level='1' associativity='full' policy='none'><size value='10'/><line value='8'/></cache></cell></numa></cpu>",
    fix: (finding, context) => removeWhole(finding, context, "Remove this <cache>"),
  },
];
