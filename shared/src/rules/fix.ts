import * as l10n from "@vscode/l10n";
import { grammarPath } from "../catalogue/grammarPath.js";
import { removeElement, setText } from "../edits/elementEdits.js";
import { escapeText } from "../edits/escapeXml.js";
import { renameElement } from "../edits/renameElement.js";
import { attributeNamed, elementAt, type XmlAttribute, type XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import type { Finding, Fix, RuleContext } from "./rule.js";

/** A fix that is only offered. */
export function offer(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, preferred: false, safe: false };
}

/** The fix that is most likely meant. */
export function prefer(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, preferred: true, safe: false };
}

/** The fix that is most likely meant, and changes nothing that libvirt would have kept: fit for fix-all. */
export function repair(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, preferred: true, safe: true };
}

/** The element a finding stands in. */
export function elementOf(finding: Finding, { document }: RuleContext): XmlElement | undefined {
  return elementAt(document, finding.start);
}

/** The attribute a finding stands on. */
export function attributeOf(finding: Finding, context: RuleContext): XmlAttribute | undefined {
  return elementOf(finding, context)?.attributes.find(({ start, end }) => start <= finding.start && finding.end <= end);
}

/** The finding's element and one of its attributes, where both are there. */
export function attributeIn(finding: Finding, context: RuleContext, name: string): XmlAttribute | undefined {
  return attributeNamed(elementOf(finding, context), name);
}

/** Removing the finding's element. */
export function removeWhole(finding: Finding, context: RuleContext, title: string): Fix[] {
  const element = elementOf(finding, context);
  return element === undefined ? [] : [prefer(title, removeElement(context.document.text, element))];
}

/** Writing the likely name where the finding stands, in text. */
export function changeToLikely(finding: Finding): Fix[] {
  const { likely } = finding.data;
  if (likely === undefined) return [];
  return [
    prefer(l10n.t("Change to {0}", likely), { start: finding.start, end: finding.end, newText: escapeText(likely) }),
  ];
}

/** Writing the likely name as the whole text of the finding's element: libvirt does not trim it. */
export function writeLikely(finding: Finding, context: RuleContext): Fix[] {
  const { likely } = finding.data;
  const element = elementOf(finding, context);
  return likely === undefined || element === undefined
    ? []
    : [prefer(l10n.t("Change to {0}", likely), setText(element, escapeText(likely)))];
}

/** Renaming the finding's element to the likely one, unless that is there already; else removing it. */
export function renameOrRemove(finding: Finding, context: RuleContext): Fix[] {
  const element = elementOf(finding, context);
  const { likely } = finding.data;
  if (element === undefined) return [];
  const remove = removeElement(context.document.text, element);
  const listed = element.parent?.elements.some(({ name }) => name === likely && name !== "feature");
  if (likely === undefined || listed || lacksRequired(element, likely, context))
    return [prefer(l10n.t("Remove <{0}>", element.name), remove)];
  const rename = prefer(l10n.t("Change to <{0}>", likely), ...renameElement(element, likely));
  return [rename, offer(l10n.t("Remove <{0}>", element.name), remove)];
}

/** Whether an element under another name would lack an attribute that libvirt wants there. */
function lacksRequired(element: XmlElement, name: string, { catalogue }: RuleContext): boolean {
  const parent = element.parent && grammarPath(element.parent);
  const attributes = parent === undefined ? undefined : catalogue.grammar.elements[`${parent}/${name}`]?.attributes;
  return Object.entries(attributes ?? {}).some(
    ([each, { required }]) => required === true && attributeNamed(element, each) === undefined,
  );
}
