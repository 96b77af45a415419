import * as l10n from "@vscode/l10n";
import { type CodeLens, CodeLensRefreshRequest } from "vscode-languageserver";
import { summaryText } from "../../../shared/src/hosts/index.js";
import { Command } from "../../../shared/src/messages.js";
import type { DocumentContexts, JudgedTarget, Services } from "../documents/documentContexts.js";
import type { OpenDocument } from "../documents/openDocuments.js";
import { guard, guardTask } from "../guard.js";

/**
 * Answers what is over each `<cpu>`.
 *
 * @returns what has the client ask again
 */
export function handleCodeLens(services: Services, contexts: DocumentContexts): () => void {
  const { connection, client } = services;
  connection.onCodeLens(
    guard(connection.console, "code lens", [], async ({ textDocument }) => {
      if (await contexts.isExcluded(textDocument.uri)) return [];
      const documents = await contexts.openAll(textDocument.uri);
      return documents.flatMap((document) =>
        codeLenses(document, (view) => contexts.judged(document, view), client().extension),
      );
    }),
  );
  return () => {
    if (!client().refreshesLenses) return;
    void guardTask(connection.console, "code lens", () => connection.sendRequest(CodeLensRefreshRequest.type));
  };
}

/**
 * Over each `<cpu>`, or the `<domain>` that has none: on which hosts of the target it starts, and why not on the others. Clicked, it tells the whole
 * story; where it does not start everywhere, a second one fixes that.
 *
 * @param hasCommands whether the client is our extension, which carries the commands out
 */
function codeLenses(
  document: OpenDocument,
  judge: (view: OpenDocument["analysis"]["views"][number]) => JudgedTarget | undefined,
  hasCommands: boolean,
): CodeLens[] {
  const { textDocument, analysis } = document;
  return analysis.views.flatMap((view): CodeLens[] => {
    const judged = judge(view);
    const element = view.cpu?.element ?? view.domain;
    if (judged === undefined || element === undefined) return [];
    const start = textDocument.positionAt(element.start);
    const range = { start, end: textDocument.positionAt(element.nameRange.end) };
    const place = [textDocument.uri, start];
    const lens = (title: string, command: string): CodeLens => ({
      range,
      // `$(alert)` in a name is no icon, which VS Code would make of it.
      command: {
        title: hasCommands ? title.replaceAll("$(", "\\$(") : title,
        command: hasCommands ? command : "",
        arguments: place,
      },
    });
    const lenses = [lens(titleOf(judged), Command.explainStart)];
    if (hasCommands && view.cpu !== undefined && isMendable(judged))
      lenses.push(lens(l10n.t("Fix for all hosts…"), Command.runOnTarget));
    return lenses;
  });
}

function titleOf({ target, assessment }: JudgedTarget): string {
  if (target.unknown.some(({ isReading }) => isReading)) return l10n.t("Reading the hosts of {0}…", target.name);
  if (assessment !== undefined) return summaryText(assessment);
  const count = target.hosts.length;
  return l10n.t(
    "Checking {0} of {1}…",
    count === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", count.toLocaleString("en")),
    target.name,
  );
}

function isMendable({ target, assessment }: JudgedTarget): boolean {
  return target.isPool && (assessment?.verdicts.some(({ outcome }) => outcome === "fails") ?? false);
}
