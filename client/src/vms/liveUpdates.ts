import * as vscode from "vscode";
import { readAddress } from "../../../shared/src/config/index.js";
import type { Route } from "../../../shared/src/messages.js";
import { isLocal } from "../hosts/live/agreement.js";
import type { LiveHosts } from "../hosts/live/liveHosts.js";
import { paced } from "../hosts/paced.js";
import type { VmConnections } from "./connections.js";
import type { VmVerbs } from "./verbs.js";

/** `lost`: libvirt does not answer, and is tried again, `ended`: virsh has failed too often. */
export type LiveState = "on" | "lost" | "ended";

/** Follows what happens to the VMs of the connections that the view shows, by one virsh for each. */
export interface LiveUpdates extends vscode.Disposable {
  /** Undefined where nothing is followed. */
  stateOf(uri: string): LiveState | undefined;
  /** Starts for connections that are shown, and ends all others. */
  look(): void;
  readonly onDidChange: vscode.Event<void>;
}

/** What live updates are made with. */
export interface LiveUpdatesContext {
  readonly verbs: Pick<VmVerbs, "events">;
  readonly connections: Pick<VmConnections, "follow" | "onDidChange" | "routeTo" | "stateOf">;
  readonly live: Pick<LiveHosts, "isAgreed">;
  /** Connections whose VMs the user sees. */
  readonly shown: () => ReadonlySet<string>;
  /** The setting `libvirtCpu.vms.liveUpdates`. */
  readonly wanted: () => unknown;
  /** Something has happened to VMs, before they are listed again; undefined are all of the connection. */
  readonly happened: (uri: string, names: readonly string[] | undefined) => void;
  /** They have been listed again. */
  readonly listed: (uri: string, names: readonly string[] | undefined) => Promise<void>;
  /** Milliseconds before a virsh that has ended is started again, for each time that it ended at once. */
  readonly pauses?: readonly number[];
}

const PAUSES = [1000, 2000, 4000, 8000, 16_000];

/** One that ran as long as this, in milliseconds, did not fail at once. */
const LONG = 60_000;

/** VMs are listed again so long after the last time, in milliseconds. */
const PACE = 1000;

/** Of more names nobody keeps a list: a libvirt that says so much is read as a whole. */
const MAX_NAMES = 1000;

interface Watch {
  state: LiveState;
  /** The list after which nothing is tried any more: another is a refresh by the user. */
  endedWith?: unknown;
  readonly ending: AbortController;
}

/** Nothing runs before {@link LiveUpdates.look}. */
export function createLiveUpdates(context: LiveUpdatesContext): LiveUpdates {
  const { connections, live, shown } = context;
  const changed = new vscode.EventEmitter<void>();
  const watches = new Map<string, Watch>();
  const isWanted = (uri: string): boolean => {
    const state = connections.stateOf(uri);
    if (!shown().has(uri) || state.kind !== "read" || !live.isAgreed(connections.routeTo(uri))) return false;
    const { endedWith } = watches.get(uri) ?? {};
    return (
      isFollowed(connections.routeTo(uri), context.wanted()) && (endedWith === undefined || endedWith === state.vms)
    );
  };
  const look = (): void => {
    for (const [uri, { ending }] of [...watches]) {
      if (isWanted(uri)) continue;
      watches.delete(uri);
      ending.abort();
    }
    for (const uri of shown()) {
      if (watches.has(uri) || !isWanted(uri)) continue;
      const watch: Watch = { state: "on", ending: new AbortController() };
      watches.set(uri, watch);
      void follow(uri, watch, { ...context, tell: () => changed.fire() });
    }
  };
  const listeners = [connections.onDidChange(look), vscode.workspace.onDidChangeConfiguration(look)];
  return {
    stateOf: (uri) => watches.get(uri)?.state,
    look,
    onDidChange: changed.event,
    dispose: () => {
      for (const { ending } of watches.values()) ending.abort();
      watches.clear();
      vscode.Disposable.from(...listeners, changed).dispose();
    },
  };
}

/**
 * Are the events of a connection followed?
 *
 * @param wanted the setting's value
 */
export function isFollowed({ uri, via }: Route, wanted: unknown): boolean {
  const read = readAddress(uri);
  // Over ssh nothing could end a virsh on the host.
  if (via !== undefined) return false;
  // Each virsh has a test driver of its own, to which nothing happens.
  if ("fault" in read || read.address.driver === "test") return false;
  return wanted === "all" || (wanted === "local" && isLocal(read.address));
}

interface Following extends LiveUpdatesContext {
  readonly tell: () => void;
}

/** Until it is ended, or virsh has failed too often. */
async function follow(uri: string, watch: Watch, following: Following): Promise<void> {
  const { verbs, connections, tell, pauses = PAUSES } = following;
  const { signal } = watch.ending;
  const set = (state: LiveState): void => {
    if (state === watch.state) return;
    watch.state = state;
    tell();
  };
  const { add, dispose } = relisting(uri, following);
  signal.addEventListener("abort", dispose);
  let isThere = true;
  for (let failures = 0; !signal.aborted; ) {
    const started = Date.now();
    // How it ends does not matter: what libvirt answers next does.
    if (isThere) await verbs.events(connections.routeTo(uri), signal, add).catch(() => undefined);
    failures = Date.now() - started > LONG ? 1 : failures + 1;
    const isBack = !isThere;
    isThere = !signal.aborted && (await connections.follow(uri));
    if (signal.aborted) return;
    const pause = pauses[failures - 1];
    const state = connections.stateOf(uri);
    set(!isThere ? "lost" : pause === undefined ? "ended" : "on");
    if (isThere && isBack) continue;
    if (pause === undefined) {
      watch.endedWith = state.kind === "read" ? state.vms : undefined;
      return;
    }
    await pausing(pause, signal);
  }
}

/** Lists the VMs of a connection again when something has happened to some, at a pace. */
function relisting(uri: string, { connections, happened, listed }: Following) {
  const waiting = new Set<string>();
  const { run, dispose } = paced(async () => {
    const names = waiting.size > MAX_NAMES ? undefined : [...waiting];
    waiting.clear();
    happened(uri, names);
    if (await connections.follow(uri)) await listed(uri, names).catch(() => undefined);
  }, PACE);
  const add = (names: readonly string[]): void => {
    for (const name of names) if (waiting.size <= MAX_NAMES) waiting.add(name);
    run();
  };
  return { add, dispose };
}

function pausing(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
