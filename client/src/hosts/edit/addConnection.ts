import * as vscode from "vscode";
import type { Described, HostDocument, LiveConnection } from "../../../../shared/src/messages.js";
import type { LiveHosts } from "../live/liveHosts.js";
import { uriProblem } from "../live/uriProblem.js";
import { askName } from "./askName.js";
import { askTarget } from "./askTarget.js";
import type { ChangeConfig } from "./changeConfig.js";
import type { GivenHost } from "./givenHost.js";

/** What adding a host needs. */
export interface AddingMeans {
  readonly change: ChangeConfig;
  /** The names of hosts and pools in a folder. */
  readonly takenIn: (folder: string) => ReadonlySet<string>;
  readonly describeHost: (document: HostDocument) => Promise<Described>;
  readonly readData: (path: string) => Promise<string>;
  readonly live: LiveHosts;
}

/** Adds a host that virsh can be asked about, and asks. */
export async function addConnection(folder: string, means: AddingMeans, given: GivenHost): Promise<boolean> {
  means.live.check();
  const uri = given.connection ?? (await askUri());
  if (uri === undefined) return false;
  const offered = await means.live.capabilities(uri);
  if (offered === undefined) return false;
  const target = given.connection === undefined ? await askTarget(offered) : {};
  if (target === undefined) return false;
  const connection: LiveConnection = { uri, ...target };
  if (!(await means.live.fetch([connection]))) return false;
  const name = given.name ?? (await askName(vscode.l10n.t("Add Host"), nameOf(uri), means.takenIn(folder)));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setHost", name, host: connection }]);
  return true;
}

function askUri(): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  const known = ["qemu:///system", "qemu+ssh://root@node1/system", "qemu:///session", "test:///default"];
  pick.title = vscode.l10n.t("Add Host: libvirt Connection");
  pick.placeholder = vscode.l10n.t("libvirt's connection URI; type your own");
  const update = (): void => {
    const typed = pick.value.trim();
    const wrong = typed === "" ? undefined : uriProblem(typed);
    const own =
      typed === "" || known.includes(typed)
        ? []
        : [{ label: typed, ...(wrong === undefined ? {} : { description: wrong }), alwaysShow: true }];
    pick.items = [...own, ...known.map((label) => ({ label }))];
  };
  update();
  pick.onDidChangeValue(update);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const uri = pick.activeItems[0]?.label;
      if (uri === undefined || uriProblem(uri) !== undefined) return;
      resolve(uri);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** `qemu+ssh://root@node2.lab/system` -> `node2`. */
function nameOf(uri: string): string {
  const host = /:\/\/(?:[^@/]*@)?([^/:.?]+)/.exec(uri)?.[1];
  return host ?? "localhost";
}
