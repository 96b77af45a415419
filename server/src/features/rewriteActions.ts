import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind, type Position } from "vscode-languageserver";
import { effectiveMode, modelName } from "../../../shared/src/domain/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import { certainProblems, guestOf } from "../../../shared/src/hosts/index.js";
import { Command } from "../../../shared/src/messages.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";

/** Rewrites that need a choice, of hosts or of a model: the client asks for it, so they are commands of our extension. */
export function rewriteActions(context: FeatureContext, range: Range): CodeAction[] {
  const { client, view, catalogue, textDocument } = context;
  if (!client.extension || view.domain === undefined || catalogue.map === undefined) return [];
  const cpu = view.cpus.find(({ element }) => element.start <= range.start && range.end <= element.end);
  const mode = cpu && effectiveMode(cpu);
  const actions: CodeAction[] = [];
  if (mode !== undefined && mode !== "custom") {
    const title = l10n.t("Rewrite {0} as an expanded custom definition…", mode);
    actions.push(commandAction(title, Command.expandHostModel, textDocument.uri));
  }
  if (mode === "custom" && cpu === view.cpu && catalogue.map.modelByName.has((cpu && modelName(cpu)) ?? "")) {
    actions.push(...switchActions(context));
  }
  if (cpu !== undefined && cpu === view.cpu) actions.push(...targetAction(context));
  // Everywhere in a domain would mean a light bulb on every line.
  if (cpu !== undefined || view.cpu === undefined) {
    actions.push(commandAction(l10n.t("Insert baseline CPU block…"), Command.insertBaseline, textDocument.uri));
    actions.push(...blockActions(context));
  }
  return actions;
}

/** Where it does not start on all hosts of its target. */
function targetAction({ view, assess, target, catalogue, textDocument }: FeatureContext): CodeAction[] {
  if (view.cpu === undefined) return [];
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  const guest = guestOf(view, cpu, catalogue.arch);
  const assessment = guest && assess?.(guest);
  if (target === undefined || assessment === undefined || certainProblems(assessment).length === 0) return [];
  const title = target.isPool
    ? l10n.t("Make it run on all of {0}…", target.name)
    : l10n.t("Make it run on {0}…", target.name);
  // A document may hold several definitions, and the cursor may be elsewhere when the action is chosen.
  return [commandAction(title, Command.runOnTarget, textDocument.uri, textDocument.positionAt(view.cpu.element.start))];
}

function switchActions({ catalogue: { map }, textDocument: { uri } }: FeatureContext): CodeAction[] {
  if (map?.arch !== "x86") return [];
  return [commandAction(l10n.t("Switch to another CPU model…"), Command.switchModel, uri)];
}

/** Whole definitions that go over the `<cpu>`, or in where there is none. */
function blockActions({ catalogue: { arch, map }, textDocument: { uri } }: FeatureContext): CodeAction[] {
  if (map?.arch !== "x86") return [];
  const profile = commandAction(l10n.t("Insert CPU profile (x86-64-v2, -v3, -v4)…"), Command.insertProfile, uri);
  const qemu = commandAction(l10n.t("Insert CPU from a QEMU -cpu string…"), Command.fromQemuCpu, uri);
  return arch === "x86_64" ? [profile, qemu] : [qemu];
}

function commandAction(title: string, command: string, ...given: readonly [uri: string, place?: Position]): CodeAction {
  return { title, kind: CodeActionKind.RefactorRewrite, command: { title, command, arguments: [...given] } };
}
