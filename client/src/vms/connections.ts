import * as vscode from "vscode";
import { formatAddress, readAddress } from "../../../shared/src/config/index.js";
import type { Route } from "../../../shared/src/messages.js";
import type { ListedDomain } from "../../../virsh/src/domains.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import type { LiveHosts } from "../hosts/live/liveHosts.js";
import type { VmVerbs } from "./verbs.js";

/** What is known of the VMs of a connection. */
export type ConnectionState =
  /** Nobody has asked for them. */
  | { readonly kind: "unread" }
  | { readonly kind: "reading" }
  /** The user does not let virsh connect. */
  | { readonly kind: "declined" }
  /** Why there was no answer, as a sentence. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "read"; readonly vms: readonly ListedDomain[] };

/** The connections whose VMs are shown. */
export interface VmConnections extends vscode.Disposable {
  /** Those that the user has added, then those of `libvirt-cpu.json`; each libvirt once. */
  all(): readonly Route[];
  /** How the libvirt of a connection URI is reached: what the user has added counts before `libvirt-cpu.json`. */
  routeTo(uri: string): Route;
  /** Whether the user has added it, so that he can remove it. */
  isAdded(uri: string): boolean;
  /**
   * @param route one that the user has typed or chosen: that is his agreement to connect
   * @throws why virsh cannot be run here at all
   */
  add(route: Route): Promise<void>;
  remove(uri: string): Promise<void>;
  stateOf(uri: string): ConnectionState;
  /** Reads its VMs with one run of virsh, once the user lets it connect; what comes of it is its state. */
  read(uri: string): Promise<void>;
  /**
   * Reads it again without a question to the user; where there is no answer, what is known stays.
   *
   * @returns whether there was one
   */
  follow(uri: string): Promise<boolean>;
  /**
   * Finds a VM; reads the connection where it is not known.
   *
   * @throws what to tell the user where the connection cannot be read
   */
  find(uri: string, name: string): Promise<ListedDomain | undefined>;
  readonly onDidChange: vscode.Event<void>;
}

const KEY = "libvirtCpu.vmConnections";

/** What the connections are made with. */
export interface ConnectionsContext {
  readonly verbs: Pick<VmVerbs, "list">;
  readonly model: Pick<HostsModel, "folders" | "onDidChange" | "refresh">;
  readonly live: Pick<LiveHosts, "agree" | "check" | "isAgreed" | "mayAsk">;
  /** The workspace's memory, where what the user has added is kept; what it holds may be broken. */
  readonly memento: Pick<vscode.Memento, "get" | "update">;
  /** Ends what runs when the extension ends. */
  readonly signal: AbortSignal;
}

/** Keeps the connections, and what virsh last said of each. Nothing is asked before somebody reads. */
export function createConnections({ verbs, model, live, memento, signal }: ConnectionsContext): VmConnections {
  const changed = new vscode.EventEmitter<void>();
  const states = new Map<string, ConnectionState>();
  const running = new Map<string, Promise<void>>();
  const routes = keepRoutes(model, memento, () => changed.fire());
  const { routeTo } = routes;
  const set = (uri: string, state: ConnectionState): void => {
    states.set(uri, state);
    changed.fire();
  };
  const stateOf = (uri: string): ConnectionState => states.get(uri) ?? { kind: "unread" };
  const ask = async (uri: string): Promise<void> => {
    const before = stateOf(uri);
    // Those that are known stay until there are others.
    if (before.kind !== "read") set(uri, { kind: "reading" });
    try {
      const route = routeTo(uri);
      const mayAsk = await live.mayAsk(route);
      set(uri, mayAsk ? { kind: "read", vms: await verbs.list(route, signal) } : { kind: "declined" });
    } catch (error) {
      set(uri, { kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const read = (uri: string): Promise<void> => {
    const run = running.get(uri) ?? ask(uri).finally(() => running.delete(uri));
    running.set(uri, run);
    return run;
  };
  const follow = async (uri: string): Promise<boolean> => {
    const route = routeTo(uri);
    if (!live.isAgreed(route) || stateOf(uri).kind !== "read") return false;
    const vms = await verbs.list(route, signal).catch(() => undefined);
    // It may have been removed by now.
    if (vms === undefined || stateOf(uri).kind !== "read") return false;
    set(uri, { kind: "read", vms });
    return true;
  };
  const known = (uri: string, name: string): ListedDomain | undefined => {
    const state = stateOf(uri);
    return state.kind === "read" ? state.vms.find((vm) => vm.name === name) : undefined;
  };
  const listener = model.onDidChange(() => changed.fire());
  return {
    ...routes,
    add: async (route) => {
      live.check();
      await live.agree(route);
      await routes.add(route);
    },
    remove: (uri) => {
      states.delete(uri);
      return routes.remove(uri);
    },
    stateOf,
    read,
    follow,
    find: async (uri, name) => {
      // A document that is left from an earlier session is asked for before the configuration is known.
      if (!routes.isAdded(uri) && model.folders().length === 0) await model.refresh();
      // Also where it is known: another virsh is another question.
      if (!(await live.mayAsk(routeTo(uri))))
        throw new Error(vscode.l10n.t("virsh was not allowed to connect to {0}.", uri));
      const vm = known(uri, name);
      if (vm !== undefined) return vm;
      await read(uri);
      const state = stateOf(uri);
      if (state.kind === "failed") throw new Error(state.reason);
      return known(uri, name);
    },
    onDidChange: changed.event,
    dispose: () => {
      listener.dispose();
      changed.dispose();
    },
  };
}

/** Which libvirts there are, and how each is reached. What the user adds is kept in the workspace's memory. */
function keepRoutes(
  model: Pick<HostsModel, "folders">,
  memento: Pick<vscode.Memento, "get" | "update">,
  changed: () => void,
): Pick<VmConnections, "add" | "all" | "isAdded" | "remove" | "routeTo"> {
  let added: readonly Route[] = routesIn(memento.get<unknown>(KEY));
  const keep = async (wanted: readonly Route[]): Promise<void> => {
    added = wanted;
    changed();
    await memento.update(KEY, wanted);
  };
  const routes = (): Route[] => [...added, ...configured(model)];
  return {
    all: () => eachOnce(routes()),
    isAdded: (uri) => added.some((each) => each.uri === uri),
    routeTo: (uri) => {
      const plain = plainUri(uri);
      const via = routes().find((each) => plainUri(each.uri) === plain)?.via;
      return { uri, ...(via === undefined ? {} : { via }) };
    },
    add: (route) => {
      const plain = plainUri(route.uri);
      return keep([...added.filter(({ uri }) => plainUri(uri) !== plain), route]);
    },
    remove: (uri) => keep(added.filter((each) => each.uri !== uri)),
  };
}

function configured(model: Pick<HostsModel, "folders">): Route[] {
  return model.folders().flatMap(({ hosts }) => hosts.flatMap(({ connection }) => connection ?? []));
}

/** Two that are written differently may be the same to virsh; the first stays. One that is refused says so when it is read. */
export function eachOnce(routes: readonly Route[]): Route[] {
  const kept = new Map<string, Route>();
  for (const route of routes) {
    const same = plainUri(route.uri);
    if (!kept.has(same)) kept.set(same, route);
  }
  return [...kept.values()];
}

function plainUri(uri: string): string {
  const read = readAddress(uri);
  return "fault" in read ? uri : formatAddress(read.address);
}

function routesIn(stored: unknown): Route[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each: unknown): Route[] => {
    const { uri, via } = Object(each) as { readonly uri?: unknown; readonly via?: unknown };
    return typeof uri === "string" ? [{ uri, ...(via === "ssh" ? { via } : {}) }] : [];
  });
}
