import {
  documentStyle,
  elementAt,
  lineIndentAt,
  type XmlDocument,
  type XmlElement,
  type XmlNode,
} from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import type { Finding } from "./rule.js";

const WORD = "libvirt-cpu-disable-next-line";
const DISABLE = /<!--\s*libvirt-cpu-disable-next-line((?:\s+[\w-]+)*)\s*-->/g;

/** A comment that silences the line below it. */
interface Silencer {
  /** Where the next line begins. */
  readonly line: number;
  /** The rules it names; none for all. */
  readonly rules: readonly string[];
  /** Behind the last of them. */
  readonly end: number;
}

/** Tells the findings that a comment on the line before silences; without ids, everything on that line is. */
export function silencedIn(text: string): (finding: Pick<Finding, "rule" | "start">) => boolean {
  const byLine = new Map(silencers(text).map(({ line, rules }) => [line, rules]));
  return ({ rule, start }) => {
    const rules = byLine.size === 0 ? undefined : byLine.get(lineStart(text, start));
    return rules !== undefined && (rules.length === 0 || rules.includes(rule));
  };
}

/**
 * The edit that silences a rule on a finding's line: a comment on a line of its own above, or one more id in the comment
 * that is there. Undefined where no comment can stand: in a tag of several lines, in a comment, in an element's text.
 */
export function silence({ rule, start }: Pick<Finding, "rule" | "start">, document: XmlDocument): TextEdit | undefined {
  const { text } = document;
  const line = lineStart(text, start);
  // Most lines have no comment above: only then all of them are looked at.
  const above = text.slice(line === 0 ? 0 : lineStart(text, line - 1), line);
  const present = above.includes("-->") ? silencers(text).findLast((silencer) => silencer.line === line) : undefined;
  if (present !== undefined) return { start: present.end, end: present.end, newText: ` ${rule}` };
  if (!takesComment(document, line)) return undefined;
  const { newline } = documentStyle(text);
  return { start: line, end: line, newText: `${lineIndentAt(text, start)}<!-- ${WORD} ${rule} -->${newline}` };
}

function silencers(text: string): Silencer[] {
  // Hardly any document has one.
  if (!text.includes(WORD)) return [];
  return [...text.matchAll(DISABLE)].flatMap((match) => {
    const newline = text.indexOf("\n", match.index + match[0].length);
    const end = match.index + match[0].slice(0, -"-->".length).trimEnd().length;
    const rules = match[1]?.match(/[\w-]+/g) ?? [];
    return newline < 0 ? [] : [{ line: newline + 1, rules, end }];
  });
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Whether a comment may be put in here without a change to what the document says. */
function takesComment(document: XmlDocument, offset: number): boolean {
  const within = ({ start, end }: { readonly start: number; readonly end: number }) => start < offset && offset < end;
  const element = offset === 0 ? undefined : elementAt(document, offset);
  const parent = element?.start === offset ? element.parent : element;
  if (parent !== undefined && [parent.startTag, parent.endTag].some((tag) => tag !== undefined && within(tag)))
    return false;
  const nodes: readonly XmlNode[] = parent?.children ?? document.children;
  // Nothing may stand before the XML declaration.
  if (offset === 0) return nodes[0]?.kind !== "pi";
  const node = nodes.find(within);
  return node === undefined || (node.kind === "text" && (node.text.trim() === "" || hasElements(parent)));
}

/** Text beside elements says nothing; an element's only content is its value. */
function hasElements(element: XmlElement | undefined): boolean {
  return element === undefined || element.elements.length > 0;
}
