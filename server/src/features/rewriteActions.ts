import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { effectiveMode } from "../../../shared/src/domain/index.js";
import { Command } from "../../../shared/src/messages.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";

/** Rewrites that need hosts: the client asks for them, so they are commands of our extension. */
export function rewriteActions(context: FeatureContext, range: Range): CodeAction[] {
  const { client, view, catalogue, textDocument } = context;
  if (!client.extension || view.domain === undefined || catalogue.map === undefined) return [];
  const cpu = view.cpus.find(({ element }) => element.start <= range.start && range.end <= element.end);
  const mode = cpu && effectiveMode(cpu);
  const actions: CodeAction[] = [];
  if (mode !== undefined && mode !== "custom") {
    const title = `Rewrite ${mode} as an expanded custom definition…`;
    actions.push(commandAction(title, Command.expandHostModel, textDocument.uri));
  }
  // Everywhere in a domain would mean a light bulb on every line.
  if (cpu !== undefined || view.cpu === undefined) {
    actions.push(commandAction("Insert baseline CPU block…", Command.insertBaseline, textDocument.uri));
  }
  return actions;
}

function commandAction(title: string, command: string, uri: string): CodeAction {
  return { title, kind: CodeActionKind.RefactorRewrite, command: { title, command, arguments: [uri] } };
}
