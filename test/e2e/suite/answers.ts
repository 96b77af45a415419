import * as vscode from "vscode";
import type { Place } from "./documents.js";
import { eventually } from "./eventually.js";

/**
 * @returns what VS Code would list at a place, our own entries and others'
 */
export async function completions(place: Place): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    place.document.uri,
    place.position,
  );
  return list.items;
}

/** @returns an entry's label without what is beside it */
export function labelOf(item: vscode.CompletionItem): string {
  return typeof item.label === "string" ? item.label : item.label.label;
}

/**
 * Asks until all of these are offered: what is asked while VS Code still takes in a new document may be answered with nothing.
 *
 * @returns the labels of all that is offered
 * @throws with those that are missing, when the time is up
 */
export async function offered(place: Place, names: readonly string[]): Promise<string[]> {
  let labels: string[] = [];
  const missing = () => names.filter((name) => !labels.includes(name));
  await eventually(async () => {
    labels = (await completions(place)).map(labelOf);
    return missing().length === 0 ? true : undefined;
  }).catch(() => {
    throw new Error(`missing: ${missing().join(", ")}; there are: ${labels.slice(0, 60).join(", ")}`);
  });
  return labels;
}

/** @returns the hovers at a place as one Markdown text, empty where nothing is shown */
export async function hoverText(place: Place): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    place.document.uri,
    place.position,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n\n");
}

/**
 * Waits until a document's diagnostics are as expected; looks again whenever VS Code reports that they changed.
 *
 * @param holds what must become true of them
 * @returns the diagnostics for which it was
 * @throws with the last ones when the time is up
 */
export async function diagnosticsOf(
  document: vscode.TextDocument,
  holds: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(document.uri);
  return eventually(() => (holds(now()) ? now() : undefined)).catch(() => {
    const last = now().map((diagnostic) => describeDiagnostic(document, diagnostic));
    throw new Error(`diagnostics are not as expected; last ones:\n${last.join("\n")}`);
  });
}

/** @returns a diagnostic as a line to read: its code, the text it is on, its message */
export function describeDiagnostic(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): string {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  return `${code} on «${document.getText(diagnostic.range)}»: ${diagnostic.message}`;
}

/** @returns the quick fixes that VS Code would offer for a range */
export function quickFixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return actionsOf(document, range, vscode.CodeActionKind.QuickFix);
}

/** @returns the rewrites that VS Code would offer for a range */
export function rewrites(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return actionsOf(document, range, vscode.CodeActionKind.RefactorRewrite);
}

async function actionsOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind.value,
    // Resolve so many of them: a fix may compute its edit only then.
    30,
  );
}

/**
 * Applies the action that a title names; asks until it is there, as what is asked before the hosts are known may be answered
 * with nothing.
 *
 * @param ask what there is
 * @param title the whole title or a pattern for it
 * @returns the document's text afterwards
 * @throws with the titles there are when none fits
 */
export async function applyAction(
  document: vscode.TextDocument,
  ask: () => Promise<readonly vscode.CodeAction[]>,
  title: string | RegExp,
): Promise<string> {
  const fits = (action: vscode.CodeAction): boolean =>
    typeof title === "string" ? action.title === title : title.test(action.title);
  let actions: readonly vscode.CodeAction[] = [];
  const action = await eventually(async () => {
    actions = await ask();
    return actions.find(fits);
  }).catch(() => {
    throw new Error(`no action ${title}; there are: ${actions.map((other) => other.title).join(" · ")}`);
  });
  if (action.edit !== undefined && !(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error(`the editor refused the edit of: ${action.title}`);
  }
  if (action.command !== undefined) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
  return document.getText();
}

/** Waits for what is over a CPU. */
export function lensOf(document: vscode.TextDocument, title: RegExp): Promise<string> {
  return eventually(async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    return lenses.map(({ command }) => command?.title ?? "").find((each) => title.test(each));
  });
}
