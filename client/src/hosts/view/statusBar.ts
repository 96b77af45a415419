import * as vscode from "vscode";
import type { DocumentTarget, FolderHosts } from "../../../../shared/src/messages.js";
import { isLibvirtDocument } from "../../documents/isLibvirtDocument.js";
import { isWhole } from "../../documents/served.js";
import type { HostsModel } from "../hostsModel.js";
import { paced } from "../paced.js";

/** A root stands near the beginning. */
const BEGINNING = 4096;
const MOST_NAMES = 20;

/** Whoever types asks for the target no more often than once in this many milliseconds. */
const PAUSE = 100;

/**
 * Shows where the VM of the active document has to run; a click chooses.
 *
 * @param ask where the VMs of a document run
 */
export function createStatusBar(
  model: HostsModel,
  ask: (document: vscode.Uri) => Promise<DocumentTarget | undefined>,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("libvirt-cpu.target", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Libvirt CPU: target");
  item.command = "libvirt-cpu.hosts.chooseTarget";
  const show = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    const folder = document && isOurs(document) ? model.folderOf(document.uri) : undefined;
    if (document === undefined || folder === undefined || folder.hosts.length === 0) {
      item.hide();
      return;
    }
    const own = await ask(document.uri);
    // The next one is shown after this.
    if (vscode.window.activeTextEditor?.document !== document) return;
    const said = own ?? { because: "default", target: folder.target, libvirt: folder.libvirt };
    item.text = `$(server) ${nameText(said)} · libvirt ${said.libvirt.release}`;
    item.tooltip = `${tooltip(said, folder)}\n${releaseText(said.libvirt)}`;
    item.accessibilityInformation = { label: item.tooltip, role: "button" };
    item.show();
  };
  const update = paced(show, PAUSE);
  const listeners = [
    model.onDidChange(update.run),
    vscode.window.onDidChangeActiveTextEditor(update.run),
    // A comment may name the target.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update.run();
    }),
  ];
  update.run();
  return vscode.Disposable.from(item, update, ...listeners);
}

type Said = Pick<DocumentTarget, "because" | "isExcluded"> & { readonly target?: string | undefined };

function nameText({ target, isExcluded }: Said): string {
  if (isExcluded) return vscode.l10n.t("not checked");
  return target === undefined ? vscode.l10n.t("no target") : withoutIcons(target);
}

/** `$(alert)` in a name is no icon. */
function withoutIcons(name: string): string {
  return name.replaceAll("$(", "\\$(");
}

function isOurs(document: vscode.TextDocument): boolean {
  if (!isWhole(document)) return false;
  const end = document.positionAt(BEGINNING);
  return isLibvirtDocument(document.getText(new vscode.Range(document.positionAt(0), end)));
}

function releaseText({ release, from, because }: FolderHosts["libvirt"]): string {
  if (because === "configuration") {
    return vscode.l10n.t("Documents are checked for libvirt {0}, as the configuration sets it.", release);
  }
  if (because === "newest") {
    return vscode.l10n.t("Documents are checked for libvirt {0}, the newest that is known.", release);
  }
  return from === undefined
    ? vscode.l10n.t("Documents are checked for libvirt {0}, the release of {1}.", release, because.host)
    : vscode.l10n.t(
        "Documents are checked for libvirt {0} to {1}: the data of {2} fits these.",
        from,
        release,
        because.host,
      );
}

function tooltip({ target, because, isExcluded }: Said, { pools }: FolderHosts): string {
  if (isExcluded) {
    return vscode.l10n.t(
      "This file is not checked: libvirt-cpu.json excludes it. Click to choose the folder's target.",
    );
  }
  if (because === "comment") return ofComment(target);
  if (typeof because === "object") return ofPattern(target, because.pattern);
  if (target === undefined)
    return vscode.l10n.t("No target is set. Click to choose the host or pool that this VM runs on.");
  const hosts = pools.find(({ name }) => name === target)?.hosts;
  if (hosts === undefined) return vscode.l10n.t("This VM runs on {0}. Click to choose another target.", target);
  const names = hosts.slice(0, MOST_NAMES).join(", ") + (hosts.length > MOST_NAMES ? ", …" : "");
  return vscode.l10n.t("This VM runs on the pool {0}: {1}. Click to choose another target.", target, names);
}

function ofComment(target: string | undefined): string {
  return target === undefined
    ? vscode.l10n.t(
        "This VM has no target: libvirt-cpu.json does not contain the name in the comment of this document.",
      )
    : vscode.l10n.t(
        "This VM runs on {0}, as a comment in this document sets it. Click to choose the folder's target.",
        target,
      );
}

function ofPattern(target: string | undefined, pattern: string): string {
  return target === undefined
    ? vscode.l10n.t("This VM has no target: the name for the pattern {0} in libvirt-cpu.json is unknown.", pattern)
    : vscode.l10n.t(
        "This VM runs on {0}, as the pattern {1} in libvirt-cpu.json sets it. Click to choose the folder's target.",
        target,
        pattern,
      );
}
