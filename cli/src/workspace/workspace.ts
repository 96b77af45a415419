import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Config,
  MAX_CONFIG,
  mergeConfigs,
  NO_CONFIG,
  type ParsedConfig,
  parseConfig,
} from "../../../shared/src/config/index.js";
import { type FactSources, type FolderBook, makeFolderBook } from "../../../shared/src/hosts/facts/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";
import { RULES } from "../../../shared/src/rules/index.js";
import { meant } from "../arguments/given.js";
import { decode } from "../files/encoding.js";
import { shownName } from "../files/inputs.js";
import { readBytes } from "../files/readBytes.js";
import { FailureError, type Io } from "../io.js";
import { findConfig } from "./findConfig.js";
import { readHostFile } from "./hostFile.js";

/** What counts for the files of one or more folders. */
export interface Project {
  /** The configuration's folder; the asked folder where there is none. */
  readonly folder: string;
  /** Undefined where there is no file. */
  readonly file: string | undefined;
  /** The file's name as it is shown. */
  readonly name: string;
  readonly text: string;
  readonly config: Config;
  readonly problems: ParsedConfig["problems"];
  /** Where its VMs have to run; undefined where nobody says. */
  readonly target: () => Promise<Target | undefined>;
  /** Everything that is known of its hosts, when all are read. */
  readonly book: () => Promise<FolderBook>;
}

/** What the arguments say instead of configurations. */
export interface Overrides {
  readonly config?: string;
  readonly libvirt?: string;
  readonly target?: string;
  /** The hosts that were named, read. */
  readonly hosts?: (release: string | undefined) => Promise<Target>;
}

export interface Workspace {
  readonly projectOf: (folder: string) => Promise<Project>;
}

/** Finds the configuration of each folder, and reads each once. */
export function makeWorkspace(
  io: Io,
  overrides: Overrides,
  from: Pick<FactSources, "references" | "reader">,
): Workspace {
  const byFolder = new Map<string, Promise<Project>>();
  const byFile = new Map<string, Promise<Project>>();
  const read = async (folder: string): Promise<Project> => {
    const file =
      overrides.config === undefined ? await findConfig(folder, io.cwd) : path.resolve(io.cwd, overrides.config);
    const key = file ?? "";
    const project = byFile.get(key) ?? readProject(file, { folder, io, overrides, from });
    byFile.set(key, project);
    return project;
  };
  return {
    projectOf: (folder) => {
      const project = byFolder.get(folder) ?? read(folder);
      byFolder.set(folder, project);
      return project;
    },
  };
}

interface Reading {
  readonly folder: string;
  readonly io: Io;
  readonly overrides: Overrides;
  readonly from: Pick<FactSources, "references" | "reader">;
}

async function readProject(file: string | undefined, reading: Reading): Promise<Project> {
  const { io, overrides } = reading;
  const text = file === undefined ? "" : await readConfigText(file, io);
  const parsed = file === undefined ? { config: NO_CONFIG, problems: [] } : parseConfig(text, { rules: RULE_IDS });
  const given = overrides.libvirt === undefined ? NO_CONFIG : { ...NO_CONFIG, libvirt: overrides.libvirt };
  const config = { ...mergeConfigs(given, parsed.config), hosts: parsed.config.hosts, pools: parsed.config.pools };
  const folder = file === undefined ? reading.folder : path.dirname(file);
  const read = (part: Config) => readBook(folder, part, reading.from);
  let target: Promise<Target | undefined> | undefined;
  return {
    folder,
    file,
    name: file === undefined ? "" : shownName(file, io.cwd),
    text,
    config,
    problems: parsed.problems,
    book: () => read(config),
    target: () => {
      target ??= findTarget(config, overrides, read);
      return target;
    },
  };
}

const RULE_IDS = RULES.map(({ id }) => id);

async function readConfigText(file: string, { cwd }: Io): Promise<string> {
  const read = await readBytes(file, () => true, MAX_CONFIG);
  const name = shownName(file, cwd);
  if ("error" in read) throw new FailureError(`${name}: ${read.error}`);
  if (!read.isWhole) throw new FailureError(`${name}: It is too large.`);
  const decoded = decode(read.bytes);
  if ("error" in decoded) throw new FailureError(`${name}: ${decoded.error}`);
  return decoded.text;
}

async function findTarget(
  config: Config,
  overrides: Overrides,
  read: (part: Config) => Promise<FolderBook>,
): Promise<Target | undefined> {
  if (overrides.hosts !== undefined) return overrides.hosts(config.libvirt);
  const name = overrides.target ?? config.target;
  if (name === undefined) return undefined;
  if (!config.pools.has(name) && !config.hosts.has(name)) {
    const hint = meant(name, [...config.pools.keys(), ...config.hosts.keys()]);
    throw new FailureError(`${name} is no host or pool of libvirt-cpu.json.${hint}`);
  }
  const wanted = new Set(config.pools.get(name) ?? [name]);
  // A pool of three needs no more than three hosts read, however many there are.
  const hosts = new Map([...config.hosts].filter(([host]) => wanted.has(host)));
  return (await read({ ...config, hosts })).targetNamed(name);
}

async function readBook(
  folder: string,
  config: Config,
  from: Pick<FactSources, "references" | "reader">,
): Promise<FolderBook> {
  const sources: FactSources = {
    ...from,
    readHostFile: (uri) => readHostFile(folder, uri),
    liveFacts: async () => null,
    notAsked: () => "virsh is asked in the editor only: save the output of virsh domcapabilities and name that file.",
  };
  const book = makeFolderBook(pathToFileURL(folder).href, config, sources, () => {});
  await book.settled();
  return book;
}
