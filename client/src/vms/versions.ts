import type { Uri } from "vscode";
import type { Bases } from "./bases.js";

/** A text that the editor was given, or gave. */
export interface Version {
  readonly text: string;
  /** Counts up with each text that differs. */
  readonly mtime: number;
  /** When it was read, in milliseconds; 0 once it was handed out. */
  readonly read: number;
}

/** What each document is now, as the editor has been told. */
export interface Versions {
  get(uri: Uri): Version | undefined;
  /** Takes a text for what the document is now. */
  take(uri: Uri, text: string): Promise<Version>;
  /** Reads it: at one time once, whoever asks. */
  read(uri: Uri): Promise<Version>;
  /** The same for the editor, which asks for a document's times first and then for its text: one run answers both. */
  readForEditor(uri: Uri): Promise<Version>;
}

/** How long what was read for the times may be handed out as the text, in milliseconds. */
const SAME_RUN = 5000;

/** @param load what virsh says of a document */
export function makeVersions(bases: Bases, load: (uri: Uri) => Promise<string>): Versions {
  const versions = new Map<string, Version>();
  const reading = new Map<string, Promise<Version>>();
  let last = 0;
  const take: Versions["take"] = async (uri, text) => {
    const key = uri.toString();
    const before = versions.get(key);
    const same = before?.text === text ? before.mtime : undefined;
    const kept = before === undefined ? await bases.rememberedTime(key, text) : same;
    last = Math.max(last + 1, Date.now());
    const version = { text, mtime: kept ?? last, read: Date.now() };
    versions.set(key, version);
    return version;
  };
  const read: Versions["read"] = (uri) => {
    const key = uri.toString();
    const loaded = reading.get(key) ?? load(uri).then((text) => take(uri, text));
    const run = loaded.finally(() => reading.delete(key));
    reading.set(key, run);
    return run;
  };
  return {
    get: (uri) => versions.get(uri.toString()),
    take,
    read,
    readForEditor: async (uri) => {
      const key = uri.toString();
      const known = versions.get(key);
      const version = known !== undefined && Date.now() - known.read < SAME_RUN ? known : await read(uri);
      versions.set(key, { ...version, read: 0 });
      return version;
    },
  };
}
