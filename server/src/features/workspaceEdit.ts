import * as l10n from "@vscode/l10n";
import type { TextEdit as ProtocolEdit, WorkspaceEdit } from "vscode-languageserver";
import { editsIn } from "../../../shared/src/embedded/index.js";
import type { TextEdit } from "../../../shared/src/xml/textEdit.js";
import { type FeatureContext, toProtocolRange } from "../context.js";
import { asEmbedded } from "../documents/embedded.js";

type Document = FeatureContext["textDocument"];

/** Edits of the context's document as the client takes them: with its version where it can. */
export function toWorkspaceEdit(
  edits: readonly TextEdit[],
  { textDocument, client }: Pick<FeatureContext, "textDocument" | "client">,
): WorkspaceEdit {
  const { uri, version } = textDocument;
  const changes = toProtocolEdits(edits, textDocument);
  if (!client.documentChanges) return { changes: { [uri]: changes } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: changes }] };
}

/** Edits in offsets as the protocol wants them. In a string of another language they are written as its escapes are. */
export function toProtocolEdits(edits: readonly TextEdit[], textDocument: Document): ProtocolEdit[] {
  const { source, region } = asEmbedded(textDocument) ?? { source: textDocument, region: undefined };
  const written = region === undefined ? edits : (editsIn(region, edits) ?? []);
  return written.map((edit) => ({ range: toProtocolRange(source, edit), newText: edit.newText }));
}

/** Do edits leave the code around a document as it is? */
export function isEditable(edits: readonly TextEdit[], textDocument: Document): boolean {
  const embedded = asEmbedded(textDocument);
  return embedded === undefined || editsIn(embedded.region, edits) !== undefined;
}

/** Why a change is refused that is not {@link isEditable}. */
export function touchesCode(): string {
  return l10n.t("The change would touch the code around this definition. Make it by hand.");
}
