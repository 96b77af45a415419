import * as vscode from "vscode";
import { freeName } from "./fileNames.js";

/**
 * Asks for a name that no host and no pool has.
 *
 * @param proposed what is there at first; a number is added where it is taken
 * @param taken names that are in use
 * @returns undefined when the user turned back
 */
export function askName(title: string, proposed: string, taken: ReadonlySet<string>): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title,
      prompt: vscode.l10n.t("Name, for example node1 or prod"),
      value: freeName(proposed, taken),
      validateInput: (value) => {
        if (value.trim() === "") return vscode.l10n.t("A name must not be empty.");
        return taken.has(value.trim()) ? vscode.l10n.t("A host or pool with this name already exists.") : undefined;
      },
    })
    .then((name) => name?.trim());
}
