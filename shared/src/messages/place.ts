/** A version of a document, and the cursor where it holds several definitions. */
export interface PlaceRequest {
  readonly uri: string;
  readonly version: number;
  readonly position?: { readonly line: number; readonly character: number };
}

/** An edit in protocol positions, zero-based. */
export interface ProtocolEdit {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly newText: string;
}

/** `error` says in plain words why there are no edits. */
export type Rewrite =
  | { readonly edits: readonly ProtocolEdit[]; readonly summary: string }
  | { readonly error: string };
