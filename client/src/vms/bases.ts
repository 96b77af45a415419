import type { Memento, Uri } from "vscode";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";

/** A text's times, as the editor is told them. */
interface FileTimes {
  readonly mtime: number;
  readonly size: number;
}

/** Kept over restarts of the editor, without any text: the editor itself keeps unsaved text. */
interface Remembered extends FileTimes {
  readonly hash: string;
}

/** The definition that the text of each document is based on: with it, a save notices somebody else's change. */
export interface Bases {
  get(uri: string): OpenedDefinition | undefined;
  /** A definition that was read; the editor may not show it yet. */
  offer(uri: Uri, opened: OpenedDefinition): void;
  offered(uri: Uri): OpenedDefinition | undefined;
  put(uri: Uri, opened: OpenedDefinition): void;
  /** @param version what the editor was told of the text */
  set(uri: Uri, opened: OpenedDefinition, version: { readonly mtime: number; readonly text: string }): Promise<void>;
  /** The basis of a text that is left from an earlier session: what libvirt has now, if that is still the same. */
  recover(uri: string, current: OpenedDefinition): Promise<OpenedDefinition | undefined>;
  /** The times that a document had in an earlier session. */
  remembered(uri: string): FileTimes | undefined;
  /** The time that a text had in an earlier session; undefined where it was another text. */
  rememberedTime(uri: string, text: string): Promise<number | undefined>;
}

const KEY = "libvirtCpu.openedVms";
/** The oldest are forgotten. */
const MAX_REMEMBERED = 200;

/** @param memento the workspace's memory; what it holds may be broken */
export function makeBases(memento: Pick<Memento, "get" | "update">): Bases {
  const bases = new Map<string, OpenedDefinition>();
  const offers = new Map<string, OpenedDefinition>();
  const stored = memento.get<unknown>(KEY);
  const remembered = new Map(Object.entries(Object(stored) as object).filter(isRemembered));
  const isSame = async (uri: string, text: string) => remembered.get(uri)?.hash === (await hashOf(text));
  return {
    get: (uri) => bases.get(uri),
    offer: (uri, opened) => void offers.set(uri.toString(), opened),
    offered: (uri) => offers.get(uri.toString()),
    put: (uri, opened) => void bases.set(uri.toString(), opened),
    set: async (uri, opened, { mtime, text }) => {
      const key = uri.toString();
      bases.set(key, opened);
      offers.set(key, opened);
      remembered.delete(key);
      remembered.set(key, { mtime, size: sizeOf(text), hash: await hashOf(opened.text) });
      await memento.update(KEY, Object.fromEntries([...remembered].slice(-MAX_REMEMBERED)));
    },
    recover: async (uri, current) => ((await isSame(uri, current.text)) ? current : undefined),
    remembered: (uri) => remembered.get(uri),
    rememberedTime: async (uri, text) => ((await isSame(uri, text)) ? remembered.get(uri)?.mtime : undefined),
  };
}

function isRemembered(entry: [string, unknown]): entry is [string, Remembered] {
  const [, value] = entry;
  if (typeof value !== "object" || value === null) return false;
  return "mtime" in value && "size" in value && "hash" in value && typeof value.hash === "string";
}

/** Bytes. */
export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

async function hashOf(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
