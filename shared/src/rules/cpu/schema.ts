import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { removeAttribute, renameAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { type SchemaRefusal, schemaRefusals } from "../../engine/index.js";
import { attributeNamed, pathOf, type XmlElement } from "../../xml/index.js";
import { attributeOf, elementOf, offer, prefer, renameOrRemove, repair } from "../fix.js";
import type { Check, CheckContext, Report, Rule } from "../rule.js";
import { isHostCpuInDomain, isHostOnly } from "../silent/hostCpuPasted.js";
import { attributesTooNew } from "../silent/tooNew.js";

/** What libvirt's schema refuses and its parser drops or fills in without a word. */
const unknownToSchema: Check = function* (context: CheckContext) {
  const { view } = context;
  if (view.cpu === undefined || view.domain === undefined) return;
  const isHost = isHostCpuInDomain(view);
  for (const refusal of schemaRefusals(view.cpu.element)) {
    if (isHost && isPartOfHost(refusal)) continue;
    const report = toReport(refusal, view.cpu.element, context);
    if (report !== undefined) yield report;
  }
};

/** What host-cpu-pasted says in one finding. */
function isPartOfHost({ kind, element, attribute }: SchemaRefusal): boolean {
  const { name } = element as XmlElement;
  if (kind === "missing-attribute") return name === "feature" && attribute === "policy";
  return isHostOnly(name);
}

const secondCpu: Check = function* ({ view }) {
  if (view.domain === undefined) return;
  for (const { element, numa } of view.cpus.slice(1)) {
    const data = numa === undefined ? {} : { besides: l10n.t(" But its <numa> counts: move it to the first one.") };
    yield { rule: "element-repeated", range: element.nameRange, data: { name: "cpu", ...data } };
  }
};

function toReport({ kind, ...refusal }: SchemaRefusal, cpu: XmlElement, context: CheckContext): Report | undefined {
  const element = refusal.element as XmlElement;
  const attribute = refusal.attribute === undefined ? undefined : attributeNamed(element, refusal.attribute);
  if (kind === "unknown-element") return unknownElement(element, cpu, context);
  if (kind === "unknown-attribute" && attribute !== undefined && attribute.name !== "") {
    return unknownAttribute(element, attribute, cpu, context);
  }
  if (kind === "text") return { rule: "text-ignored", range: textRange(element, context.document.text) };
  if (kind === "repeated" && element.name !== "cache") {
    return { rule: "element-repeated", range: element.nameRange, data: { name: element.name } };
  }
  if (kind === "missing-attribute" && element.name === "feature" && refusal.attribute === "policy") {
    return { rule: "feature-policy-missing", range: element.nameRange };
  }
  return undefined;
}

function unknownElement(element: XmlElement, cpu: XmlElement, { catalogue }: CheckContext): Report | undefined {
  if (element.name === "mode" && element.parent === cpu) return undefined;
  const path = relativePath(element.parent ?? cpu, cpu);
  const known = catalogue.grammar.elements[path]?.children ?? [];
  const [likely] = similarNames(element.name, known, 1);
  return {
    rule: "element-unknown",
    range: element.nameRange,
    data: withHint(element.name, likely && `<${likely}>`, likely),
  };
}

/** Nobody writes so many; what was meant by each would take long to find out. */
const MANY_ATTRIBUTES = 100;

function unknownAttribute(
  element: XmlElement,
  attribute: { readonly name: string; readonly nameRange: { readonly start: number; readonly end: number } },
  cpu: XmlElement,
  { catalogue, cpu: definition }: CheckContext,
): Report | undefined {
  if (element.name === "model" && attribute.name === "name" && definition?.model === undefined) return undefined;
  const known = Object.keys(catalogue.grammar.elements[relativePath(element, cpu)]?.attributes ?? {});
  const isHostile = element.attributes.length > MANY_ATTRIBUTES;
  const missing = isHostile ? [] : known.filter((name) => attributeNamed(element, name) === undefined);
  const [likely] = similarNames(attribute.name, missing, 1);
  return { rule: "attribute-unknown", range: attribute.nameRange, data: withHint(attribute.name, likely, likely) };
}

function withHint(name: string, shown: string | undefined, likely: string | undefined) {
  return likely === undefined ? { name } : { name, likely, hint: l10n.t(" Did you mean {0}?", shown ?? "") };
}

function relativePath(element: XmlElement, cpu: XmlElement): string {
  return pathOf(element).slice(pathOf(cpu).length - "cpu".length);
}

/** The first text that is more than white space, without the white space around it. */
function textRange(element: XmlElement, text: string): { start: number; end: number } {
  const node = element.children.find(
    (child) => child.kind !== "element" && /text|cdata/.test(child.kind) && child.text.trim() !== "",
  );
  if (node === undefined) return element.nameRange;
  const source = text.slice(node.start, node.end);
  const start = node.start + source.length - source.trimStart().length;
  return { start, end: start + source.trim().length };
}

/** What only the schema refuses. */
export const schemaRules: readonly Rule[] = [
  {
    id: "element-unknown",
    stage: "silent",
    severity: "warning",
    message: "libvirt knows no element <{name}> here, and drops it.{hint}",
    check: unknownToSchema,
    fix: renameOrRemove,
  },
  {
    id: "attribute-unknown",
    stage: "silent",
    severity: "warning",
    message: "libvirt knows no attribute {name} here, and drops it.{hint}",
    check: attributesTooNew,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      const { likely } = finding.data;
      const remove = removeAttribute(context.document.text, attribute);
      if (likely === undefined) return [repair(l10n.t("Remove {0}", attribute.name), remove)];
      return [
        prefer(l10n.t("Change to {0}", likely), renameAttribute(attribute, likely)),
        offer(l10n.t("Remove {0}", attribute.name), remove),
      ];
    },
  },
  {
    id: "text-ignored",
    stage: "silent",
    severity: "warning",
    message: "libvirt drops this text.",
    fix: (finding) => [prefer(l10n.t("Remove the text"), { start: finding.start, end: finding.end, newText: "" })],
  },
  {
    id: "element-repeated",
    stage: "silent",
    severity: "warning",
    message: "Only the first <{name}> counts; libvirt drops this one.{besides}",
    check: secondCpu,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const fix = finding.data.besides === undefined ? repair : offer;
      return [fix(l10n.t("Remove this <{0}>", element.name), removeElement(context.document.text, element))];
    },
  },
];
