import * as vscode from "vscode";
import type { CompareRequest, ConfiguredHost } from "../../../shared/src/messages.js";
import { placeIn } from "../commands/placeIn.js";
import { targetDocument } from "../commands/targetDocument.js";
import { isLibvirtDocument } from "../documents/isLibvirtDocument.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import { pickHost } from "./pickHost.js";

/**
 * What to compare with what. Of hosts of the Hosts view: the first with the others, one with what is asked for, one of a
 * pool with its pool. Without hosts: the CPU of the active document with its target.
 *
 * @returns undefined when the user turned back
 */
export async function compareRequest(model: HostsModel, args: readonly unknown[]): Promise<CompareRequest | undefined> {
  const chosen = selectedHosts(args);
  const subject = chosen.find((host) => !isPool(host, model));
  if (subject !== undefined) {
    const others = chosen.filter((host) => host !== subject);
    return others.length > 0 ? { subject, hosts: others } : withAsked(subject, model);
  }
  const [pool] = chosen;
  if (pool !== undefined) return inPool(pool, model);
  return isOurs(vscode.window.activeTextEditor?.document) ? ofDocument(model) : ofAskedHost(model);
}

function isPool({ folder, name }: ConfiguredHost, model: HostsModel): boolean {
  return model.folders().some((each) => each.folder === folder && each.pools.some((pool) => pool.name === name));
}

function isOurs(document: vscode.TextDocument | undefined): boolean {
  return document?.languageId === "xml" && isLibvirtDocument(document.getText());
}

async function withAsked(subject: ConfiguredHost, model: HostsModel): Promise<CompareRequest | undefined> {
  const other = await pickHost(model, {
    title: vscode.l10n.t("Compare {0}", subject.name),
    placeHolder: vscode.l10n.t("With which host, or all of which pool?"),
    takesPools: true,
    without: subject,
  });
  return other && { subject, hosts: [other] };
}

async function inPool(pool: ConfiguredHost, model: HostsModel): Promise<CompareRequest | undefined> {
  const subject = await pickHost(model, {
    title: vscode.l10n.t("Compare within {0}", pool.name),
    placeHolder: vscode.l10n.t("Which of its hosts with the others?"),
    takesPools: false,
    pool,
  });
  return subject && { subject, hosts: [pool] };
}

async function ofAskedHost(model: HostsModel): Promise<CompareRequest | undefined> {
  const subject = await pickHost(model, {
    title: vscode.l10n.t("Compare Hosts"),
    placeHolder: vscode.l10n.t("Which host?"),
    takesPools: false,
  });
  return subject && withAsked(subject, model);
}

async function ofDocument(model: HostsModel): Promise<CompareRequest | undefined> {
  const document = await targetDocument(undefined);
  const place = placeIn(document);
  const folder = model.folderOf(document.uri);
  const target = folder?.target;
  if (folder !== undefined && target !== undefined) {
    return { subject: place, hosts: [{ folder: folder.folder, name: target }] };
  }
  const other = await pickHost(model, {
    title: vscode.l10n.t("Compare the CPU of {0}", vscode.workspace.asRelativePath(document.uri)),
    placeHolder: vscode.l10n.t("With which host, or all of which pool?"),
    takesPools: true,
  });
  return other && { subject: place, hosts: [other] };
}
