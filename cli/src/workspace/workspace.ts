import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { decodeBytes } from "../../../shared/src/common/decodeBytes.js";
import {
  type Config,
  configFile,
  configRefusal,
  MAX_CONFIG,
  mergeConfigs,
  NO_CONFIG,
  type ParsedConfig,
  parseConfig,
} from "../../../shared/src/config/index.js";
import {
  configProblems,
  type FactSources,
  type FolderStore,
  makeFolderStore,
} from "../../../shared/src/hosts/facts/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";
import { RULE_IDS } from "../../../shared/src/rules/index.js";
import { meant } from "../arguments/given.js";
import { shownName } from "../files/inputs.js";
import { readBytes } from "../files/readBytes.js";
import { repositoryOf } from "../files/repository.js";
import { isInside } from "../files/walk.js";
import { FailureError, type Io } from "../io.js";
import { readConfiguredFile } from "./givenHosts.js";

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
  /** What is wrong in its text. */
  readonly problems: ParsedConfig["problems"];
  /** That, and what is wrong with the files that it names, as the editor shows it: all hosts are read for it. */
  readonly allProblems: () => Promise<ParsedConfig["problems"]>;
  /** Where its VMs have to run; undefined where nobody says. */
  readonly target: () => Promise<Target | undefined>;
  /** Everything that is known of its hosts, when all are read. */
  readonly hostStore: () => Promise<FolderStore>;
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
  const text = file === undefined ? "" : await readConfigText(file, reading);
  const parsed = file === undefined ? { config: NO_CONFIG, problems: [] } : parseConfig(text, { rules: RULE_IDS });
  const given = overrides.libvirt === undefined ? NO_CONFIG : { ...NO_CONFIG, libvirt: overrides.libvirt };
  const config = { ...mergeConfigs(given, parsed.config), hosts: parsed.config.hosts, pools: parsed.config.pools };
  const folder = file === undefined ? reading.folder : path.dirname(file);
  const read = (part: Config) => readBook(folder, part, reading.from);
  let target: Promise<Target | undefined> | undefined;
  let store: Promise<FolderStore> | undefined;
  const readOnce = () => {
    store ??= read(config);
    return store;
  };
  return {
    folder,
    file,
    name: file === undefined ? "" : shownName(file, io.cwd),
    text,
    config,
    problems: parsed.problems,
    hostStore: readOnce,
    allProblems: async () => {
      if (file === undefined) return [];
      const references = await reading.from.references.list();
      return configProblems(text, { rules: RULE_IDS, references, hostStore: await readOnce() });
    },
    target: () => {
      target ??= findTarget(config, overrides, read);
      return target;
    },
  };
}

/** A configuration that was found must not be a link out of its folder; one that was named is what is meant. */
async function readConfigText(file: string, { io, overrides }: Reading): Promise<string> {
  const name = shownName(file, io.cwd);
  const isFound = overrides.config === undefined;
  if (isFound && !isInside(await realpath(file), await realpath(path.dirname(file)))) {
    throw new FailureError(`${name}: ${configRefusal("outside-the-folder")}`);
  }
  const read = await readBytes(file, () => true, MAX_CONFIG);
  if ("error" in read) throw new FailureError(`${name}: ${read.error}`);
  if (!read.isWhole) throw new FailureError(`${name}: ${configRefusal("too-large")}`);
  const decoded = decodeBytes(read.bytes);
  if ("error" in decoded) throw new FailureError(`${name}: ${decoded.error}`);
  return decoded.text;
}

async function findTarget(
  config: Config,
  overrides: Overrides,
  read: (part: Config) => Promise<FolderStore>,
): Promise<Target | undefined> {
  if (overrides.hosts !== undefined) return overrides.hosts(config.libvirt);
  const name = overrides.target ?? config.target;
  if (name === undefined) return undefined;
  if (!config.pools.has(name) && !config.hosts.has(name)) {
    const hint = meant(name, [...config.pools.keys(), ...config.hosts.keys()]);
    throw new FailureError(`${name} is not a host or pool of libvirt-cpu.json.${hint}`);
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
): Promise<FolderStore> {
  const sources: FactSources = {
    ...from,
    readHostFile: (uri) => readConfiguredFile(folder, uri),
    liveFacts: async () => null,
    notAsked: () => "This command does not run virsh. Save the output of virsh domcapabilities and name that file.",
  };
  const store = makeFolderStore(pathToFileURL(folder).href, config, sources, () => {});
  await store.settled();
  return store;
}

/**
 * The configuration that counts for files of a folder: the nearest `libvirt-cpu.json`, in the folder or above it as far as
 * the repository's root; without a repository as far as the working directory. Further up nobody looks: there, anybody
 * may have put one.
 */
async function findConfig(folder: string, cwd: string): Promise<string | undefined> {
  const last = (await repositoryOf(folder)) ?? (isInside(folder, cwd) ? cwd : folder);
  for (let at = folder; ; at = path.dirname(at)) {
    const place = path.join(at, configFile);
    // A pipe of that name would be waited for without end.
    if ((await statusOf(place))?.isFile() === true) return place;
    if (at === last || path.dirname(at) === at) return undefined;
  }
}

function statusOf(place: string): Promise<Stats | undefined> {
  return stat(place).catch(() => undefined);
}
