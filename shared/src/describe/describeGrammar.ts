import * as l10n from "@vscode/l10n";
import {
  type AttributeDoc,
  type ElementDoc,
  type Situation,
  textsWhen,
  type ValueDoc,
  type WhenDoc,
} from "../catalogue/index.js";
import type { DescribeContext } from "./context.js";
import { code, paragraphs, prose } from "./markdown.js";

type Context = Pick<DescribeContext, "catalogue" | "situation">;

/** Explains an element of the grammar. */
export function describeElement(path: string, { catalogue, situation }: Context): string | undefined {
  const doc = catalogue.grammar.elements[path];
  const name = path.slice(path.lastIndexOf("/") + 1);
  return doc && paragraphs(title(`<${name}>`, doc), prose(doc.summary), ...here(doc.when, situation));
}

/** Explains an attribute, with the values it takes. */
export function describeAttribute(path: string, name: string, { catalogue, situation }: Context): string | undefined {
  const doc = catalogue.grammar.elements[path]?.attributes?.[name];
  if (doc === undefined) return undefined;
  return paragraphs(
    title(name, doc),
    prose(doc.summary),
    valueList(doc),
    doc.default === undefined ? undefined : l10n.t("Without it: {0}.", code(doc.default)),
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
  if (valueDoc === undefined) return describeAttribute(path, attribute, { catalogue, situation });
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
  return since === undefined ? `**${code(name)}**` : l10n.t("**{0}** · since libvirt {1}", code(name), since);
}

function valueList({ values }: AttributeDoc): string | undefined {
  const entries = Object.entries(values ?? {});
  const rows = entries.map(([name, { summary }]) =>
    summary === "" ? `- ${code(name)}` : `- ${code(name)}: ${prose(summary)}`,
  );
  return rows.length === 0 ? undefined : rows.join("\n");
}
