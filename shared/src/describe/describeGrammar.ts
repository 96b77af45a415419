import * as l10n from "@vscode/l10n";
import {
  type AttributeDoc,
  type ElementDoc,
  type Situation,
  textsWhen,
  type ValueDoc,
  type WhenDoc,
} from "../catalogue/index.js";
import { codeSpan, paragraphs, prose } from "./onTarget.js";
import type { DescribeContext } from "./subject.js";

type Context = Pick<DescribeContext, "catalogue" | "situation">;

/** Explains an element of the grammar. */
export function describeElement(path: string, { catalogue, situation }: Context): string | undefined {
  const doc = catalogue.grammar.elements[path];
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (doc === undefined || doc.closed === true) return undefined;
  const summary = doc.summary === undefined ? placeOf(path) : prose(doc.summary);
  const words = doc.words === undefined ? undefined : wordList(doc.words);
  return paragraphs(title(`<${name}>`, doc), summary, words, ...here(doc.when, situation));
}

/** Where an element is, for one that nobody has described. */
function placeOf(path: string): string {
  return l10n.t("In the VM's definition at {0}.", codeSpan(`<${path.replaceAll("/", "><")}>`));
}

/** Explains an attribute, with the values it takes. */
export function describeAttribute(path: string, name: string, { catalogue, situation }: Context): string | undefined {
  const doc = catalogue.grammar.elements[path]?.attributes?.[name];
  if (doc === undefined) return undefined;
  return paragraphs(
    title(name, doc),
    doc.summary ? prose(doc.summary) : l10n.t("Attribute of {0}.", codeSpan(`<${path.replaceAll("/", "><")}>`)),
    valueList(doc),
    doc.default === undefined ? undefined : l10n.t("Default: {0}.", codeSpan(doc.default)),
    ...here(doc.when, situation),
  );
}

/** Explains one value of an attribute; one that has no text of its own by its attribute's. */
export function describeValue(
  { path, attribute, value }: { readonly path: string; readonly attribute: string; readonly value: string },
  { catalogue, situation }: Context,
): string | undefined {
  const doc = catalogue.grammar.elements[path]?.attributes?.[attribute];
  const valueDoc = doc?.values?.[value];
  if (valueDoc?.summary === undefined) return describeAttribute(path, attribute, { catalogue, situation });
  return paragraphs(
    title(`${attribute}='${value}'`, valueDoc),
    prose(valueDoc.summary),
    ...here(valueDoc.when, situation),
    ...here(doc?.when, situation),
  );
}

/** What holds in this document beyond the general text. */
export function here(when: readonly WhenDoc[] | undefined, situation: Situation): string[] {
  return textsWhen(when, situation).map((text) => l10n.t("**In this VM:** {0}", prose(text)));
}

function title(name: string, { since }: ElementDoc | AttributeDoc | ValueDoc): string {
  return since === undefined ? `**${codeSpan(name)}**` : l10n.t("**{0}** · since libvirt {1}", codeSpan(name), since);
}

function wordList(words: readonly string[]): string {
  return l10n.t("Values: {0}.", words.map((word) => codeSpan(word)).join(", "));
}

function valueList({ values }: AttributeDoc): string | undefined {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return undefined;
  if (entries.every(([, { summary }]) => summary === undefined)) {
    return wordList(entries.map(([name]) => name));
  }
  const rows = entries.map(([name, { summary }]) =>
    summary === undefined ? `- ${codeSpan(name)}` : `- ${codeSpan(name)}: ${prose(summary)}`,
  );
  return rows.join("\n");
}
