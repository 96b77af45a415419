import { folderFor } from "../../shared/src/common/vmPaths.js";
import {
  type Config,
  configFile,
  configRefusal,
  mergeConfigs,
  NO_CONFIG,
  type ParsedConfig,
  parseConfig,
  readConfig,
} from "../../shared/src/config/index.js";
import type { HostFile } from "../../shared/src/messages.js";

export { configFile };

/** Where settings come from. */
export interface SettingsSources {
  /** Reads a folder's configuration, within its limits. */
  readonly readFile: (uri: string) => Promise<HostFile>;
  /** The editor's settings for a folder (undefined: for none); may be anything. */
  readonly readSettings: (folder: string | undefined) => Promise<unknown>;
  readonly warn: (message: string) => void;
}

export interface Settings {
  /** The configuration that holds for a document. */
  configOf(uri: string): Config;
  /** The workspace folder whose configuration counts for a document. */
  folderOf(uri: string): string | undefined;
  /** The configuration of each workspace folder. */
  folderConfigs(): ReadonlyMap<string, Config>;
  /** Whether a folder has a file of its own. */
  hasFile(folder: string): boolean;
  /** Reads everything again. */
  refresh(folders: readonly string[]): Promise<void>;
}

/** Keeps the configuration of each workspace folder; the file wins over the editor's settings. */
export function makeSettings(sources: SettingsSources): Settings {
  let byFolder: ReadonlyMap<string, Config> = new Map();
  let elsewhere: Config = NO_CONFIG;
  let withFile: ReadonlySet<string> = new Set();
  let asked = 0;
  const folderOf = (uri: string) => folderFor(uri, [...byFolder.keys()]);
  return {
    folderOf,
    folderConfigs: () => byFolder,
    hasFile: (folder) => withFile.has(folder),
    configOf: (uri) => byFolder.get(folderOf(uri) ?? "") ?? elsewhere,
    refresh: async (folders) => {
      const turn = ++asked;
      const plain = folders.map((folder) => folder.replace(/\/+$/, ""));
      const configs = await Promise.all(plain.map((folder) => folderConfig(folder, sources)));
      const rest = accept(readConfig(await sources.readSettings(undefined)), "settings", sources);
      // An older question may be answered later.
      if (turn !== asked) return;
      elsewhere = rest;
      byFolder = new Map(plain.map((folder, index) => [folder, configs[index]?.config ?? elsewhere]));
      withFile = new Set(plain.filter((_, index) => configs[index]?.hasFile === true));
    },
  };
}

async function folderConfig(
  folder: string,
  sources: SettingsSources,
): Promise<{ readonly config: Config; readonly hasFile: boolean }> {
  const uri = `${folder}/${configFile}`;
  const [text, settings] = await Promise.all([readText(uri, sources), sources.readSettings(folder)]);
  const fromSettings = accept(readConfig(settings), "settings", sources);
  if (text === null) return { config: fromSettings, hasFile: false };
  return { config: mergeConfigs(accept(parseConfig(text), uri, sources), fromSettings), hasFile: true };
}

async function readText(uri: string, { readFile, warn }: SettingsSources): Promise<string | null> {
  try {
    const read = await readFile(uri);
    if ("text" in read) return read.text;
    const { error } = read;
    // Most folders have none; a pipe or a folder of that name is none.
    if (error === "too-large" || error === "outside-the-folder") warn(`${uri}: ${configRefusal(error)}`);
    return null;
  } catch (error) {
    warn(`${uri}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function accept({ config, problems }: ParsedConfig, where: string, { warn }: SettingsSources): Config {
  for (const problem of problems) warn(`${where}: ${problem.message}`);
  return config;
}
