import { pathIn } from "../../../shared/src/common/fileNames.js";
import { connectionOfUri, folderFor, targetOnConnection } from "../../../shared/src/common/vmPaths.js";
import type { Config, TargetChoice } from "../../../shared/src/config/index.js";
import { type FactSources, type FolderStore, makeFolderStore } from "../../../shared/src/hosts/facts/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";

/** What is known of the hosts of all workspace folders. */
export interface HostStore {
  readonly folders: () => readonly FolderStore[];
  /** The folder whose hosts count for a document. */
  folderOf(uri: string): FolderStore | undefined;
  /** Where a document's VM has to run. */
  targetOf(uri: string): Target | undefined;
  /** Which host or pool that is, and who says so; undefined outside of all folders. */
  choiceOf(uri: string): DocumentChoice | undefined;
  /** Whether the configuration leaves a document alone. */
  isExcluded(uri: string): boolean;
  /** Takes the configurations by folder. */
  update(configs: ReadonlyMap<string, Config>): void;
  /** Reads again what these files, or virsh, say. */
  reread(which: readonly string[] | "live"): void;
}

/** See TargetChoice; the VM of a libvirt runs where its connection leads to. */
export interface DocumentChoice extends Pick<TargetChoice, "name"> {
  readonly because: TargetChoice["because"] | "connection";
}

/** Changes that come in a burst, as when a fleet is read, are told once in this many milliseconds. */
const BURST = 100;

/**
 * Keeps what is known of hosts.
 *
 * @param textOf the text of an open document, which may name its target
 * @param changed called after something has changed, soon but not for each change of many
 */
export function makeHostStore(
  from: FactSources,
  textOf: (uri: string) => string | undefined,
  changed: () => void,
): HostStore {
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
    folderOf: (uri) => stores.get(folderFor(uri, [...stores.keys()]) ?? ""),
    targetOf: (uri) => {
      const name = store.choiceOf(uri)?.name;
      return name === undefined ? undefined : store.folderOf(uri)?.targetNamed(name);
    },
    choiceOf: (uri) => {
      const folder = store.folderOf(uri);
      const connection = connectionOfUri(uri);
      if (folder === undefined) return undefined;
      if (connection !== undefined) return { name: targetOfVm(connection, folder), because: "connection" };
      return folder.files.targetOf({ path: pathIn(uri, folder.folder), text: textOf(uri) });
    },
    isExcluded: (uri) => {
      const folder = store.folderOf(uri);
      return folder?.files.isExcluded(pathIn(uri, folder.folder)) ?? false;
    },
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

/** Where a VM that a libvirt has is to run. */
function targetOfVm(connection: string, { config }: FolderStore): string | undefined {
  const own = [...config.hosts].flatMap(([name, { uri }]) => (uri === connection ? [name] : []));
  return targetOnConnection(own, config.target, (pool) => config.pools.get(pool));
}
