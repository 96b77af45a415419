import * as l10n from "@vscode/l10n";
import {
  type AskedRelease,
  type Catalogue,
  type CatalogueOptions,
  type IncludedMap,
  pickRelease,
  type ReleaseRange,
  releaseWithin,
} from "../../catalogue/index.js";
import { makeNumbers } from "../../common/numbers.js";
import {
  type CpuDefinition,
  CpuError,
  type CpuMap,
  type Host,
  type HostCpuModel,
  joinHosts,
  readHost,
} from "../../engine/index.js";
import { readHostElement } from "../../engine/readHost.js";
import { readXml } from "../../engine/readXml.js";
import { templateOf, XML_ERRORS, type XmlErrorCode } from "../../xml/index.js";
import type { PoolHost } from "../index.js";
import { joinRanges, releaseRangeOf } from "./releaseRange.js";

/** What reading hosts needs. */
export interface HostReaderSources {
  readonly releases: () => Promise<readonly IncludedMap[]>;
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
   * @param release the libvirt release it runs, if it is known; without it, what its documents tell of it counts
   * @param ownMap the host's own map, instead of the built-in one of that release
   */
  read(name: string, texts: readonly HostText[], release: string | undefined, ownMap?: OwnMap): Promise<ReadHost>;
  /** The map to judge a host of an architecture by, and the release that is answered for. */
  mapFor(arch: string, release: string | undefined): Promise<{ map: CpuMap; release: string } | undefined>;
}

/** Reads a host's own map of its architecture, as that of a release; undefined where there is none that can be read. */
export type OwnMap = (arch: CpuMap["arch"], release: string) => Promise<CpuMap | undefined>;

/** Makes a reader that reads equal documents once: a fleet has many hosts that are described alike. */
export function makeHostReader({ releases, catalogue, kept = MAX_KEPT }: HostReaderSources): HostReader {
  const known = new Map<string, Host>();
  /** What each document tells of its release, by its content. */
  const ranges = new Map<string, ReleaseRange>();
  const intern = makeInterning();
  const mapNumber = makeNumbers<CpuMap>();
  const mapOf = async (arch: string, asked: AskedRelease): Promise<CpuMap | undefined> => {
    // An architecture without a map of its own is judged by its list of models, with whichever map there is.
    return (await catalogue({ arch, ...asked })).map ?? (await catalogue({ arch: "x86_64", ...asked })).map;
  };
  const once = (key: string, make: () => Host): Host => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const host = make();
    if (known.size >= kept) {
      known.clear();
      ranges.clear();
    }
    known.set(key, host);
    return host;
  };
  const readAs = async ({ name, texts, asked, isTold, ownMap }: HostTexts): Promise<ReadHost> => {
    const built = await mapOf(archIn(texts), asked);
    if (built === undefined)
      return { host: undefined, problems: [l10n.t("There is no CPU map to read it.")], kinds: [], wrong: [] };
    const own = await ownMap?.(built.arch, asked.release);
    const map = own ?? built;
    const readOne = (text: string, content: string): Host => {
      const { host, range } = readOneHost(text, map);
      ranges.set(content, range);
      return intern(host);
    };
    const parts = texts.map(({ text }) => {
      const content = contentKey(text);
      const key = `${mapNumber(map)} ${content}`;
      return { key, ...attempt(() => once(key, () => readOne(text, content)), text) };
    });
    const hosts = parts.flatMap(({ host }) => host ?? []);
    const key = parts.map((part) => part.key).join();
    const joined = hosts.length < 2 ? { host: hosts[0] } : attempt(() => once(key, () => joinHosts(hosts)));
    const said = [...texts, { name }].flatMap(({ name: subject }, index) => {
      const wrong = (parts[index] ?? joined).wrong;
      return wrong === undefined ? [] : [`${subject}: ${wrong}`];
    });
    return {
      host: joined.host && {
        ...{ name, host: joined.host, map },
        ...asked,
        ...(isTold || own !== undefined ? { isReleaseTold: true } : {}),
        ...(own === undefined ? {} : { hasOwnMap: true }),
      },
      problems: said,
      kinds: parts.map(({ host }) => host?.source),
      wrong: parts.map(({ wrong }) => wrong),
    };
  };
  return {
    mapFor: async (arch, wanted) => {
      const release = pickRelease(wanted, await releases());
      const map = await mapOf(arch, { release });
      return map && { map, release };
    },
    read: async (name, texts, wanted, ownMap) => {
      const maps = await releases();
      const given = { name, texts, ...(ownMap === undefined ? {} : { ownMap }) };
      const isTold = wanted !== undefined;
      const read = await readAs({ ...given, isTold, asked: { release: pickRelease(wanted, maps) } });
      if (isTold || read.host === undefined) return read;
      const range = texts.map(({ text }) => ranges.get(contentKey(text)) ?? {}).reduce(joinRanges, {});
      if (range.before === undefined) return read;
      return readAs({ ...given, isTold: true, asked: releaseWithin(range, maps) });
    },
  };
}

interface HostTexts {
  readonly name: string;
  readonly texts: readonly HostText[];
  readonly asked: AskedRelease;
  /** The release is known, not guessed. */
  readonly isTold: boolean;
  readonly ownMap?: OwnMap;
}

/** Hosts kept in memory, documents and joined ones. */
const MAX_KEPT = 20_000;

/**
 * The guests' architecture, without parsing: the first `<arch>` of domain capabilities says it; where there are none,
 * that of capabilities says the machine's.
 */
function archIn(texts: readonly HostText[]): string {
  const heads = texts.map(({ text }) => text.slice(0, ARCH_WITHIN));
  const ofGuests = heads.filter((head) => head.includes("<domainCapabilities"));
  for (const head of [...ofGuests, ...heads]) {
    const arch = /<arch>\s*(\w+)\s*<\/arch>/.exec(head)?.[1];
    if (arch !== undefined) return arch;
  }
  return "x86_64";
}

/** An architecture stands near the beginning. */
const ARCH_WITHIN = 64 * 1024;

/** Of a template nobody knows which of its branches will be there: it describes no host yet. */
function readOneHost(text: string, map: CpuMap): { readonly host: Host; readonly range: ReleaseRange } {
  // The output of cpuid -r.
  if (!text.trimStart().startsWith("<")) return { host: readHost(text, map), range: {} };
  const template = templateOf(text);
  if (template?.isOpen || template?.isInValues === false)
    throw new CpuError("not-well-formed", "XML error", "a template", TEMPLATE);
  const root = readXml(text);
  return { host: readHostElement(root, map), range: releaseRangeOf(root) };
}

const TEMPLATE = "template";

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
      return error.subject === TEMPLATE
        ? l10n.t("it is a template.")
        : l10n.t("it is not well-formed XML: {0}", xmlReason(error));
    case "wrong-root":
      return l10n.t(
        "it does not describe a host. Use the output of virsh domcapabilities, virsh capabilities or cpuid -r.",
      );
    case "too-large":
      return l10n.t("the file is too large.");
    case "no-decodable-model":
      return l10n.t("no CPU model of this libvirt release matches its register values.");
    default:
      return `${error.detail}.`;
  }
}

function xmlReason({ subject, place }: CpuError): string {
  if (subject === "unclosed-element") {
    const isMissing = l10n.t("the end of <{0}> is missing", place.element?.name ?? "");
    return l10n.t("{0}. The file may be incomplete. Save it again.", isMissing);
  }
  return l10n.t("line {0}: {1}", place.line ?? 1, l10n.t(XML_ERRORS[subject as XmlErrorCode]));
}

/**
 * A short key for a long text, so that equal documents are read once without their text being kept.
 *
 * @returns its length and 64 bits that every character has changed
 */
export function contentKey(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return `${text.length} ${low >>> 0} ${high >>> 0}`;
}

/** More lists than this differ too much to be worth keeping. */
const MAX_LISTS = 10_000;

/**
 * Makes a function that replaces a host's strings and lists of features by equal ones seen before. A string cut out of a
 * document keeps the whole document in memory, and a thousand hosts name the same features again and again.
 */
function makeInterning(): (host: Host) => Host {
  const strings = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const text = (value: string): string => {
    const known = strings.get(value);
    if (known !== undefined) return known;
    const own = ownCopy(value);
    strings.set(own, own);
    return own;
  };
  const list = (names: readonly string[]): readonly string[] => {
    const key = names.join();
    const known = lists.get(key);
    if (known !== undefined) return known;
    const own = names.map(text);
    if (lists.size >= MAX_LISTS) lists.clear();
    lists.set(own.join(), own);
    return own;
  };
  const cpu = (definition: CpuDefinition): CpuDefinition => ({
    ...definition,
    ...(definition.model === undefined ? {} : { model: text(definition.model) }),
    ...(definition.vendor === undefined ? {} : { vendor: text(definition.vendor) }),
    features: definition.features.map((feature) => ({ ...feature, name: text(feature.name) })),
  });
  const model = (each: HostCpuModel): HostCpuModel => ({
    ...each,
    name: text(each.name),
    blockers: list(each.blockers),
    ...(each.vendor === undefined ? {} : { vendor: text(each.vendor) }),
    ...(each.canonical === undefined ? {} : { canonical: text(each.canonical) }),
  });
  return (host) => ({
    ...host,
    arch: text(host.arch),
    ...(host.cpu === undefined ? {} : { cpu: cpu(host.cpu) }),
    ...(host.hostModel === undefined ? {} : { hostModel: cpu(host.hostModel) }),
    ...(host.models === undefined ? {} : { models: host.models.map(model) }),
    ...(host.machine === undefined ? {} : { machine: text(host.machine) }),
    ...(host.emulator === undefined ? {} : { emulator: text(host.emulator) }),
    unknownFeatures: list(host.unknownFeatures),
  });
}

/** A copy that shares no memory with the text it was cut out of. */
function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
