import * as vscode from "vscode";
import type { HostDocument } from "../../../shared/src/messages.js";
import { type Baseline, namedBaseline } from "../baseline/baseline.js";
import { commentedBlock } from "../baseline/commentedBlock.js";
import { type Decision, showBaseline } from "../baseline/showBaseline.js";
import { costLines, titleText } from "../baseline/texts.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { chooseHosts } from "../hosts/chooseHosts.js";
import { loadHosts } from "../hosts/findHosts.js";
import type { Host } from "../hosts/host.js";
import type { Server } from "../server.js";
import { applyRewrite, type Proposal } from "./applyRewrite.js";
import { targetDocument, toUris } from "./targetDocument.js";

/**
 * Inserts the CPU that several hosts have in common, after it has shown what it costs.
 *
 * @param server the language server
 * @param preview where the whole block is shown
 * @param document the domain's URI; the active editor's without one
 * @param hosts the URIs of the hosts' documents; asked for without them
 * @param options `{ accept: true }` inserts without asking
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function insertBaseline(
  server: Server,
  preview: VirtualDocument,
  document: unknown,
  hosts: unknown,
  options: unknown,
): Promise<boolean> {
  const target = await targetDocument(document);
  const given = toUris(hosts);
  if (given !== undefined) {
    const asked = await requestBaseline(server, target, await loadHosts(server, given));
    const decision = accepts(options) ? "insert" : await ask(preview, asked.baseline, false);
    return decision === "insert" && insert(preview, target, asked);
  }
  let chosen = await chooseHosts(server, target, []);
  while (chosen !== undefined) {
    const asked = await requestBaseline(server, target, chosen).catch(showFailure);
    const decision = asked === undefined ? "back" : await ask(preview, asked.baseline, true);
    if (asked !== undefined && decision === "insert") return insert(preview, target, asked);
    chosen = decision === "back" ? await chooseHosts(server, target, chosen) : undefined;
  }
  return false;
}

/** A baseline that was asked for, and the document's version then. */
interface Asked {
  readonly version: number;
  readonly proposal: Proposal;
  readonly baseline: Baseline;
}

function ask(preview: VirtualDocument, baseline: Baseline, canGoBack: boolean): Promise<Decision> {
  return showBaseline(baseline, canGoBack, () => preview.show(blockText(baseline)));
}

async function insert(
  preview: VirtualDocument,
  target: vscode.TextDocument,
  { version, proposal }: Asked,
): Promise<boolean> {
  await preview.close();
  await applyRewrite(target, version, proposal);
  return true;
}

/** The hosts are asked for again, with the reason in view. */
function showFailure(error: unknown): undefined {
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}

async function requestBaseline(server: Server, target: vscode.TextDocument, chosen: readonly Host[]): Promise<Asked> {
  const { version } = target;
  const editor = vscode.window.activeTextEditor;
  const cursor = editor?.document === target ? { position: plain(editor.selection.active) } : {};
  const hosts: readonly HostDocument[] = chosen.map((host) => host.document);
  const answer = await server.baseline({ uri: target.uri.toString(), version, hosts, ...cursor });
  if ("error" in answer) throw new Error(answer.error);
  return { version, proposal: answer, baseline: namedBaseline(answer, chosen) };
}

function plain({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}

function blockText(baseline: Baseline): string {
  const from = vscode.l10n.t("What these hosts have in common: {0}", baseline.hosts.join(", "));
  return commentedBlock([titleText(baseline), from], baseline.block, costLines(baseline));
}

function accepts(options: unknown): boolean {
  return typeof options === "object" && options !== null && "accept" in options && options.accept === true;
}
