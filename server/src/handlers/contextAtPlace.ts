import * as l10n from "@vscode/l10n";
import type { PlaceRequest } from "../../../shared/src/messages.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts } from "../documents/documentContexts.js";

/** The context at a place. The version that the client sees is the one that is answered for; an older one is refused. */
export async function contextAtPlace(
  { uri, version, position }: PlaceRequest,
  contexts: DocumentContexts,
): Promise<FeatureContext | { readonly error: string }> {
  const document = await contexts.open(uri);
  if (document === undefined) return { error: l10n.t("This is not a libvirt document.") };
  if (document.textDocument.version !== version) return { error: l10n.t("The document has changed. Try again.") };
  const offset = position === undefined ? 0 : document.textDocument.offsetAt(position);
  return contexts.contextAt(document, offset) ?? { error: l10n.t("This is not a libvirt document.") };
}
