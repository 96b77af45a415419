import * as vscode from "vscode";
import { type BaselineOfVendor, type HostReference, Request } from "../../../shared/src/messages.js";
import { commentedBlock } from "../baseline/commentedBlock.js";
import { type Change, type Decision, showBaseline } from "../baseline/showBaseline.js";
import { after, type Choice, planOf, type ShownBaseline } from "../baseline/shown.js";
import { costLines, names, remarkText, titleText } from "../baseline/texts.js";
import type { Server } from "../connection/server.js";
import { isLibvirtDocument } from "../documents/isLibvirtDocument.js";
import { isWhole } from "../documents/served.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { type Chosen, chooseReferences } from "../hosts/chooseReferences.js";
import { loadHosts } from "../hosts/findHosts.js";
import { documentReferences } from "../hosts/hostGroups.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import { accepts, applyRewrite, placeIn, targetDocument, toUris } from "./applyRewrite.js";

/** What the command works with. */
interface BaselineMeans {
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
export async function insertBaselineCommand(means: BaselineMeans, ...args: readonly unknown[]): Promise<boolean> {
  const configured = selectedHosts(args);
  if (configured.length > 0) {
    return (await proceed({ ...means, target: activeDomain(), hosts: configured }, false)) === "insert";
  }
  const target = await targetDocument(args[0]);
  const given = toUris(args[1]);
  if (given !== undefined) {
    const hosts = documentReferences(await loadHosts(means.server, given));
    const question = { ...means, target, hosts };
    return accepts(args[2]) ? insertAtOnce(question) : (await proceed(question, false)) === "insert";
  }
  let chosen: Chosen | undefined;
  for (;;) {
    chosen = await chooseReferences(means, target, chosen);
    if (chosen === undefined) return false;
    const decision = await proceed({ ...means, target, hosts: chosen.references }, true).catch(showFailure);
    if (decision !== "back") return decision === "insert";
  }
}

/** Of which hosts, and where it goes; without a document it opens as one of its own. */
interface Question extends BaselineMeans {
  readonly target: vscode.TextDocument | undefined;
  readonly hosts: readonly HostReference[];
}

const usual: Choice = { wishes: {}, without: [] };

/** The domain that is being edited. */
function activeDomain(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const isOurs = document !== undefined && isWhole(document) && isLibvirtDocument(document.getText());
  return isOurs ? document : undefined;
}

/** The hosts are asked for again, with the reason in view. */
function showFailure(error: unknown): "back" {
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  return "back";
}

async function insertAtOnce(question: Question): Promise<boolean> {
  const version = question.target?.version ?? 0;
  const shown = await ask(question, usual);
  if (shown.plans.plans.length > 1) throw new Error(vendorsText(shown));
  await insert(question.target, version, shown);
  return true;
}

function vendorsText({ plans: { plans } }: ShownBaseline): string {
  const each = plans.map(({ vendor = "", hosts }) => `${names(hosts)}: ${vendor}`).join(", ");
  return vscode.l10n.t(
    "A VM cannot migrate between hosts of different vendors ({0}). Choose hosts of one vendor.",
    each,
  );
}

/** Shows, changes as the user likes, and inserts. */
async function proceed(question: Question, canGoBack: boolean): Promise<Decision> {
  const version = question.target?.version ?? 0;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Computing the baseline") };
  const first = await vscode.window.withProgress(options, () => ask(question, usual));
  const change: Change = async (action, shown, aside, token) => {
    if (action.kind === "show") {
      await question.preview.show(blockText(shown));
      return undefined;
    }
    if (action.kind !== "floor") return ask(question, after(action, shown), token);
    const floor = await aside(() => pickFloor(planOf(shown), shown.wishes.floor ?? []));
    return floor && ask(question, after({ kind: "wish", wishes: { floor } }, shown), token);
  };
  const { decision, shown } = await showBaseline(first, canGoBack, change);
  await question.preview.close();
  if (decision === "insert") await insert(question.target, version, shown);
  return decision;
}

async function ask(
  { server, target, hosts }: Question,
  choice: Choice,
  token?: vscode.CancellationToken,
): Promise<ShownBaseline> {
  const { wishes, without } = choice;
  const document = target === undefined ? {} : { document: placeIn(target) };
  const plans = await server.ask(Request.baseline, { ...document, ...wishes, without, hosts }, token);
  if ("error" in plans) throw new Error(plans.error);
  return { ...choice, plans };
}

async function insert(target: vscode.TextDocument | undefined, version: number, shown: ShownBaseline): Promise<void> {
  const plan = planOf(shown);
  if (plan?.model === undefined) throw new Error(remarkText(shown));
  if (target === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: "xml", content: plan.preview });
    await vscode.window.showTextDocument(document);
    return;
  }
  if (plan.edits === undefined) throw new Error(plan.problem ?? remarkText(shown));
  await applyRewrite(target, version, { edits: plan.edits, summary: plan.summary });
}

function blockText(shown: ShownBaseline): string {
  const plan = planOf(shown);
  if (plan === undefined) return "";
  const from = vscode.l10n.t("Common CPU of these hosts: {0}", names(plan.hosts));
  return commentedBlock([titleText(shown), from], plan.preview, costLines(plan));
}

/**
 * Asks which features must stay, out of those that are lost; what is ticked already stays ticked.
 *
 * @returns undefined when the user turned back
 */
async function pickFloor(
  plan: BaselineOfVendor | undefined,
  floor: readonly string[],
): Promise<readonly string[] | undefined> {
  const ticked = new Set(floor);
  const offered = plan?.lost.map(({ feature }) => feature) ?? [];
  const items = [...new Set([...floor, ...offered])].map((label) => ({ label, picked: ticked.has(label) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Required Features"),
    placeHolder: vscode.l10n.t("Hosts that lack one of them are listed and can be left out"),
    canPickMany: true,
  });
  return chosen?.map(({ label }) => label);
}
