import { lastStartingBefore } from "../navigate.js";
import type { Range } from "../textEdit.js";

/**
 * What a mark of a template language does.
 * - `value`: it stands for text, which may be elements, too
 * - `tag`: it does something and may leave text: an include, an assignment
 * - `open`, `middle`, `close`: begin a block, begin its next branch, end it
 * - `comment`: it leaves nothing
 */
export type MarkRole = "value" | "tag" | "open" | "middle" | "close" | "comment";

/** A placeholder or a tag of a template language, as it is in the text. */
export interface TemplateMark extends Range {
  /** The language as people call it, or the form of the placeholder. */
  readonly language: string;
  readonly role: MarkRole;
}

/** One branch of a block: what is between two of its tags. */
export interface Branch extends Range {
  /** The block that it belongs to, by number. */
  readonly block: number;
  /** Which branch of its block it is, from 0. */
  readonly index: number;
}

/** What is known of a text with placeholders. */
export interface Template {
  /** In the text's order; they do not overlap. */
  readonly marks: readonly TemplateMark[];
  /** Those that make it a template, each once. */
  readonly languages: readonly string[];
  /** In the order of their beginnings; undefined where the tags do not pair. */
  readonly branches: readonly Branch[] | undefined;
  /** A placeholder or a branch is where libvirt's answer may depend on it. */
  readonly isOpen: boolean;
  /** All marks are in values: the tags of XML are as they are written. */
  readonly isInValues: boolean;
}

/** Is a mark in this range, or right beside it? */
export function touchesMark({ marks }: Template, { start, end }: Range): boolean {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.end ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const mark = marks[low];
  return mark !== undefined && mark.start <= end;
}

/**
 * Do these edits of one change leave all marks as they are? None may touch a mark, and no tag of a block may be between
 * two of them: they could be of different branches.
 */
export function sparesMarks(template: Template | undefined, edits: readonly Range[]): boolean {
  if (template === undefined) return true;
  if (edits.some((edit) => touchesMark(template, edit))) return false;
  const start = edits.reduce((least, edit) => Math.min(least, edit.start), Number.POSITIVE_INFINITY);
  const end = edits.reduce((most, edit) => Math.max(most, edit.end), 0);
  const { marks } = template;
  const between = marks.slice(lastStartingBefore(marks, start) + 1, lastStartingBefore(marks, end) + 1);
  return !between.some(isTag);
}

/** Does a mark more than stand for a value? */
export function isTag({ role }: TemplateMark): boolean {
  return role !== "value" && role !== "comment";
}
