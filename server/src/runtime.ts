import type { HostFile } from "../../shared/src/messages.js";
import type { Parts } from "./parts.js";

/** What the server needs of the place it runs in. */
export interface Runtime {
  readonly parts: Parts;
  /** Reads a file of `data/` by its path in there; undefined where only the client can. */
  readonly readData?: (path: string) => Promise<string>;
  /** Reads a file of the workspace; null where there is none. Used where the client does not offer it. */
  readonly readFile?: (uri: string) => Promise<string | null>;
  /** Reads a file that describes a host, where the client does not offer it; nothing that lies outside the folder, by a link either. */
  readonly readHostFile?: (uri: string, folder: string) => Promise<HostFile>;
}
