import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { decodeBytes } from "../../../shared/src/common/decodeBytes.js";
import {
  type Config,
  type ConfigProblem,
  commentProblem,
  configFile,
  configRefusal,
  MAX_CONFIG,
  makeFileRules,
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
import { type Input, shownName } from "../files/inputs.js";
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
  /** Where its VMs have to run, those of a file where one is given; undefined where nobody says. */
  readonly target: (file?: ProjectFile) => Promise<Target | undefined>;
  /** What is wrong with the comment in which a document names its target; undefined where the arguments override it. */
  readonly commentProblem: (text: string) => ConfigProblem | undefined;
  /** Whether a file is left alone. */
  readonly isExcluded: (file: Pick<ProjectFile, "path">) => boolean;
  /** Everything that is known of its hosts, when all are read. */
  readonly hostStore: () => Promise<FolderStore>;
}

/** A file that the configuration may say something of. */
export interface ProjectFile {
  /** Undefined for what is no file. */
  readonly path: string | undefined;
  readonly text: string;
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

/** Whether its configuration leaves an input alone. A configuration that cannot be used excludes nothing. */
export async function isExcluded(
  { path: place, folder, content }: Input,
  projectOf: Workspace["projectOf"],
): Promise<boolean> {
  if (place === undefined || "foreign" in content) return false;
  const project = await projectOf(folder).catch((error: unknown) => {
    if (!(error instanceof FailureError)) throw error;
    return undefined;
  });
  return project?.isExcluded({ path: place }) ?? false;
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
  const { libvirt } = overrides;
  const config: Config = { ...parsed.config, ...(libvirt === undefined ? {} : { libvirt }) };
  const folder = file === undefined ? reading.folder : path.dirname(file);
  const read = (part: Config) => readBook(folder, part, reading.from);
  const files = makeFileRules(config);
  const pathOf = (place: string | undefined) => (place === undefined ? undefined : pathFrom(folder, place));
  const targets = new Map<string | undefined, Promise<Target | undefined>>();
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
    target: (of) => {
      const chosen = of && files.targetOf({ path: pathOf(of.path), text: of.text }).name;
      const name = overrides.target ?? (of === undefined ? config.target : chosen);
      const target = targets.get(name) ?? findTarget(name, { config, overrides, read });
      targets.set(name, target);
      return target;
    },
    commentProblem: (document) =>
      overrides.target === undefined && overrides.hosts === undefined ? commentProblem(document, config) : undefined,
    isExcluded: ({ path: place }) => files.isExcluded(pathOf(place)),
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

/** A file's path from a folder on, with `/`; undefined for what does not lie in it. */
function pathFrom(folder: string, place: string): string | undefined {
  return isInside(place, folder) ? path.relative(folder, place).split(path.sep).join("/") : undefined;
}

interface Finding {
  readonly config: Config;
  readonly overrides: Overrides;
  readonly read: (part: Config) => Promise<FolderStore>;
}

async function findTarget(name: string | undefined, { config, overrides, read }: Finding): Promise<Target | undefined> {
  if (overrides.hosts !== undefined) return overrides.hosts(config.libvirt);
  if (name === undefined) return undefined;
  if (!config.pools.has(name) && !config.hosts.has(name)) {
    // What the configuration or a document names is told of at its place.
    if (overrides.target === undefined) return undefined;
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
