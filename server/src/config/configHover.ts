import type { Hover, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { prose } from "../../../shared/src/describe/markdown.js";
import type { Client } from "../client.js";
import { toProtocolRange } from "../context.js";
import { markup } from "../plainText.js";
import type { ConfigFacts } from "./configFacts.js";
import { describeHostText, describePoolText, referenceText } from "./hostText.js";
import { type ConfigText, textAt } from "./placeAt.js";

/** Explains the host, pool, reference CPU or rule that the mouse is over. */
export function configHover(
  textDocument: TextDocument,
  position: Position,
  facts: ConfigFacts,
  now: number,
  client: Client,
): Hover | null {
  const place = textAt(textDocument.getText(), textDocument.offsetAt(position));
  const value = place && explain(place, facts, now);
  if (place === undefined || value === undefined) return null;
  const { offset: start, length } = place.node;
  return {
    contents: markup(value, client),
    range: toProtocolRange(textDocument, { start, end: start + length }),
  };
}

function explain({ text, isKey, path }: ConfigText, facts: ConfigFacts, now: number): string | undefined {
  const [section, , key] = path;
  const isMember = path.length === 2 && isKey;
  if (section === "hosts" && isMember) return describeHostText(text, facts, now);
  if (section === "pools" && isMember) return describePoolText(text, facts);
  if (section === "pools" && path.length === 3) return describeHostText(text, facts, now);
  if (section === "target" && path.length === 1 && !isKey) {
    return describePoolText(text, facts) ?? describeHostText(text, facts, now);
  }
  if (section === "hosts" && key === "reference" && path.length === 3 && !isKey) return referenceText(text, facts);
  return section === "rules" && isMember ? ruleText(text, facts) : undefined;
}

function ruleText(id: string, { ruleDocs }: ConfigFacts): string | undefined {
  const doc = ruleDocs.get(id);
  return doc && prose(doc.explanation);
}
