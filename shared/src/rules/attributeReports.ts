import * as l10n from "@vscode/l10n";
import { parseCount } from "../domain/index.js";
import { orList } from "../lists.js";
import { attributeNamed, type Range, type XmlAttribute, type XmlElement } from "../xml/index.js";
import type { Report } from "./rule.js";

/** What an attribute may hold: one of some words, or a whole number where no words are given. */
export interface AttributeTest {
  readonly required?: boolean;
  readonly nonZero?: boolean;
  readonly words?: readonly string[];
  /** What a fix writes where nothing else is likely. */
  readonly suggested?: string;
}

/**
 * What libvirt's readers of numbers and words (virXMLPropUInt, virXMLPropEnum, virXMLPropTristateBool; 11.3) refuse about
 * an attribute, as reports of the rules `attribute-value` and `attribute-missing`.
 */
export function* wrongAttribute(element: XmlElement, name: string, test: AttributeTest = {}): Iterable<Report> {
  const attribute = attributeNamed(element, name);
  if (attribute === undefined) {
    if (test.required === true) yield missingAttribute(element, name, test);
    return;
  }
  const problem = problemOf(attribute.value, test);
  if (problem === undefined) return;
  yield {
    rule: "attribute-value",
    range: valueRange(attribute),
    data: { value: attribute.value, attribute: name, expected: expected(test), ...hints(test) },
    libvirt: `XML error: Invalid value for attribute '${name}' in element '${element.name}': ${problem}`,
  };
}

function missingAttribute(element: XmlElement, name: string, test: AttributeTest): Report {
  return {
    rule: "attribute-missing",
    range: element.nameRange,
    data: { attribute: name, element: `<${element.name}>`, ...hints(test) },
    libvirt: `XML error: Missing required attribute '${name}' in element '${element.name}'`,
  };
}

/** The attribute's value where there is one, else the attribute. */
export function valueRange(attribute: XmlAttribute): Range {
  const { valueRange: range } = attribute;
  return range === undefined || range.start === range.end ? attribute : range;
}

function problemOf(value: string, { words, nonZero }: AttributeTest): string | undefined {
  if (words !== undefined) return words.includes(value) ? undefined : `'${value}'.`;
  const number = parseCount(value);
  if (number === undefined) return `'${value}'. Expected non-negative integer value`;
  return number === 0 && nonZero === true ? "Zero is not permitted" : undefined;
}

function expected({ words, nonZero }: AttributeTest): string {
  if (words !== undefined) return l10n.t("Use {0}.", orList(words));
  return nonZero === true ? l10n.t("Use a whole number from 1 on.") : l10n.t("Use a whole number.");
}

function hints({ words, suggested, required }: AttributeTest): Record<string, string> {
  return {
    ...(words === undefined ? {} : { words: words.join(" ") }),
    ...(suggested === undefined ? {} : { suggested }),
    ...(required === true ? { required: "yes" } : {}),
  };
}
