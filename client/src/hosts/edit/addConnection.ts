import * as vscode from "vscode";
import { isOverSsh, readAddress } from "../../../../shared/src/config/index.js";
import type { DescribedHost, HostDocument, LiveConnection, Route } from "../../../../shared/src/messages.js";
import { type LiveHosts, uriProblem } from "../live/liveHosts.js";
import type { OfferedGuests } from "../live/offeredGuests.js";
import { askName } from "./askName.js";
import type { ChangeConfig } from "./changeConfig.js";
import type { GivenHost } from "./givenHost.js";
import type { AddedHost } from "./ownMap.js";

/** What adding a host needs. */
export interface AddingContext {
  readonly change: ChangeConfig;
  /** The names of hosts and pools in a folder. */
  readonly takenIn: (folder: string) => ReadonlySet<string>;
  readonly describeHost: (document: HostDocument) => Promise<DescribedHost>;
  readonly readData: (path: string) => Promise<string>;
  readonly live: LiveHosts;
  /** Offers to copy the CPU map of a host that is this machine. */
  readonly offerOwnMap: (host: AddedHost) => Promise<void>;
}

/** Adds a host that virsh can be asked about, and asks. */
export async function addConnection(folder: string, means: AddingContext, given: GivenHost): Promise<boolean> {
  const title = vscode.l10n.t("Add Host: libvirt Connection");
  const typed = given.connection === undefined ? await askRoute(title, means.live) : undefined;
  if (typed !== undefined) await means.live.agree(typed);
  // What a command is called with is not typed by the user: he is asked.
  const route = given.connection === undefined ? typed : { uri: given.connection };
  if (route === undefined) return false;
  const offered = await means.live.capabilities(route);
  if (offered === undefined) return false;
  const target = given.connection === undefined ? await askTarget(offered) : {};
  if (target === undefined) return false;
  const connection: LiveConnection = { ...route, ...target };
  if (!(await means.live.fetch([connection]))) return false;
  const name = given.name ?? (await askName(vscode.l10n.t("Add Host"), nameOf(route.uri), means.takenIn(folder)));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setHost", name, host: connection }]);
  // Not waited for: the host is there, whatever the user answers.
  void means.offerOwnMap({ folder, name, uri: route.uri });
  return true;
}

/**
 * Asks for a connection; of one over ssh also where virsh is to run.
 *
 * @returns one whose address is not refused; undefined when the user turned back
 * @throws why virsh cannot be run here at all
 */
export async function askRoute(title: string, live: Pick<LiveHosts, "check" | "hasVirsh">): Promise<Route | undefined> {
  live.check();
  const uri = await askUri(title);
  if (uri === undefined) return undefined;
  if (!isOverSsh(uri)) return { uri };
  const { t } = vscode.l10n;
  const here = { label: t("Run virsh on this machine"), route: { uri } };
  const there = {
    label: t("Run virsh on the host, by ssh"),
    detail: t("This machine needs no virsh. ssh uses its own configuration and agent."),
    route: { uri, via: "ssh" } as const,
  };
  const hasVirsh = await live.hasVirsh();
  const items = hasVirsh ? [here, there] : [{ ...there, description: t("virsh is not installed here") }, here];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: t("Where does virsh run?") }))?.route;
}

function askUri(title: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  const known = ["qemu:///system", "qemu+ssh://root@node1/system", "qemu:///session", "test:///default"];
  pick.title = title;
  pick.placeholder = vscode.l10n.t("libvirt connection URI; you can type your own");
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
      // Typed fast, the list still has the entry of a moment ago in focus.
      const given = [pick.value.trim(), pick.activeItems[0]?.label];
      const uri = given.find((each) => each !== undefined && uriProblem(each) === undefined);
      if (uri === undefined) return;
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
  const read = readAddress(uri);
  const host = "fault" in read ? undefined : read.address.host;
  return host?.split(/[:.]/, 1)[0] || "localhost";
}

/** What about to ask for the domain capabilities. */
interface LiveTarget {
  readonly arch?: string;
  readonly machine?: string;
  readonly virtType?: string;
}

/**
 * Asks for which guests the host is to be asked, out of what it offers; libvirt's own choice is first.
 *
 * @returns undefined when the user turned back
 */
async function askTarget(offered: readonly OfferedGuests[]): Promise<LiveTarget | undefined> {
  const { t } = vscode.l10n;
  const usual = {
    label: t("libvirt's default"),
    description: t("the usual choice"),
    target: {} as LiveTarget,
  };
  const others = offered.flatMap(({ arch, virtTypes, machines }) =>
    virtTypes.map((virtType) => ({
      label: `${arch}, ${virtType}`,
      description: machines.slice(0, 3).join(", "),
      target: { arch, virtType },
      machines,
    })),
  );
  if (others.length === 0) return usual.target;
  const chosen = await vscode.window.showQuickPick([usual, ...others], {
    title: t("Add Host: Which Guests?"),
    placeHolder: t("Which architecture and domain type?"),
    matchOnDescription: true,
  });
  if (chosen === undefined || !("machines" in chosen)) return chosen?.target;
  return askMachine(chosen.target, chosen.machines);
}

async function askMachine(target: LiveTarget, machines: readonly string[]): Promise<LiveTarget | undefined> {
  if (machines.length === 0) return target;
  const { t } = vscode.l10n;
  const usual = { label: t("libvirt's default machine type"), machine: undefined };
  const chosen = await vscode.window.showQuickPick(
    [usual, ...machines.map((machine) => ({ label: machine, machine }))],
    { title: t("Add Host: Which Machine Type?"), placeHolder: t("It decides the maximum number of vCPUs") },
  );
  if (chosen === undefined) return undefined;
  return chosen.machine === undefined ? target : { ...target, machine: chosen.machine };
}
