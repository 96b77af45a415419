import * as l10n from "@vscode/l10n";
import type { CodeLens } from "vscode-languageserver";
import { summaryText } from "../../../shared/src/hosts/reasonsSummary.js";
import { Command } from "../../../shared/src/messages.js";
import type { Judged, OpenDocument } from "../documents/documentContexts.js";

/**
 * Over each `<cpu>`: on which hosts of the target it starts, and why not on the others. Clicked, it tells the whole
 * story; where it does not start everywhere, a second one mends that.
 *
 * @param hasCommands whether the client is our extension, which carries the commands out
 */
export function codeLenses(
  document: OpenDocument,
  judge: (view: OpenDocument["analysis"]["views"][number]) => Judged | undefined,
  hasCommands: boolean,
): CodeLens[] {
  const { textDocument, analysis } = document;
  return analysis.views.flatMap((view): CodeLens[] => {
    const judged = judge(view);
    if (judged === undefined || view.cpu === undefined) return [];
    const start = textDocument.positionAt(view.cpu.element.start);
    const range = { start, end: textDocument.positionAt(view.cpu.element.nameRange.end) };
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
    if (hasCommands && isMendable(judged))
      lenses.push(lens(l10n.t("Make it run on all of them…"), Command.runOnTarget));
    return lenses;
  });
}

function titleOf({ target, assessment }: Judged): string {
  if (target.unknown.some(({ isReading }) => isReading)) return l10n.t("Reading the hosts of {0}…", target.name);
  if (assessment !== undefined) return summaryText(assessment);
  const count = target.hosts.length;
  return l10n.t(
    "Looking at {0} of {1}…",
    count === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", count.toLocaleString("en")),
    target.name,
  );
}

function isMendable({ target, assessment }: Judged): boolean {
  return target.isPool && (assessment?.verdicts.some(({ outcome }) => outcome === "fails") ?? false);
}
