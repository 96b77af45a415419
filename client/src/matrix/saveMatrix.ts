import * as vscode from "vscode";
import type { SaveFormat } from "./protocol.js";

/** How long a word in the status bar stays, in milliseconds. */
const REMARK = 4000;

const FORMAT_NAMES: Readonly<Record<SaveFormat, string>> = { svg: "SVG", png: "PNG", csv: "CSV", md: "Markdown" };

/**
 * Asks where to, and writes the file.
 *
 * @param title the panel's; the file is named after it
 * @throws what the file system says
 */
export async function saveMatrix(title: string, format: SaveFormat, content: string | Uint8Array): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `${title.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || "matrix"}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    filters: { [FORMAT_NAMES[format]]: [format] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? new TextEncoder().encode(content) : content);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}.", vscode.workspace.asRelativePath(uri)), REMARK);
}
