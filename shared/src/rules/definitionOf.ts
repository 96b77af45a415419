import * as l10n from "@vscode/l10n";
import { type CpuDefinition, type CpuErrorCode, type CpuProblem, readCpu } from "../engine/index.js";
import { utf8Length } from "../engine/utf8Length.js";
import { attributeNamed, pathOf, type Range, type XmlElement } from "../xml/index.js";
import { isDropped } from "./cpu/isDropped.js";
import { expectation } from "./expectation.js";
import type { FindingData, Report, RuleContext } from "./rule.js";
import { RULES } from "./table.js";

/** Which rule speaks for each of the parser's errors. Unknown features have a rule of their own, at start. */
const RULE_OF_CODE: ReadonlyMap<CpuErrorCode, string> = new Map(
  RULES.flatMap(({ id, codes = [] }) => codes.map((code): [CpuErrorCode, string] => [code, id])),
);

/** What libvirt makes of the `<cpu>`, and everything its parser would refuse about it. */
export function definitionOf(context: RuleContext): { cpu: CpuDefinition | undefined; reports: Report[] } {
  const { cpu: view, kind } = context.view;
  if (view === undefined || kind === "capabilities") return { cpu: undefined, reports: [] };
  const reports: Report[] = [];
  const firstNamed = firstFeatures(view.element);
  const type = context.view.domain === undefined ? "auto" : "guest";
  const cpu = readCpu(view.element, { type }, (error) => {
    const report = toReport(error, view.element, context);
    if (report === undefined) return;
    const first = error.code === "duplicate-feature" ? firstNamed(error.subject) : undefined;
    const related = first && [{ ...first.nameRange, message: l10n.t("It is listed here.") }];
    reports.push(related === undefined ? report : { ...report, related });
  });
  return { cpu, reports };
}

function toReport(error: CpuProblem, cpu: XmlElement, context: RuleContext): Report | undefined {
  const rule = RULE_OF_CODE.get(error.code);
  if (rule === undefined) return undefined;
  const element = isXmlElement(error.place.element) ? error.place.element : cpu;
  const data = dataOf(error, element, cpu, context);
  return {
    rule,
    range: rangeOf(element, error.place.attribute),
    data,
    libvirt: error.message,
    ...(isDropped(error, context.catalogue.release) ? { severity: "warning" } : {}),
  };
}

function dataOf(error: CpuProblem, element: XmlElement, cpu: XmlElement, context: RuleContext): FindingData {
  const attribute = error.place.attribute ?? "";
  const value = error.subject ?? "";
  const path = pathOf(element).slice(pathOf(cpu).length - "cpu".length);
  return {
    value,
    name: value,
    attribute,
    element: `<${element.name}>`,
    mode: attributeNamed(cpu, "mode")?.value ?? "custom",
    length: String(utf8Length(value)),
    problem: `${error.message.replace(/^[^:]*: /, "").replace(/'$/, "")}.`,
    expected: expectation(context.catalogue.grammar, path, attribute),
  };
}

/** The attribute's value where there is one; else its element's name. */
function rangeOf(element: XmlElement, attribute: string | undefined): Range {
  const found = attribute === undefined ? undefined : attributeNamed(element, attribute);
  if (found === undefined) return element.nameRange;
  const { valueRange } = found;
  return valueRange === undefined || valueRange.start === valueRange.end ? found : valueRange;
}

/** Finds the first feature of a name; a hostile document asks for thousands. */
function firstFeatures(cpu: XmlElement): (name: string | undefined) => XmlElement | undefined {
  let byName: Map<string | undefined, XmlElement> | undefined;
  return (name) => {
    byName ??= new Map(
      cpu.elements
        .filter((child) => child.name === "feature")
        .reverse()
        .map((child) => [attributeNamed(child, "name")?.value, child]),
    );
    return byName.get(name);
  };
}

function isXmlElement(element: object | undefined): element is XmlElement {
  return element !== undefined && "nameRange" in element;
}
