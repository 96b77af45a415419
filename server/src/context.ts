import type { Range as ProtocolRange } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Situation, situationOf } from "../../shared/src/catalogue/index.js";
import type { Target } from "../../shared/src/hosts/index.js";
import type { RuleContext } from "../../shared/src/rules/index.js";
import { type DocumentStyle, documentStyle, type Range } from "../../shared/src/xml/index.js";
import type { Client } from "./client.js";
import { asEmbedded } from "./documents/embedded.js";

/** What a feature is given: one version of a document, and what is known. */
export interface FeatureContext extends RuleContext {
  readonly textDocument: TextDocument;
  readonly client: Client;
  readonly situation: Situation;
  readonly style: DocumentStyle;
  /** Where the document's VMs have to run, if that is configured. */
  readonly target: Target | undefined;
}

/** Puts a feature's context together. */
export function makeContext(
  textDocument: TextDocument,
  client: Client,
  { document, view, views, catalogue, target, assess }: Required<RuleContext> & { readonly target: Target | undefined },
): FeatureContext {
  // A snippet's own escapes and those of the string around do not go together.
  const hasEscapes = asEmbedded(textDocument)?.region.hasEscapes === true;
  return {
    textDocument,
    client: hasEscapes ? { ...client, snippets: false } : client,
    document,
    view,
    views,
    catalogue,
    target,
    assess,
    situation: situationOf(view, view.cpu, catalogue.arch),
    style: documentStyle(document.text),
  };
}

/** Offsets to protocol positions. */
export function toProtocolRange(textDocument: TextDocument, { start, end }: Range): ProtocolRange {
  return { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
}
