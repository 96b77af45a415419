import * as l10n from "@vscode/l10n";
import { knows, otherRelease } from "../catalogue/index.js";
import { asStored, type CpuDefinition, type CpuErrorCode, type CpuProblem, readCpu } from "../engine/index.js";
import { utf8Length } from "../engine/parseParts.js";
import { attributeNamed, pathOf, type XmlElement } from "../xml/index.js";
import { expectation, valueRange } from "./reports.js";
import type { FindingData, Report, Rule, RuleContext } from "./rule.js";
import { RULES } from "./table.js";

/** Which rule speaks for each of the parser's errors. Unknown features have a rule of their own, at start. */
const RULE_OF_CODE: ReadonlyMap<CpuErrorCode, Rule> = new Map(
  RULES.flatMap((rule) => (rule.codes ?? []).map((code): [CpuErrorCode, Rule] => [code, rule])),
);

/** What libvirt makes of the `<cpu>`, and everything its parser would refuse about it. */
export function definitionOf(context: RuleContext): { cpu: CpuDefinition | undefined; reports: Report[] } {
  const { cpu: view, kind } = context.view;
  if (view === undefined || kind === "capabilities") return { cpu: undefined, reports: [] };
  const reports: Report[] = [];
  const firstNamed = firstFeatures(view.element);
  const type = context.view.domain === undefined ? "auto" : "guest";
  const { release } = context.catalogue;
  const cpu = readCpu(view.element, { type, release }, (error) => {
    const report = toReport(error, view.element, context);
    if (report === undefined) return;
    const first = error.code === "duplicate-feature" ? firstNamed(error.subject) : undefined;
    const related = first && [{ ...first.nameRange, message: l10n.t("Already listed here.") }];
    reports.push(related === undefined ? report : { ...report, related });
  });
  return { cpu: asStored(cpu), reports };
}

function toReport(error: CpuProblem, cpu: XmlElement, context: RuleContext): Report | undefined {
  const rule = RULE_OF_CODE.get(error.code);
  if (rule === undefined) return undefined;
  const { fixesOf } = rule;
  const { place } = error;
  const element = isXmlElement(place.element) ? place.element : cpu;
  const attribute = place.attribute === undefined ? undefined : attributeNamed(element, place.attribute);
  return {
    rule: rule.id,
    range: attribute === undefined ? element.nameRange : valueRange(attribute),
    data: dataOf(error, element, cpu, context),
    libvirt: error.message,
    ...(fixesOf === undefined ? {} : { fixes: (given) => fixesOf({ error, element, attribute }, given) }),
  };
}

/** The apostrophe at the end of libvirt's words about an `<arch>` beside `match`. */
const STRAY = "'";

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
    problem: `${error.code === "arch-with-match" ? error.detail.slice(0, -STRAY.length) : error.detail}.`,
    expected: [
      otherRelease(knows(context.catalogue, { element: path, attribute, value })),
      expectation(context.catalogue, path, attribute),
    ]
      .filter(Boolean)
      .join(" "),
  };
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
