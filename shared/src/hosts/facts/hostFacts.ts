import * as l10n from "@vscode/l10n";
import type { HostConfig } from "../../config/index.js";
import type { FactSource, HostFile, LiveConnection, LiveFacts } from "../../messages.js";
import type { PoolHost } from "../index.js";
import { FILE_ERRORS, type ReadHostMap } from "./hostMap.js";
import type { HostReader, HostText, OwnMap } from "./hostReader.js";
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

/** The same, with a reader of maps that the hosts of a folder share. */
type Sources = FactSources & { readonly readMap: ReadHostMap };

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
export function connectionOf({ uri, via, arch, machine, virtType }: HostConfig): LiveConnection | undefined {
  if (uri === undefined) return undefined;
  return {
    uri,
    ...(via === "ssh" ? { via } : {}),
    ...(arch === undefined ? {} : { arch }),
    ...(machine === undefined ? {} : { machine }),
    ...(virtType === undefined ? {} : { virtType }),
  };
}

/** What `data/collect-host.sh` calls the files of its archive. */
const COLLECTED = { domainCapabilities: "domcapabilities.xml", capabilities: "capabilities.xml", cpuMap: "cpu_map" };
const VERSIONS = "versions.txt";

/** A host's paths: a folder stands for the files that are collected into it, as far as they are not named themselves. */
export function pathsOf(config: HostConfig): Pick<HostConfig, (typeof FILE_KEYS)[number] | "cpuMap"> {
  const { folder } = config;
  if (folder === undefined) return config;
  const collected = Object.entries(COLLECTED).map(([key, name]) => [key, joinPath(folder, name)]);
  return { ...(Object.fromEntries(collected) as typeof COLLECTED), ...config };
}

function joinPath(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** The files that a host's entry names, as URIs. */
export function filesOf({ folder, config }: HostEntry): { path: string; uri: string }[] {
  const paths = pathsOf(config);
  return FILE_KEYS.flatMap((key) => {
    const path = paths[key];
    return path === undefined ? [] : [{ path, uri: fileUri(folder, path) }];
  });
}

/** The folder of the host's own map, as a URI. */
export function mapFolderOf({ folder, config }: HostEntry): string | undefined {
  const { cpuMap } = pathsOf(config);
  return cpuMap === undefined ? undefined : fileUri(folder, cpuMap);
}

/** The releases that virsh has printed into a collected folder. */
async function versionsOf(entry: HostEntry, { readHostFile }: Sources): Promise<Pick<HostConfig, "libvirt" | "qemu">> {
  const { folder, config } = entry;
  if (config.folder === undefined) return {};
  const file = await readHostFile(fileUri(folder, joinPath(config.folder, VERSIONS)));
  if ("error" in file) return {};
  const release = (line: RegExp) => line.exec(file.text.slice(0, MAX_VERSIONS))?.[1];
  const libvirt = release(/^Running against daemon: (\d{1,5}\.\d{1,5}\.\d{1,5})$/m);
  const qemu = release(/^Running hypervisor: QEMU (\d{1,5}\.\d{1,5}\.\d{1,5})$/m);
  return { ...(libvirt === undefined ? {} : { libvirt }), ...(qemu === undefined ? {} : { qemu }) };
}

/** virsh prints five lines. */
const MAX_VERSIONS = 4096;

/** Reads the host's own map, if it has one. What is wrong with it goes to the files that are wrong. */
function ownMapOf(entry: HostEntry, { readMap }: Sources, wrongFiles: Map<string, string>): OwnMap | undefined {
  const folder = mapFolderOf(entry);
  const path = pathsOf(entry.config).cpuMap;
  if (folder === undefined || path === undefined) return undefined;
  return async (arch, release) => {
    const read = await readMap(folder, arch, releaseOf(entry) ?? release);
    if ("map" in read) return read.map;
    // A host without one, whose other files were collected.
    if (read.isMissing && entry.config.cpuMap === undefined) return undefined;
    wrongFiles.set(path, l10n.t("{0} The built-in map is used.", read.wrong));
    return undefined;
  };
}

function fileUri(folder: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return `${folder}/${parts.map(encodeURIComponent).join("/")}`;
}

/** Reads everything that is known of a host: what virsh said, else its files; and a reference CPU where it has neither. */
export async function readFacts(named: HostEntry, from: Sources): Promise<HostFacts> {
  const entry = { ...named, config: { ...(await versionsOf(named, from)), ...named.config } };
  const live = await readLive(entry, from);
  if (live !== undefined) return live;
  const read = await readFiles(entry, from);
  if (read.host !== undefined || entry.config.reference === undefined)
    return read.sources.length > 0 ? read : withHint(read, entry, from);
  return readReference(entry, entry.config.reference, { read, from });
}

async function readLive(entry: HostEntry, from: Sources): Promise<HostFacts | undefined> {
  const connection = connectionOf(entry.config);
  const facts = connection && (await from.liveFacts(connection));
  if (connection === undefined || facts === null || facts === undefined) return undefined;
  const texts = facts.documents.map((text) => ({ name: connection.uri, text }));
  const wrongFiles = new Map<string, string>();
  const ownMap = ownMapOf(entry, from, wrongFiles);
  const read = await from.reader.read(entry.name, texts, facts.libvirt ?? releaseOf(entry), ownMap);
  const time = facts.fetched;
  return {
    ...(read.host === undefined ? {} : { host: read.host }),
    problems: [...read.problems, ...problemsOf(wrongFiles)],
    wrongFiles,
    sources: [{ kind: "live", uri: connection.uri, time }],
    ...releases(entry, facts),
  };
}

async function readFiles(entry: HostEntry, from: Sources): Promise<HostFacts> {
  const texts: (HostText & { readonly uri: string; readonly time: number })[] = [];
  const wrongFiles = new Map<string, string>();
  for (const { path, uri } of filesOf(entry)) {
    const file = await from.readHostFile(uri);
    if ("error" in file) wrongFiles.set(path, FILE_ERRORS[file.error]());
    else texts.push({ name: path, text: file.text, uri, time: file.modified });
  }
  const ownMap = ownMapOf(entry, from, wrongFiles);
  const read = texts.length === 0 ? undefined : await from.reader.read(entry.name, texts, releaseOf(entry), ownMap);
  const unread = problemsOf(wrongFiles);
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

function problemsOf(wrongFiles: ReadonlyMap<string, string>): string[] {
  return [...wrongFiles].map(([path, wrong]) => `${path}: ${wrong}`);
}

async function readReference(
  entry: HostEntry,
  id: string,
  { read, from }: { read: HostFacts; from: Sources },
): Promise<HostFacts> {
  const found = await from.reader.mapFor("x86_64", releaseOf(entry));
  const wrongFiles = new Map(read.wrongFiles);
  const isTold = releaseOf(entry) !== undefined;
  const map = (found && (await ownMapOf(entry, from, wrongFiles)?.("x86", found.release))) ?? found?.map;
  const host = map && (await from.references.read(id, map));
  if (found === undefined || map === undefined || host === undefined) {
    return { ...read, problems: [...read.problems, l10n.t("There is no reference CPU {0}.", id)] };
  }
  return {
    ...read,
    host: { name: entry.name, host, release: found.release, map, ...(isTold ? { isReleaseTold: true } : {}) },
    problems: [...read.problems, ...problemsOf(wrongFiles).filter((problem) => !read.problems.includes(problem))],
    wrongFiles,
    sources: [{ kind: "reference" }],
  };
}

/** Nothing was read, and nothing is wrong either: it is there with a connection only. */
function withHint(read: HostFacts, { config }: HostEntry, { notAsked }: Sources): HostFacts {
  if (read.problems.length > 0) return read;
  const hint = config.uri === undefined ? l10n.t("It has no document.") : notAsked();
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
