import * as vscode from "vscode";
import { labelOf } from "./answers.js";
import type { Place } from "./documents.js";

/** More entries than any list of ours has. */
const all = 1000;

/**
 * @returns an entry's documentation, which is computed only when the entry is looked at
 * @throws when there is no such entry
 */
export async function documentationOf({ document, position }: Place, label: string): Promise<string> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
    undefined,
    all,
  );
  const documentation = list.items.find((item) => labelOf(item) === label);
  if (documentation === undefined)
    throw new Error(`no entry ${label}; there are: ${list.items.map(labelOf).join(", ")}`);
  const text = documentation.documentation;
  return typeof text === "object" ? text.value : (text ?? "");
}
