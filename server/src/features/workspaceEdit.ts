import type { WorkspaceEdit } from "vscode-languageserver";
import type { TextEdit } from "../../../shared/src/xml/textEdit.js";
import { type FeatureContext, toProtocolRange } from "../context.js";

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

/** Edits in offsets as the protocol wants them. */
export function toProtocolEdits(edits: readonly TextEdit[], textDocument: FeatureContext["textDocument"]) {
  return edits.map((edit) => ({ range: toProtocolRange(textDocument, edit), newText: edit.newText }));
}
