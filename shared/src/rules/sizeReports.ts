import * as l10n from "@vscode/l10n";
import { cpuListLimit, parseCpuList, parseMemory, type Size } from "../domain/index.js";
import { removeAttribute, setAttribute, setAttributes, setValue } from "../edits/index.js";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../xml/index.js";
import { offer, prefer, removeWhole } from "./fix.js";
import { valueRange } from "./reports.js";
import type { Fix, MakeFixes, Report, Rule } from "./rule.js";

/** Why a size is none, in words. */
export const SIZE_PROBLEMS = {
  number: (value: string) => l10n.t("'{0}' is not a whole number.", value),
  unit: (value: string) => l10n.t("Unknown unit '{0}'. Use bytes, KiB, MiB, GiB or TiB.", value),
  overflow: (value: string) => l10n.t("'{0}' is larger than libvirt supports.", value),
} as const;

interface SizePlace {
  readonly element: XmlElement;
  /** The attribute that holds the number. */
  readonly name: string;
  /** How libvirt names the place. */
  readonly path: string;
  /** What a fix writes, `number unit`. */
  readonly suggested?: string | undefined;
  /** Reads the size, where it is not a size of memory with `unit`. */
  readonly parse?: (value: string) => Size;
}

/** What libvirt's virParseScaledValue (11.3) refuses about a size that must be there. */
export function* wrongSize({ element, name, path, suggested, parse }: SizePlace): Iterable<Report> {
  const attribute = attributeNamed(element, name);
  const unit = attributeNamed(element, "unit");
  const write: MakeFixes = ({ text }) => (suggested === undefined ? [] : [writeSize(text, element, name, suggested)]);
  // What is empty counts as not there.
  if (attribute === undefined || attribute.value === "") {
    const problem = l10n.t("<{0}> must have the attribute {1}.", element.name, name);
    const libvirt = `XML error: missing element or attribute '${path}'`;
    yield { rule: "memory-size", range: attribute ?? element.nameRange, data: { problem }, libvirt, fixes: write };
    return;
  }
  const size = parse === undefined ? parseMemory(attribute.value, unit?.value) : parse(attribute.value);
  if (!("problem" in size)) return;
  const wrong = size.problem === "unit" && unit !== undefined ? unit : attribute;
  yield {
    rule: "memory-size",
    range: valueRange(wrong),
    data: { problem: SIZE_PROBLEMS[size.problem](wrong.value) },
    libvirt: sizeMessage(size.problem, wrong.value, path),
    fixes: size.problem === "unit" ? ({ text }) => otherUnits(text, element) : write,
  };
}

function writeSize(text: string, element: XmlElement, name: string, suggested: string): Fix {
  const [number = "", unit = ""] = suggested.split(" ");
  const edits = setAttributes(text, element, [
    [name, number],
    ["unit", unit],
  ]);
  return prefer(l10n.t("Use {0}='{1}' unit='{2}'", name, number, unit), ...edits);
}

function otherUnits(text: string, element: XmlElement): Fix[] {
  const likely = likelyUnit(attributeNamed(element, "unit")?.value ?? "");
  return [...new Set([likely, ...UNITS])].map((unit) => {
    const make = unit === likely ? prefer : offer;
    return make(l10n.t("Change the unit to {0}", unit), setAttribute(text, element, "unit", unit));
  });
}

/** What libvirt's virParseScaledValue says of a size that it cannot read. */
export function sizeMessage(problem: keyof typeof SIZE_PROBLEMS, value: string, path: string): string {
  if (problem === "unit") return `invalid argument: unknown suffix '${value}'`;
  if (problem === "overflow") return `numerical overflow: value too large: ${value}`;
  return `XML error: Invalid value '${value}' for element or attribute '${path}'`;
}

/** The unit most likely meant, by its first letter; KiB is what no unit means. */
export function likelyUnit(typed: string): string {
  const letter = typed.trim().charAt(0).toUpperCase();
  return UNITS.find((unit) => unit.startsWith(letter) && letter !== "") ?? "KiB";
}

const UNITS: readonly string[] = ["KiB", "MiB", "GiB", "TiB"];

/** Sizes with a unit. */
export const sizeRules: readonly Rule[] = [
  {
    id: "memory-size",
    stage: "define",
    severity: "error",
    message: "{problem}",
  },
];

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
  yield {
    rule: "cpu-list",
    range: valueRange(attribute),
    data: { value, limit: String(cpuListLimit - 1) },
    libvirt:
      set === undefined
        ? `invalid argument: Failed to parse bitmap '${value}'`
        : `unsupported configuration: ${emptyAs} '${value}'`,
    fixes: ({ text }) => otherList(text, element, attribute),
  };
}

function otherList(text: string, element: XmlElement, attribute: XmlAttribute): Fix[] {
  const likely = likelyCpuList(attribute.value);
  const canGo = element.name !== "vcpu" && element.name !== "cell";
  return [
    ...(likely === undefined ? [] : [prefer(l10n.t("Change to {0}", likely), setValue(text, attribute, likely))]),
    offer(l10n.t("Remove the attribute {0}", attribute.name), removeAttribute(text, attribute)),
    ...(canGo ? [removeWhole(text, element, offer)] : []),
  ];
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
    message: "'{value}' is not a valid list of numbers. Use a form like 0-3,^2,8, with numbers up to {limit}.",
    reason: "text",
    vetted: true,
  },
];
