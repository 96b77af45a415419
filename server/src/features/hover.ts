import type { Hover } from "vscode-languageserver";
import { describe } from "../../../shared/src/describe/index.js";
import { locate } from "../../../shared/src/xml/index.js";
import { type FeatureContext, toProtocolRange } from "../context.js";
import { markup } from "../plainText.js";
import { cpuOf, subjectAt } from "./subjectAt.js";

/** Explains what the mouse is over, for this document. */
export function hover(context: FeatureContext, offset: number): Hover | null {
  const subject = subjectAt(context, offset);
  if (subject === undefined) return null;
  const cpu = cpuOf(locate(context.document, offset).element, context);
  const value = describe(subject, context, cpu);
  if (value === undefined || value === "") return null;
  return {
    contents: markup(value, context.client),
    range: toProtocolRange(context.textDocument, subject.range),
  };
}
