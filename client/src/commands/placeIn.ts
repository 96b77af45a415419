import * as vscode from "vscode";
import type { PlaceRequest } from "../../../shared/src/messages.js";

/**
 * @param document what a command works on
 * @param given a position that a code lens or another extension hands over; may be anything
 * @returns its version now, and the cursor where the user is in it: a document may hold several definitions
 */
export function placeIn(document: vscode.TextDocument, given?: unknown): PlaceRequest {
  const { version, uri } = document;
  if (isPosition(given)) {
    const { line, character } = given;
    return { uri: uri.toString(), version, position: { line, character } };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return { uri: uri.toString(), version };
  const { line, character } = editor.selection.active;
  return { uri: uri.toString(), version, position: { line, character } };
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  if (typeof value !== "object" || value === null || !("line" in value) || !("character" in value)) return false;
  return isCount(value.line) && isCount(value.character);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
