import * as vscode from "vscode";
import type { PlaceRequest } from "../../../shared/src/messages.js";

/**
 * @param document what a command works on
 * @returns its version now, and the cursor where the user is in it: a document may hold several definitions
 */
export function placeIn(document: vscode.TextDocument): PlaceRequest {
  const { version, uri } = document;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return { uri: uri.toString(), version };
  const { line, character } = editor.selection.active;
  return { uri: uri.toString(), version, position: { line, character } };
}
