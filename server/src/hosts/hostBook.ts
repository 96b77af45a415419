import type { Config } from "../../../shared/src/config/index.js";
import { type FactSources, type FolderBook, makeFolderBook } from "../../../shared/src/hosts/facts/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";

/** What is known of the hosts of all workspace folders. */
export interface HostBook {
  readonly folders: () => readonly FolderBook[];
  /** The folder that a document lies in; the innermost of several. */
  folderOf(uri: string): FolderBook | undefined;
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
export function makeHostBook(from: FactSources, changed: () => void): HostBook {
  let books = new Map<string, FolderBook>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      changed();
    }, BURST);
  };
  const book: HostBook = {
    folders: () => [...books.values()],
    folderOf: (uri) => {
      const around = [...books.values()].filter(({ folder }) => uri.startsWith(`${folder}/`));
      return around.sort((a, b) => b.folder.length - a.folder.length)[0];
    },
    targetOf: (uri) => book.folderOf(uri)?.target(),
    update: (configs) => {
      const before = books;
      for (const [folder, old] of before) if (!configs.has(folder)) old.close();
      books = new Map(
        [...configs].map(([folder, config]) => {
          const known = before.get(folder);
          known?.update(config);
          return [folder, known ?? makeFolderBook(folder, config, from, tell)];
        }),
      );
      tell();
    },
    reread: (which) => {
      for (const each of books.values()) each.reread(which);
    },
  };
  return book;
}
