import * as l10n from "@vscode/l10n";
import { parseMemory } from "../domain/memorySizes.js";
import type { Size } from "../domain/parseSize.js";
import { setAttribute, setAttributes } from "../edits/attributeEdits.js";
import { insertChildren } from "../edits/elementEdits.js";
import { attributeNamed, documentStyle, type XmlElement } from "../xml/index.js";
import { valueRange } from "./attributeReports.js";
import { elementOf, offer, prefer } from "./fix.js";
import type { Report, Rule } from "./rule.js";

/** Why a size is none, in words. */
export const SIZE_PROBLEMS = {
  number: (value: string) => l10n.t("'{0}' is not a whole number.", value),
  unit: (value: string) => l10n.t("'{0}' is not a unit: use bytes, KiB, MiB, GiB or TiB.", value),
  overflow: (value: string) => l10n.t("'{0}' is more than libvirt can count.", value),
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
  const data = suggested === undefined ? {} : { suggested };
  // What is empty counts as not there.
  if (attribute === undefined || attribute.value === "") {
    const problem = l10n.t("<{0}> needs the attribute {1}.", element.name, name);
    const libvirt = `XML error: missing element or attribute '${path}'`;
    yield {
      rule: "memory-size",
      range: attribute ?? element.nameRange,
      data: { ...data, problem, attribute: name },
      libvirt,
    };
    return;
  }
  const size = parse === undefined ? parseMemory(attribute.value, unit?.value) : parse(attribute.value);
  if (!("problem" in size)) return;
  const wrong = size.problem === "unit" && unit !== undefined ? unit : attribute;
  const problem = SIZE_PROBLEMS[size.problem](wrong.value);
  yield {
    rule: "memory-size",
    range: valueRange(wrong),
    data: { ...data, problem, attribute: name, wrong: size.problem },
    libvirt: sizeMessage(size.problem, wrong.value, path),
  };
}

/** What libvirt's virParseScaledValue says of a size that it cannot read. */
export function sizeMessage(problem: keyof typeof SIZE_PROBLEMS, value: string, path: string): string {
  if (problem === "unit") return `invalid argument: unknown suffix '${value}'`;
  if (problem === "overflow") return `numerical overflow: value too large: ${value}`;
  return `XML error: Invalid value '${value}' for element or attribute '${path}'`;
}

/** The unit most likely meant, by its first letter; KiB is what no unit means. */
function likelyUnit(typed: string): string {
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
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { suggested, attribute = "", wrong, part } = finding.data;
      if (element === undefined) return [];
      const { text } = context.document;
      if (wrong === "unit") {
        const unit = likelyUnit(attributeNamed(element, "unit")?.value ?? "");
        return [unit, ...UNITS.filter((each) => each !== unit)].map((each, index) =>
          (index === 0 ? prefer : offer)(
            l10n.t("Change the unit to {0}", each),
            setAttribute(text, element, "unit", each),
          ),
        );
      }
      const [number, unit] = suggested?.split(" ") ?? [];
      if (number === undefined || unit === undefined) return [];
      if (part !== undefined) {
        const { quote } = documentStyle(text);
        const line = `<${part} value=${quote}${number}${quote} unit=${quote}${unit}${quote}/>`;
        return [prefer(l10n.t("Add <{0}>", part), insertChildren(text, element, [line]))];
      }
      const edits = setAttributes(text, element, [
        [attribute, number],
        ["unit", unit],
      ]);
      return [prefer(l10n.t("Write {0}='{1}' unit='{2}'", attribute, number, unit), ...edits)];
    },
  },
];
