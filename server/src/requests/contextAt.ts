import * as l10n from "@vscode/l10n";
import { fileNameOf, hostNameOf } from "../../../shared/src/common/fileNames.js";
import type { DomainView } from "../../../shared/src/domain/index.js";
import { type Guest, guestOf } from "../../../shared/src/hosts/index.js";
import type { HostReference, PlaceRequest, Rewrite } from "../../../shared/src/messages.js";
import { hostNames } from "../../../shared/src/reports/index.js";
import type { Rewritten } from "../../../shared/src/rewrites/index.js";
import { childNamed } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts } from "../documents/documentContexts.js";
import { isEditable, toProtocolEdits, touchesCode } from "../features/workspaceEdit.js";

/** The context at a place of a document; an error where the document is not libvirt's, or is a template. */
export async function contextAt(
  { uri, position }: PlaceRequest,
  contexts: DocumentContexts,
): Promise<FeatureContext | { readonly error: string }> {
  const document = await contexts.open(uri, position);
  const offset = position === undefined ? 0 : (document?.textDocument.offsetAt(position) ?? 0);
  const context = document && contexts.contextAt(document, offset);
  if (context?.view.isTemplate)
    return { error: l10n.t("This document is a template: its CPU depends on its placeholders.") };
  return context ?? { error: l10n.t("This is not a libvirt document.") };
}

/** The VM at a context; undefined for what cannot start: a host's `<cpu>`, one that cannot be read. */
export function guestIn({ view, catalogue }: FeatureContext): Guest | undefined {
  return guestOf(view, catalogue.arch);
}

/** What a rewrite is answered with. */
export function toRewrite(rewritten: Rewritten, { textDocument }: FeatureContext): Rewrite {
  if ("error" in rewritten) return rewritten;
  const { edits, summary, cautions = [] } = rewritten;
  if (!isEditable(edits, textDocument)) return { error: touchesCode() };
  return { edits: toProtocolEdits(edits, textDocument), summary, ...(cautions.length === 0 ? {} : { cautions }) };
}

/** Answers a request that rewrites a document at a place. */
export async function rewriteAt(
  place: PlaceRequest,
  contexts: DocumentContexts,
  rewrite: (context: FeatureContext) => Rewritten,
): Promise<Rewrite> {
  const context = await contextAt(place, contexts);
  return "error" in context ? context : toRewrite(rewrite(context), context);
}

/** What a definition is called: the domain's name, else its file's without the ending. */
export function nameOfView(view: DomainView, uri: string): string {
  const text = childNamed(view.domain, "name")?.text.trim() ?? "";
  return text !== "" ? text : fileNameOf(uri).replace(/\.xml$/i, "");
}

/** What hosts that a request names are called together. */
export function nameOfHosts(references: readonly HostReference[]): string {
  return hostNames(
    references.map((reference) => reference.name ?? ("uri" in reference ? hostNameOf(reference.uri) : "")),
  );
}
