import * as vscode from "vscode";
import { formatAddress, readAddress } from "../../../shared/src/config/index.js";
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
  /** Connection URIs: those that the user has added, then those of `libvirt-cpu.json`; each libvirt once. */
  all(): readonly string[];
  /** Whether the user has added it, so that he can remove it. */
  isAdded(uri: string): boolean;
  /**
   * @param uri one that the user has typed or chosen: that is his agreement to connect
   * @throws why virsh cannot be run here at all
   */
  add(uri: string): Promise<void>;
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
  readonly model: Pick<HostsModel, "folders" | "onDidChange">;
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
  let added = addressesIn(memento.get<unknown>(KEY));
  const set = (uri: string, state: ConnectionState): void => {
    states.set(uri, state);
    changed.fire();
  };
  const keep = async (uris: readonly string[]): Promise<void> => {
    added = uris;
    changed.fire();
    await memento.update(KEY, uris);
  };
  const stateOf = (uri: string): ConnectionState => states.get(uri) ?? { kind: "unread" };
  const ask = async (uri: string): Promise<void> => {
    const before = stateOf(uri);
    // Those that are known stay until there are others.
    if (before.kind !== "read") set(uri, { kind: "reading" });
    try {
      const mayAsk = await live.mayAsk(uri);
      set(uri, mayAsk ? { kind: "read", vms: await verbs.list(uri, signal) } : { kind: "declined" });
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
    if (!live.isAgreed(uri) || stateOf(uri).kind !== "read") return false;
    const vms = await verbs.list(uri, signal).catch(() => undefined);
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
    all: () => eachOnce([...added, ...configured(model)]),
    isAdded: (uri) => added.includes(uri),
    add: async (uri) => {
      live.check();
      await live.agree(uri);
      await keep(eachOnce([...added, uri]));
    },
    remove: (uri) => {
      states.delete(uri);
      return keep(added.filter((each) => each !== uri));
    },
    stateOf,
    read,
    follow,
    find: async (uri, name) => {
      // Also where it is known: another virsh is another question.
      if (!(await live.mayAsk(uri))) throw new Error(vscode.l10n.t("virsh was not allowed to connect to {0}.", uri));
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

function configured(model: Pick<HostsModel, "folders">): string[] {
  return model.folders().flatMap(({ hosts }) => hosts.flatMap(({ connection }) => connection?.uri ?? []));
}

/** Two that are written differently may be the same to virsh; the first stays. One that is refused says so when it is read. */
export function eachOnce(uris: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const uri of uris) {
    const read = readAddress(uri);
    const same = "fault" in read ? uri : formatAddress(read.address);
    if (!kept.has(same)) kept.set(same, uri);
  }
  return [...kept.values()];
}

function addressesIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((uri) => typeof uri === "string") : [];
}
