import * as l10n from "@vscode/l10n";
import type { HostConfig } from "../../config/index.js";
import type { FactSource, HostFile, LiveConnection, LiveFacts } from "../../messages.js";
import type { PoolHost } from "../index.js";
import type { HostReader, HostText } from "./hostReader.js";
import type { References } from "./references.js";

/** Where facts about hosts come from. */
export interface FactSources {
  /** A file of a workspace folder, by its URI. */
  readonly readHostFile: (uri: string) => Promise<HostFile>;
  /** What virsh answered when it was last asked; null where it was not. */
  readonly liveFacts: (connection: LiveConnection) => Promise<LiveFacts | null>;
  readonly references: References;
  readonly reader: HostReader;
  /** What to say of a host that has a connection only, as a sentence with a way on. */
  readonly notAsked: () => string;
}

/** What is known of a configured host. */
export interface HostFacts {
  readonly host?: PoolHost;
  /** As sentences, each with what it is about. */
  readonly problems: readonly string[];
  /** What is wrong with single files, as the end of a sentence, by the path that the configuration names. */
  readonly wrongFiles: ReadonlyMap<string, string>;
  readonly sources: readonly FactSource[];
  readonly libvirt?: string;
  readonly qemu?: string;
}

/** A host of a folder's configuration. */
export interface HostEntry {
  readonly folder: string;
  readonly name: string;
  readonly config: HostConfig;
  /** The release of the whole configuration. */
  readonly libvirt?: string;
}

const FILE_KEYS = ["domainCapabilities", "capabilities", "cpudata"] as const;

/** How virsh is asked about a host; undefined where it cannot be. */
export function connectionOf({ uri, arch, machine, virtType }: HostConfig): LiveConnection | undefined {
  if (uri === undefined) return undefined;
  return {
    uri,
    ...(arch === undefined ? {} : { arch }),
    ...(machine === undefined ? {} : { machine }),
    ...(virtType === undefined ? {} : { virtType }),
  };
}

/** The files that a host's entry names, as URIs. */
export function filesOf({ folder, config }: HostEntry): { path: string; uri: string }[] {
  return FILE_KEYS.flatMap((key) => {
    const path = config[key];
    return path === undefined ? [] : [{ path, uri: fileUri(folder, path) }];
  });
}

function fileUri(folder: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return `${folder}/${parts.map(encodeURIComponent).join("/")}`;
}

/** Reads everything that is known of a host: what virsh said, else its files; and a reference CPU where it has neither. */
export async function readFacts(entry: HostEntry, from: FactSources): Promise<HostFacts> {
  const live = await readLive(entry, from);
  if (live !== undefined) return live;
  const read = await readFiles(entry, from);
  if (read.host !== undefined || entry.config.reference === undefined)
    return read.sources.length > 0 ? read : withHint(read, entry, from);
  return readReference(entry, entry.config.reference, { read, from });
}

async function readLive(entry: HostEntry, from: FactSources): Promise<HostFacts | undefined> {
  const connection = connectionOf(entry.config);
  const facts = connection && (await from.liveFacts(connection));
  if (connection === undefined || facts === null || facts === undefined) return undefined;
  const texts = facts.documents.map((text) => ({ name: connection.uri, text }));
  const read = await from.reader.read(entry.name, texts, facts.libvirt ?? releaseOf(entry));
  const time = facts.fetched;
  return {
    ...(read.host === undefined ? {} : { host: read.host }),
    problems: read.problems,
    wrongFiles: new Map(),
    sources: [{ kind: "live", uri: connection.uri, time }],
    ...releases(entry, facts),
  };
}

async function readFiles(entry: HostEntry, from: FactSources): Promise<HostFacts> {
  const texts: (HostText & { readonly uri: string; readonly time: number })[] = [];
  const wrongFiles = new Map<string, string>();
  for (const { path, uri } of filesOf(entry)) {
    const file = await from.readHostFile(uri);
    if ("error" in file) wrongFiles.set(path, FILE_ERRORS[file.error]());
    else texts.push({ name: path, text: file.text, uri, time: file.modified });
  }
  const unread = [...wrongFiles].map(([path, wrong]) => `${path}: ${wrong}`);
  const read = texts.length === 0 ? undefined : await from.reader.read(entry.name, texts, releaseOf(entry));
  texts.forEach(({ name }, index) => {
    const wrong = read?.wrong[index];
    if (wrong !== undefined) wrongFiles.set(name, wrong);
  });
  const sources = texts.flatMap(({ uri, time }, index): FactSource[] => {
    const kind = read?.kinds[index];
    return kind === undefined ? [] : [{ kind, uri, time }];
  });
  return {
    ...(read?.host === undefined ? {} : { host: read.host }),
    problems: [...unread, ...(read?.problems ?? [])],
    wrongFiles,
    sources,
    ...releases(entry, {}),
  };
}

async function readReference(
  entry: HostEntry,
  id: string,
  { read, from }: { read: HostFacts; from: FactSources },
): Promise<HostFacts> {
  const found = await from.reader.mapFor("x86_64", releaseOf(entry));
  const host = found && (await from.references.read(id, found.map));
  if (found === undefined || host === undefined) {
    return { ...read, problems: [...read.problems, l10n.t("There is no reference CPU {0}.", id)] };
  }
  return { ...read, host: { name: entry.name, host, ...found }, sources: [{ kind: "reference" }] };
}

/** Nothing was read, and nothing is wrong either: it stands there with a connection only. */
function withHint(read: HostFacts, { config }: HostEntry, { notAsked }: FactSources): HostFacts {
  if (read.problems.length > 0) return read;
  const hint = config.uri === undefined ? l10n.t("It names no document.") : notAsked();
  return { ...read, problems: [hint] };
}

function releaseOf({ config, libvirt }: HostEntry): string | undefined {
  return config.libvirt ?? libvirt;
}

function releases(
  { config }: HostEntry,
  live: { libvirt?: string; qemu?: string },
): Pick<HostFacts, "libvirt" | "qemu"> {
  const libvirt = live.libvirt ?? config.libvirt;
  const qemu = live.qemu ?? config.qemu;
  return { ...(libvirt === undefined ? {} : { libvirt }), ...(qemu === undefined ? {} : { qemu }) };
}

const FILE_ERRORS: Readonly<Record<Extract<HostFile, { error: string }>["error"], () => string>> = {
  missing: () => l10n.t("there is no such file."),
  "too-large": () => l10n.t("it is too large for a host's document."),
  "outside-the-folder": () => l10n.t("it lies outside the folder."),
  unreadable: () => l10n.t("it cannot be read."),
};
