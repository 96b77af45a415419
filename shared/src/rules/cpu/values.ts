import { similarNames } from "../../catalogue/similarNames.js";
import { addAttribute, removeAttribute, setValue } from "../../edits/attributeEdits.js";
import { pathOf, type XmlElement } from "../../xml/index.js";
import { allowedValues } from "../expectation.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Finding, Fix, FixMaker, Rule, RuleContext } from "../rule.js";

/** Words that people use for libvirt's. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["passthrough", "host-passthrough"],
  ["host", "host-passthrough"],
  ["max", "maximum"],
  ["hostmodel", "host-model"],
  ["yes", "on"],
  ["true", "on"],
  ["1", "on"],
  ["no", "off"],
  ["false", "off"],
  ["0", "off"],
  ["min", "minimum"],
  ["best", "exact"],
]);

/** The same for attributes that say yes or no. */
const YES_OR_NO: ReadonlyMap<string, string> = new Map([
  ["on", "yes"],
  ["true", "yes"],
  ["1", "yes"],
  ["off", "no"],
  ["false", "no"],
  ["0", "no"],
]);

function chooseValue(finding: Parameters<FixMaker>[0], context: RuleContext): Fix[] {
  const attribute = attributeOf(finding, context);
  const element = elementOf(finding, context);
  if (attribute === undefined || element === undefined) return [];
  const { text } = context.document;
  const allowed = wordsOf(finding, context, element, attribute.name);
  const typed = attribute.value.trim().toLowerCase();
  const meant = [typed, MEANT.get(typed), YES_OR_NO.get(typed)];
  const likely =
    allowed.find((value) => meant.includes(value)) ?? similarNames(typed, allowed, 1)[0] ?? finding.data.suggested;
  return [
    ...(likely === undefined ? [] : [prefer(`Change to ${likely}`, setValue(text, attribute, likely))]),
    ...allowed
      .filter((value) => value !== likely)
      .map((value) => offer(`Change to ${value}`, setValue(text, attribute, value))),
    ...(finding.data.required === undefined
      ? [offer(`Remove the attribute ${attribute.name}`, removeAttribute(text, attribute))]
      : []),
  ];
}

/** The words an attribute takes: those the check knows, else those of the grammar. */
function wordsOf(finding: Finding, { catalogue }: RuleContext, element: XmlElement, name: string): string[] {
  return finding.data.words?.split(" ") ?? allowedValues(catalogue.grammar, cpuPath(pathOf(element)), name);
}

/** `domain/cpu/cache` -> `cpu/cache`, as the grammar names it. */
export function cpuPath(path: string): string {
  const at = path.lastIndexOf("cpu/numa") >= 0 ? path.indexOf("cpu/numa") : path.lastIndexOf("cpu");
  return at < 0 ? path : path.slice(at);
}

/** Attributes of the CPU that take a number or one of a few words. */
export const valueRules: readonly Rule[] = [
  {
    id: "cpu-mode",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a CPU mode. Use custom, host-model, host-passthrough or maximum.",
    explanation: "The mode says where the guest's CPU comes from; libvirt knows four and refuses any other word.",
    example: "<cpu mode='passthrough'/>",
    codes: ["invalid-mode"],
    fix: (finding, context) => chooseValue(finding, context).slice(0, -1),
  },
  {
    id: "attribute-value",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for {attribute}. {expected}",
    explanation:
      "The attribute takes a number or one of a few words, in lower case; anything else, also nothing at all, is refused.",
    example: "<cpu mode='host-model' check='strict'/>",
    codes: ["invalid-attribute"],
    fix: chooseValue,
  },
  {
    id: "attribute-missing",
    stage: "define",
    severity: "error",
    message: "{element} needs the attribute {attribute}.",
    explanation: "libvirt refuses the element without this attribute.",
    example: "<cpu><topology sockets='1' cores='2'/></cpu>",
    codes: ["missing-attribute"],
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const name = finding.data.attribute ?? "";
      if (element === undefined) return [];
      const allowed = wordsOf(finding, context, element, name);
      const values = allowed.length > 0 ? allowed : [finding.data.suggested ?? "1"];
      return values.map((value, index) => {
        const edit = addAttribute(context.document.text, element, name, value);
        return (index === 0 ? prefer : offer)(`Add ${name}='${value}'`, edit);
      });
    },
  },
];
