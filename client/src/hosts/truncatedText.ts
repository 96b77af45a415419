import * as vscode from "vscode";
import type { FoundHosts } from "./findHosts.js";

/**
 * @param found the outcome of a search
 * @returns a remark when the workspace was too large to look at all of it, else nothing
 */
export function truncatedText(found: FoundHosts): string {
  return found.truncated ? vscode.l10n.t("(This workspace is large: not all files were searched.)") : "";
}
