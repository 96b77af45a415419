import {
  documentStyle,
  elementAt,
  lastStartingBefore,
  lineIndentAt,
  type TextEdit,
  type XmlDocument,
  type XmlElement,
  type XmlNode,
} from "../xml/index.js";
import type { Finding } from "./rule.js";

const WORD = "libvirt-cpu-disable-next-line";
const DISABLE = /<!--\s*libvirt-cpu-disable-next-line((?:\s+[\w-]+)*)\s*-->/g;

/** The same for all of a document. */
const DISABLE_ALL = /<!--\s*libvirt-cpu-disable((?:\s+[\w-]+)*)\s*-->/g;

/** A comment that silences the line below it. */
interface Silencer {
  /** Where the next line begins, and where it ends. */
  readonly start: number;
  readonly lineEnd: number;
  /** The rules it names; none for all. */
  readonly rules: ReadonlySet<string>;
  /** Behind the last of them. */
  readonly end: number;
}

/**
 * Tells the findings that a comment silences: one on the line before, or one for all of the document. Without ids, everything
 * there is silenced.
 */
export function silencedIn(text: string): (finding: Pick<Finding, "rule" | "start">) => boolean {
  const lines = silencers(text);
  const whole = text.includes("libvirt-cpu-disable") ? [...text.matchAll(DISABLE_ALL)].map(rulesOf) : [];
  return ({ rule, start }) => {
    if (whole.some((rules) => rules.size === 0 || rules.has(rule))) return true;
    const silencer = silencerAt(lines, start);
    return silencer !== undefined && (silencer.rules.size === 0 || silencer.rules.has(rule));
  };
}

/**
 * Makes the edit that silences a rule on a finding's line: a comment on a line of its own above, or one more id in the
 * comment that is there. Undefined where no comment can stand: in a tag of several lines, in a comment, in an element's
 * text.
 *
 * @returns a function that can be called for each finding of the document
 */
export function silencing(document: XmlDocument): (finding: Pick<Finding, "rule" | "start">) => TextEdit | undefined {
  const { text, template } = document;
  const present = silencers(text);
  const lines = linesOf(text);
  return ({ rule, start }) => {
    const silencer = silencerAt(present, start);
    if (silencer !== undefined) return { start: silencer.end, end: silencer.end, newText: ` ${rule}` };
    const line = lines[lastStartingBefore(lines, start + 1)]?.start ?? 0;
    // A mark of several lines has no place for a comment.
    const mark = template?.marks[lastStartingBefore(template.marks, line)];
    if (mark !== undefined && line < mark.end) return undefined;
    if (!takesComment(document, line)) return undefined;
    const { newline } = documentStyle(text);
    return { start: line, end: line, newText: `${lineIndentAt(text, start)}<!-- ${WORD} ${rule} -->${newline}` };
  };
}

/** In the order of the lines that they silence; several of one line as well. */
function silencers(text: string): Silencer[] {
  // Hardly any document has one.
  if (!text.includes(WORD)) return [];
  const found: Silencer[] = [];
  for (const match of text.matchAll(DISABLE)) {
    const behind = match.index + match[0].length;
    const before = found.at(-1);
    // Many on one line look for its end once.
    const sameLine = before !== undefined && behind <= before.start ? before : undefined;
    const newline = sameLine === undefined ? text.indexOf("\n", behind) : sameLine.start - 1;
    if (newline < 0) break;
    const lineEnd = sameLine?.lineEnd ?? endOfLine(text, newline + 1);
    const end = match.index + match[0].slice(0, -"-->".length).trimEnd().length;
    found.push({ start: newline + 1, lineEnd, rules: rulesOf(match), end });
  }
  return found;
}

function rulesOf([, ids]: RegExpMatchArray): ReadonlySet<string> {
  return new Set(ids?.match(/[\w-]+/g));
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline;
}

/** The last of the comments that silence the line of this place. */
function silencerAt(all: readonly Silencer[], offset: number): Silencer | undefined {
  const last = all[lastStartingBefore(all, offset + 1)];
  return last !== undefined && offset <= last.lineEnd ? last : undefined;
}

function linesOf(text: string): { readonly start: number }[] {
  const lines = [{ start: 0 }];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.push({ start: at + 1 });
  return lines;
}

/** Whether a comment may be put in here without a change to what the document says. */
function takesComment(document: XmlDocument, offset: number): boolean {
  const within = ({ start, end }: { readonly start: number; readonly end: number }) => start < offset && offset < end;
  const element = offset === 0 ? undefined : elementAt(document, offset);
  const parent = element?.start === offset ? element.parent : element;
  if (parent !== undefined && [parent.startTag, parent.endTag].some((tag) => tag !== undefined && within(tag)))
    return false;
  const nodes: readonly XmlNode[] = parent?.children ?? document.children;
  // Nothing may be before the XML declaration.
  if (offset === 0) return nodes[0]?.kind !== "pi";
  const last = nodes[lastStartingBefore(nodes, offset)];
  const node = last !== undefined && within(last) ? last : undefined;
  return node === undefined || (node.kind === "text" && (node.text.trim() === "" || hasElements(parent)));
}

/** Text beside elements says nothing; an element's only content is its value. */
function hasElements(element: XmlElement | undefined): boolean {
  return element === undefined || element.elements.length > 0;
}
