import { attributeNamed, elementAt, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import type { Finding, Fix, RuleContext } from "../rule.js";

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
