import type { Host } from "../engine/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** A host with the name by which the user knows it: a file's or a configured one. */
export interface NamedHost {
  readonly name: string;
  readonly host: Host;
}

/** What a rewrite answers: edits that do not overlap and a line that says what they do, or why there are none. */
export type Rewritten<T = object> =
  | ({ readonly edits: readonly TextEdit[]; readonly summary: string } & T)
  | { readonly error: string };
