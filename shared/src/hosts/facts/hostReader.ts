import * as l10n from "@vscode/l10n";
import { type Catalogue, type CatalogueOptions, pickRelease } from "../../catalogue/index.js";
import { CpuError, type CpuMap, type Host, joinHosts } from "../../engine/index.js";
import type { PoolHost } from "../index.js";
import { contentKey } from "./contentKey.js";
import { makeInterning } from "./intern.js";
import { readHostText } from "./readHostText.js";

/** What reading hosts needs. */
export interface HostReaderSources {
  readonly releases: () => Promise<readonly string[]>;
  readonly catalogue: (options: CatalogueOptions) => Promise<Catalogue>;
  /** How many hosts are kept in memory. */
  readonly kept?: number;
}

/** A document about a host: its text, and what to call it when it is none. */
export interface HostText {
  readonly name: string;
  readonly text: string;
}

export interface ReadHost {
  /** Undefined where no document says anything. */
  readonly host: PoolHost | undefined;
  /** What is wrong with a document, as sentences. */
  readonly problems: readonly string[];
  /** What each document is; undefined for those that are no host's. */
  readonly kinds: readonly (Host["source"] | undefined)[];
  /** What is wrong with each document, as the end of a sentence; undefined where nothing is. */
  readonly wrong: readonly (string | undefined)[];
}

export interface HostReader {
  /**
   * Reads what documents say about one host; what cannot be read is told and left out.
   *
   * @param release the libvirt release it runs, if it is known
   */
  read(name: string, texts: readonly HostText[], release: string | undefined): Promise<ReadHost>;
  /** The map to judge a host of an architecture by, and the release it is of. */
  mapFor(arch: string, release: string | undefined): Promise<{ map: CpuMap; release: string } | undefined>;
}

/** Makes a reader that reads equal documents once: a fleet has many hosts that are described alike. */
export function makeHostReader({ releases, catalogue, kept = MAX_KEPT }: HostReaderSources): HostReader {
  const known = new Map<string, Host>();
  const intern = makeInterning();
  const mapFor: HostReader["mapFor"] = async (arch, wanted) => {
    const release = pickRelease(wanted, await releases());
    // An architecture without a map of its own is judged by its list of models: any map will do.
    const map = (await catalogue({ arch, release })).map ?? (await catalogue({ arch: "x86_64", release })).map;
    return map && { map, release };
  };
  const once = (key: string, make: () => Host): Host => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const host = make();
    if (known.size >= kept) known.clear();
    known.set(key, host);
    return host;
  };
  return {
    mapFor,
    read: async (name, texts, wanted) => {
      const found = await mapFor(archIn(texts), wanted);
      if (found === undefined)
        return { host: undefined, problems: [l10n.t("There is no CPU map to read it with.")], kinds: [], wrong: [] };
      const { map, release } = found;
      const parts = texts.map(({ text }) => {
        const key = `${release} ${map.arch} ${contentKey(text)}`;
        return { key, ...attempt(() => once(key, () => intern(readHostText(text, map))), text) };
      });
      const hosts = parts.flatMap(({ host }) => host ?? []);
      const key = parts.map((part) => part.key).join();
      const joined = hosts.length < 2 ? { host: hosts[0] } : attempt(() => once(key, () => joinHosts(hosts)));
      const said = [...texts, { name }].flatMap(({ name: subject }, index) => {
        const wrong = (parts[index] ?? joined).wrong;
        return wrong === undefined ? [] : [`${subject}: ${wrong}`];
      });
      return {
        host: joined.host && { name, host: joined.host, release, map },
        problems: said,
        kinds: parts.map(({ host }) => host?.source),
        wrong: parts.map(({ wrong }) => wrong),
      };
    },
  };
}

/** Hosts kept in memory, documents and joined ones. */
const MAX_KEPT = 20_000;

/** The host's architecture, without parsing: the first `<arch>` of capabilities and domain capabilities says it. */
function archIn(texts: readonly HostText[]): string {
  for (const { text } of texts) {
    const arch = /<arch>\s*(\w+)\s*<\/arch>/.exec(text.slice(0, ARCH_WITHIN))?.[1];
    if (arch !== undefined) return arch;
  }
  return "x86_64";
}

/** An architecture stands near the beginning. */
const ARCH_WITHIN = 64 * 1024;

/** A host, or what is wrong. */
interface Attempt {
  readonly host?: Host | undefined;
  readonly wrong?: string;
}

/** @param text what it is read from, if it is one document */
function attempt(read: () => Host, text?: string): Attempt {
  try {
    return { host: read() };
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    return { wrong: text?.trim() === "" ? l10n.t("it is empty.") : explain(error) };
  }
}

function explain(error: CpuError): string {
  switch (error.code) {
    case "not-well-formed":
      return l10n.t("it is not well-formed XML: {0}", reasonOf(error));
    case "wrong-root":
      return l10n.t(
        "it describes no host: it takes the output of virsh domcapabilities, virsh capabilities or cpuid -r.",
      );
    case "too-large":
      return l10n.t("it is too large for a host's document.");
    case "no-decodable-model":
      return l10n.t("no CPU model of this libvirt release fits its register values.");
    default:
      return `${withoutClass(error)}.`;
  }
}

function reasonOf(error: CpuError): string {
  const reason = withoutClass(error).replace(/^not well-formed: /, "");
  return error.subject === "end" ? l10n.t("{0}. It may be cut off: save it again.", reason) : `${reason}.`;
}

/** libvirt's own prefix says nothing to whoever looks at a list of hosts. */
function withoutClass({ message }: CpuError): string {
  return message.replace(/^[a-zA-Z ]+: /, "");
}
