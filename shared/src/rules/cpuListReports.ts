import * as l10n from "@vscode/l10n";
import { cpuListLimit, parseCpuList } from "../domain/index.js";
import { removeAttribute, setValue } from "../edits/attributeEdits.js";
import { removeElement } from "../edits/elementEdits.js";
import { attributeNamed, type XmlElement } from "../xml/index.js";
import { valueRange } from "./attributeReports.js";
import { attributeOf, elementOf, offer, prefer } from "./fix.js";
import type { Report, Rule } from "./rule.js";

/**
 * What libvirt's virBitmapParse (11.3) refuses about a list of numbers.
 * @param emptyAs how libvirt calls a list that comes out empty; undefined where it takes one
 */
export function* wrongCpuList(element: XmlElement, name: string, emptyAs?: string): Iterable<Report> {
  const attribute = attributeNamed(element, name);
  if (attribute === undefined) return;
  const { value } = attribute;
  const set = parseCpuList(value);
  if (set !== undefined && (set.count > 0 || emptyAs === undefined)) return;
  const likely = likelyCpuList(value);
  yield {
    rule: "cpu-list",
    range: valueRange(attribute),
    data: { value, limit: String(cpuListLimit - 1), ...(likely === undefined ? {} : { likely }) },
    libvirt:
      set === undefined
        ? `invalid argument: Failed to parse bitmap '${value}'`
        : `unsupported configuration: ${emptyAs} '${value}'`,
  };
}

/** Longer texts are not guessed at. */
const MAX_GUESSED = 500;

/** The list most likely meant: other separators, ranges the wrong way round. */
function likelyCpuList(text: string): string | undefined {
  if (text.length > MAX_GUESSED) return undefined;
  const plain = text
    .trim()
    .replaceAll(/\s*(?:\.\.\.?|:|–|—)\s*/g, "-")
    .replaceAll(/[\s;|,]+/g, ",")
    .replaceAll(/^,|,$/g, "")
    .replaceAll(/(\d+)-(\d+)/g, (range, first: string, last: string) =>
      Number(last) < Number(first) ? `${last}-${first}` : range,
    );
  const set = parseCpuList(plain);
  return plain !== text && set !== undefined && set.count > 0 ? plain : undefined;
}

/** Lists of CPU numbers. */
export const cpuListRules: readonly Rule[] = [
  {
    id: "cpu-list",
    stage: "define",
    severity: "error",
    message:
      "'{value}' is not a list of numbers that libvirt reads. Write it like 0-3,^2,8, with numbers up to {limit}.",
    vetted: true,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      const { text } = context.document;
      const { likely } = finding.data;
      return [
        ...(likely === undefined ? [] : [prefer(l10n.t("Change to {0}", likely), setValue(text, attribute, likely))]),
        offer(l10n.t("Remove the attribute {0}", attribute.name), removeAttribute(text, attribute)),
        ...(element.name === "vcpu" || element.name === "cell"
          ? []
          : [offer(l10n.t("Remove <{0}>", element.name), removeElement(text, element))]),
      ];
    },
  },
];
