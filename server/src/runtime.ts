/** What the server needs of the place it runs in. */
export interface Runtime {
  /** Reads a file of `data/` by its path in there; undefined where only the client can. */
  readonly readData?: (path: string) => Promise<string>;
  /** Reads a file of the workspace; null where there is none. Used where the client does not offer it. */
  readonly readFile?: (uri: string) => Promise<string | null>;
}
