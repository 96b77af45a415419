import * as vscode from "vscode";
import { commentedBlock } from "../baseline/commentedBlock.js";
import type { NamedReference } from "../baseline/hostChoice.js";
import { pickFloor } from "../baseline/pickFloor.js";
import { configuredReferences, documentReferences } from "../baseline/references.js";
import { type Action, type Shown, showBaseline } from "../baseline/showBaseline.js";
import { costLines, names, titleText } from "../baseline/texts.js";
import { isLibvirtDocument } from "../documents/isLibvirtDocument.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { chooseReferences } from "../hosts/chooseReferences.js";
import { loadHosts } from "../hosts/findHosts.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import type { Server } from "../server.js";
import { accepts } from "./accepts.js";
import { applyRewrite } from "./applyRewrite.js";
import { placeIn } from "./placeIn.js";
import { targetDocument, toUris } from "./targetDocument.js";

/** What the command works with. */
export interface BaselineMeans {
  readonly server: Server;
  readonly model: HostsModel;
  /** Where the whole block is shown. */
  readonly preview: VirtualDocument;
}

/**
 * Inserts the CPU that several hosts have in common, after it has shown what it costs.
 *
 * @param args the domain's URI (the active editor's without one), the URIs of hosts' documents (asked for without them)
 *   and `{ accept: true }` to insert without asking; or hosts and pools of the Hosts view
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function insertBaseline(means: BaselineMeans, ...args: readonly unknown[]): Promise<boolean> {
  const configured = selectedHosts(args);
  if (configured.length > 0) {
    const hosts = configuredReferences(configured, means.model.folders());
    return (await proceed(means, activeDomain(), hosts, false)) === "insert";
  }
  const target = await targetDocument(args[0]);
  const given = toUris(args[1]);
  if (given !== undefined) {
    const hosts = documentReferences(await loadHosts(means.server, given));
    return accepts(args[2])
      ? insertAtOnce(means, target, hosts)
      : (await proceed(means, target, hosts, false)) === "insert";
  }
  let chosen = await chooseReferences(means, target, []);
  while (chosen !== undefined) {
    const decision = await proceed(means, target, chosen, true).catch(showFailure);
    if (decision !== "back") return decision === "insert";
    chosen = await chooseReferences(means, target, chosen);
  }
  return false;
}

/** The domain that is being edited; the block opens on its own where there is none. */
function activeDomain(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "xml" && isLibvirtDocument(document.getText()) ? document : undefined;
}

/** The hosts are asked for again, with the reason in view. */
function showFailure(error: unknown): "back" {
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  return "back";
}

async function insertAtOnce(
  means: BaselineMeans,
  target: vscode.TextDocument,
  hosts: readonly NamedReference[],
): Promise<boolean> {
  const { version } = target;
  const shown = await ask(means, target, hosts, { wishes: {}, dropped: [], index: 0 });
  if (shown.plans.plans.length > 1) throw new Error(vendorsText(shown));
  await insert(target, version, shown);
  return true;
}

function vendorsText({ plans: { plans } }: Shown): string {
  const each = plans.map(({ vendor = "", hosts }) => `${names(hosts)}: ${vendor}`).join(", ");
  return vscode.l10n.t("No VM migrates between hosts of different vendors ({0}). Choose hosts of one vendor.", each);
}

/** Shows, changes as the user likes, and inserts. */
async function proceed(
  means: BaselineMeans,
  target: vscode.TextDocument | undefined,
  hosts: readonly NamedReference[],
  canGoBack: boolean,
): Promise<"insert" | "back" | undefined> {
  const version = target?.version ?? 0;
  const first = await ask(means, target, hosts, { wishes: {}, dropped: [], index: 0 });
  const { decision, shown } = await showBaseline(first, canGoBack, async (action, now) => {
    if (action.kind === "show") {
      await means.preview.show(blockText(now));
      return undefined;
    }
    const next = await changed(action, now);
    return next === undefined ? undefined : ask(means, target, hosts, next);
  });
  await means.preview.close();
  if (decision === "insert") await insert(target, version, shown);
  return decision;
}

type Choice = Pick<Shown, "wishes" | "dropped" | "index">;

async function changed(action: Action, { plans, wishes, dropped, index }: Shown): Promise<Choice | undefined> {
  switch (action.kind) {
    case "wish":
      return { wishes: { ...wishes, ...action.wishes }, dropped, index };
    case "drop":
      return { wishes, dropped: action.hosts.length === 0 ? [] : [...dropped, ...action.hosts], index };
    case "vendor":
      return { wishes, dropped, index: action.index };
    case "floor": {
      const plan = plans.plans[index];
      const floor = plan && (await pickFloor(plan, wishes.floor ?? []));
      return floor && { wishes: { ...wishes, floor }, dropped, index };
    }
    default:
      return undefined;
  }
}

async function ask(
  { server }: BaselineMeans,
  target: vscode.TextDocument | undefined,
  hosts: readonly NamedReference[],
  choice: Choice,
): Promise<Shown> {
  const left = hosts.filter(({ name }) => !choice.dropped.includes(name));
  const document = target === undefined ? {} : { document: placeIn(target) };
  const answer = await server.baseline({
    ...document,
    ...choice.wishes,
    hosts: left.map(({ reference }) => reference),
  });
  if ("error" in answer) throw new Error(answer.error);
  const index = Math.min(choice.index, Math.max(0, answer.plans.length - 1));
  return { ...choice, plans: answer, index };
}

async function insert(target: vscode.TextDocument | undefined, version: number, shown: Shown): Promise<void> {
  const plan = shown.plans.plans[shown.index];
  if (plan?.model === undefined)
    throw new Error(plan?.problem ?? vscode.l10n.t("There is no baseline of these hosts."));
  if (target === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: "xml", content: plan.preview });
    await vscode.window.showTextDocument(document);
    return;
  }
  if (plan.edits === undefined) throw new Error(plan.problem ?? "");
  await applyRewrite(target, version, { edits: plan.edits, summary: plan.summary });
}

function blockText({ plans: { plans }, index }: Shown): string {
  const plan = plans[index];
  if (plan === undefined) return "";
  const from = vscode.l10n.t("What these hosts have in common: {0}", names(plan.hosts));
  return commentedBlock([titleText(plan), from], plan.preview, costLines(plan));
}
