import * as l10n from "@vscode/l10n";
import { type Config, type FileRules, makeFileRules } from "../../config/index.js";
import type { PoolHost, Target, UnknownHost } from "../index.js";
import { type FactSources, filesOf, type HostEntry, type HostFacts, mapFolderOf, readFacts } from "./hostFacts.js";
import { makeHostMapReader } from "./hostMap.js";

/** How many hosts are read at a time: reading waits for files, and takes turns with typing. */
const AT_ONCE = 16;

/** What one folder's configuration says about hosts, and what has been read of them. */
export interface FolderStore {
  readonly folder: string;
  readonly config: Config;
  /** What the configuration says of single files. */
  readonly files: FileRules;
  /** Undefined while it has not been read. */
  factsOf(name: string): HostFacts | undefined;
  /** The target of the folder's VMs but for files that have another; the same object until something about it changes. */
  target(): Target | undefined;
  /** A host or pool by name; undefined where there is none. */
  targetNamed(name: string): Target | undefined;
  /** Takes a new configuration; hosts whose entry stays are kept. */
  update(config: Config): void;
  /** Reads hosts again: those of these files, those with a connection, or all. */
  reread(which: readonly string[] | "live" | "all"): void;
  /** Resolves when everything that is to be read has been. */
  settled(): Promise<void>;
  /** Nothing more is read. */
  close(): void;
}

interface Slot {
  readonly entry: HostEntry;
  facts: HostFacts | undefined;
  isStale: boolean;
}

/**
 * Keeps the hosts of a folder, reading them one after the other in the background.
 *
 * @param changed called whenever something has been read, and when all has
 */
export function makeFolderStore(folder: string, first: Config, from: FactSources, changed: () => void): FolderStore {
  const sources = { ...from, readMap: makeHostMapReader(from.readHostFile) };
  let config = first;
  let files = makeFileRules(first);
  let slots = new Map<string, Slot>();
  let targets = new Map<string, Target>();
  let running: Promise<void> | undefined;
  let isClosed = false;

  const forget = () => {
    targets = new Map();
    changed();
  };
  const readOne = async (slot: Slot) => {
    slot.isStale = false;
    const facts = await readFacts(slot.entry, sources).catch((error: unknown): HostFacts => failed(error));
    // The configuration may have changed since then.
    if (slots.get(slot.entry.name) !== slot || isClosed) return;
    slot.facts = facts;
    forget();
  };
  /** The configuration may have changed since it was put down to be read. */
  const readIfWanted = async (slot: Slot) => {
    if (slot.isStale && slots.get(slot.entry.name) === slot) await readOne(slot);
    else slot.isStale = false;
  };
  const work = async () => {
    for (;;) {
      const stale = [...slots.values()].filter((slot) => slot.isStale);
      if (stale.length === 0 || isClosed) break;
      for (let next = 0; next < stale.length && !isClosed; next += AT_ONCE) {
        await Promise.all(stale.slice(next, next + AT_ONCE).map(readIfWanted));
      }
    }
    running = undefined;
    forget();
  };
  const run = () => {
    if (![...slots.values()].some((slot) => slot.isStale)) return;
    running ??= work();
  };
  const update = (next: Config) => {
    config = next;
    files = makeFileRules(next);
    slots = slotsOf(folder, next, slots);
    forget();
    run();
  };
  const store: FolderStore = {
    folder,
    get config() {
      return config;
    },
    get files() {
      return files;
    },
    factsOf: (name) => slots.get(name)?.facts,
    target: () => (config.target === undefined ? undefined : store.targetNamed(config.target)),
    targetNamed: (name) => {
      const pool = config.pools.get(name);
      if (pool === undefined && !slots.has(name)) return undefined;
      const target = targets.get(name) ?? makeTarget(name, pool, slots);
      targets.set(name, target);
      return target;
    },
    update,
    reread: (which) => {
      for (const slot of slots.values()) if (concerns(slot.entry, which)) slot.isStale = true;
      run();
    },
    settled: async () => {
      while (running !== undefined) await running;
    },
    close: () => {
      isClosed = true;
    },
  };
  update(first);
  return store;
}

/** A host whose entry stays keeps what has been read of it. */
function slotsOf(folder: string, { hosts, libvirt }: Config, before: ReadonlyMap<string, Slot>): Map<string, Slot> {
  const release = libvirt === undefined ? {} : { libvirt };
  return new Map(
    [...hosts].map(([name, config]) => {
      const entry: HostEntry = { folder, name, config, ...release };
      const known = before.get(name);
      const stays = known !== undefined && isSame(known.entry, entry);
      return [name, stays ? known : { entry, facts: undefined, isStale: true }];
    }),
  );
}

function isSame(one: HostEntry, other: HostEntry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function concerns(entry: HostEntry, which: readonly string[] | "live" | "all"): boolean {
  if (which === "all") return true;
  if (which === "live") return entry.config.uri !== undefined;
  const folder = mapFolderOf(entry);
  return (
    filesOf(entry).some(({ uri }) => which.includes(uri)) ||
    (folder !== undefined && which.some((uri) => uri.startsWith(`${folder}/`)))
  );
}

function failed(error: unknown): HostFacts {
  return { problems: [error instanceof Error ? error.message : String(error)], wrongFiles: new Map(), sources: [] };
}

function makeTarget(name: string, pool: readonly string[] | undefined, slots: ReadonlyMap<string, Slot>): Target {
  const hosts: PoolHost[] = [];
  const unknown: UnknownHost[] = [];
  for (const each of pool ?? [name]) {
    const slot = slots.get(each);
    const host = slot?.facts?.host;
    if (host !== undefined) hosts.push(host);
    else unknown.push({ name: each, ...whyUnknown(slot) });
  }
  return { name, isPool: pool !== undefined, hosts, unknown };
}

function whyUnknown(slot: Slot | undefined): Omit<UnknownHost, "name"> {
  if (slot === undefined) return { reason: l10n.t("The configuration does not contain this host.") };
  if (slot.facts === undefined) return { reason: l10n.t("It is still loading."), isReading: true };
  return { reason: slot.facts.problems[0] ?? l10n.t("No document describes it.") };
}
