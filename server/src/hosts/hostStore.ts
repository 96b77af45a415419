import type { Config } from "../../../shared/src/config/index.js";
import { type FactSources, type FolderStore, makeFolderStore } from "../../../shared/src/hosts/facts/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";

/** What is known of the hosts of all workspace folders. */
export interface HostStore {
  readonly folders: () => readonly FolderStore[];
  /** The folder that a document lies in; the innermost of several. */
  folderOf(uri: string): FolderStore | undefined;
  /** Where a document's VM has to run. */
  targetOf(uri: string): Target | undefined;
  /** Takes the configurations by folder. */
  update(configs: ReadonlyMap<string, Config>): void;
  /** Reads again what these files, or virsh, say. */
  reread(which: readonly string[] | "live"): void;
}

/** Changes that come in a burst, as when a fleet is read, are told once in this many milliseconds. */
const BURST = 100;

/**
 * Keeps what is known of hosts.
 *
 * @param changed called after something has changed, soon but not for each change of many
 */
export function makeHostStore(from: FactSources, changed: () => void): HostStore {
  let stores = new Map<string, FolderStore>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      changed();
    }, BURST);
  };
  const store: HostStore = {
    folders: () => [...stores.values()],
    folderOf: (uri) => {
      const around = [...stores.values()].filter(({ folder }) => uri.startsWith(`${folder}/`));
      return around.sort((a, b) => b.folder.length - a.folder.length)[0];
    },
    targetOf: (uri) => store.folderOf(uri)?.target(),
    update: (configs) => {
      const before = stores;
      for (const [folder, old] of before) if (!configs.has(folder)) old.close();
      stores = new Map(
        [...configs].map(([folder, config]) => {
          const known = before.get(folder);
          known?.update(config);
          return [folder, known ?? makeFolderStore(folder, config, from, tell)];
        }),
      );
      tell();
    },
    reread: (which) => {
      for (const each of stores.values()) each.reread(which);
    },
  };
  return store;
}
