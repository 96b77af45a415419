import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { decodeBytes } from "../../../shared/src/common/decodeBytes.js";
import { hostNameOf } from "../../../shared/src/common/fileNames.js";
import type { HostText } from "../../../shared/src/hosts/facts/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { MAX_HOST_FILE } from "../../../shared/src/messages.js";
import { PARTIAL_MARK } from "../../../shared/src/planning/fleet/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { fileError } from "../files/readBytes.js";
import { walk } from "../files/walk.js";
import { FailureError } from "../io.js";
import { type HostSources, readFileText, readGivenHost, referenceHost } from "../workspace/givenHosts.js";

/** A host, what a run before this one made of some, or what cannot be read, with the end of a sentence that says why. */
export type Entry = { readonly place: string } & (
  | { readonly host: PoolHost }
  | { readonly partial: object }
  | { readonly wrong: string }
);

export interface FleetSources extends HostSources {
  /** The libvirt release that all are judged by; undefined for the newest. */
  readonly release: string | undefined;
}

const OPENING_BRACE = 0x7b;

/**
 * The hosts that arguments name, one after the other, however many there are: files (documents, or lines of JSON), `-` for
 * standard input, folders, ids of reference CPUs, and files of one host with commas between them.
 *
 * @throws FailureError where an argument itself cannot be read
 */
export async function* readFleet(names: readonly string[], from: FleetSources): AsyncGenerator<Entry> {
  for (const name of names) {
    const place = path.resolve(from.io.cwd, name);
    if (name === "-") yield* readStream("<stdin>", from.io.stdin(), from);
    else if (await isFolder(place)) yield* readFolder(place, from);
    else if (await isFile(place)) yield* readStream(name, createReadStream(place), from);
    else yield { place: name, host: await readGivenHost(name, from.release, from) };
  }
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() === true;
}

/** Pipes count, as those of `<(virsh capabilities)`. */
async function isFile(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined)) !== undefined;
}

/**
 * Documents of one host lie in one folder, told apart by what is behind its name: node1.caps.xml, node1.domcaps.xml.
 * Other hosts' documents and folders may be between them: all paths are known before the first is read.
 */
async function* readFolder(folder: string, from: FleetSources): AsyncGenerator<Entry> {
  const hosts = new Map<string, { readonly name: string; readonly places: string[] }>();
  for await (const { path: place, error } of walk(folder)) {
    if (error !== undefined) {
      yield { place: path.relative(from.io.cwd, place), wrong: error };
      continue;
    }
    const name = hostNameOf(place);
    const key = path.join(path.dirname(place), name);
    const host = hosts.get(key) ?? { name, places: [] };
    hosts.set(key, host);
    host.places.push(place);
  }
  for (const { name, places } of hosts.values()) yield* readHost(name, places, from);
}

async function* readHost(name: string, places: readonly string[], from: FleetSources): AsyncGenerator<Entry> {
  const texts: HostText[] = [];
  for (const place of places) {
    const text = await readFileText(place);
    const file = path.relative(from.io.cwd, place);
    if (text === undefined) yield { place: file, wrong: "it cannot be read." };
    else texts.push({ name: file, text });
  }
  if (texts.length > 0) yield await readTexts(name, name, texts, from);
}

/** Lines of JSON where it begins with a brace; else documents. */
async function* readStream(name: string, chunks: AsyncIterable<Uint8Array>, from: FleetSources): AsyncGenerator<Entry> {
  try {
    const { first, all } = await peek(chunks);
    if (first === OPENING_BRACE) yield* readJsonLines(name, all, from);
    else yield* readDocuments(name, all, from);
  } catch (error) {
    if (error instanceof Error && "code" in error) throw new FailureError(`${name}: ${fileError(error)}`);
    throw error;
  }
}

async function* readJsonLines(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  from: FleetSources,
): AsyncGenerator<Entry> {
  for await (const line of readLines(chunks)) {
    const place = `${name}:${line.number}`;
    const said = "wrong" in line ? line : readHostLine(line.text, line.number);
    if ("texts" in said) yield await readTexts(place, said.name, said.texts, from);
    else if ("reference" in said) yield await fromReference(place, said, from);
    else yield { place, ...said };
  }
}

async function fromReference(
  place: string,
  { name, reference }: { readonly name: string; readonly reference: string },
  from: FleetSources,
): Promise<Entry> {
  try {
    return { place, host: { ...(await referenceHost(reference, from.release, from)), name } };
  } catch (error) {
    if (error instanceof FailureError) return { place, wrong: `there is no reference CPU ${reference}.` };
    throw error;
  }
}

/** One document, or several one after the other, as `virsh cpu-baseline` takes them: each is a host. */
async function* readDocuments(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  from: FleetSources,
): AsyncGenerator<Entry> {
  const text = await readWhole(name, chunks);
  const roots = /^\s*</.test(text) ? parseXml(text).children.filter(({ kind }) => kind === "element") : [];
  if (roots.length < 2) {
    yield await readTexts(name, hostNameOf(path.resolve(from.io.cwd, name)), [{ name, text }], from);
    return;
  }
  for (const [index, { start, end }] of roots.entries()) {
    const place = `${name}#${index + 1}`;
    yield await readTexts(
      place,
      `${hostNameOf(path.resolve(from.io.cwd, name))}#${index + 1}`,
      [{ name: place, text: text.slice(start, end) }],
      from,
    );
  }
}

async function readWhole(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > MAX_HOST_FILE) throw new FailureError(`${name}: It is too large.`);
  }
  const decoded = decodeBytes(Buffer.concat(parts));
  if ("error" in decoded) throw new FailureError(`${name}: ${decoded.error}`);
  return decoded.text;
}

async function readTexts(place: string, name: string, texts: readonly HostText[], from: FleetSources): Promise<Entry> {
  const { host, problems } = await from.reader.read(name, texts, from.release);
  const [problem] = problems;
  if (problem !== undefined) return { place, wrong: problem.replace(/^(?:[^:]*): /, "") };
  return host === undefined ? { place, wrong: "it describes no host." } : { place, host };
}

/** The first byte that is no white space, and all chunks. */
async function peek(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let first: number | undefined;
  while (first === undefined) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    first = next.value.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  }
  const all = async function* () {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { first, all: all() };
}

/** A line of a stream, or why it cannot be read, as the end of a sentence. */
type Line = { readonly number: number } & ({ readonly text: string } | { readonly wrong: string });

/** A host's documents are some hundred kilobytes; a longer line is none of ours. */
const MAX_LINE = 16 * 1024 * 1024;

const NEWLINE = 0x0a;

/** The lines of a stream of bytes, without line ends and empty ones; no more than one of them is held. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, most = MAX_LINE): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const take = (): Line | undefined => {
    const line = length > most ? { number, wrong: "it is too long." } : lineOf(Buffer.concat(parts), number);
    parts = [];
    length = 0;
    number++;
    return "text" in line && line.text.trim() === "" ? undefined : line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (length <= most) parts.push(chunk.subarray(from, end));
      length += end - from;
      from = end + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    // Of a line that is too long the rest is let go.
    if (length <= most) parts.push(chunk.subarray(from));
    length += chunk.length - from;
  }
  const last = take();
  if (last !== undefined) yield last;
}

function lineOf(bytes: Uint8Array, number: number): Line {
  try {
    // Takes a byte order mark away.
    return { number, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { number, wrong: "it is not valid UTF-8." };
  }
}

/** What a line of JSON says. */
type HostLine =
  | { readonly name: string; readonly texts: readonly HostText[] }
  | { readonly name: string; readonly reference: string }
  | { readonly partial: object }
  | { readonly wrong: string };

/** The documents about a host that a line may hold, as text. */
const DOCUMENTS = ["domainCapabilities", "capabilities", "cpu", "cpudata", "cpuid"] as const;

/** Reads a line: one host as an object with its documents, or what `baseline --partial` printed. */
function readHostLine(text: string, number: number): HostLine {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { wrong: "it is no JSON object." };
  if (Object.hasOwn(value, PARTIAL_MARK)) return { partial: value };
  const fields = new Map<string, unknown>(Object.entries(value));
  const name = fields.get("name") ?? `line ${number}`;
  const reference = fields.get("reference");
  if (typeof name !== "string") return { wrong: "its name is no text." };
  if (typeof reference === "string") return { name, reference };
  const texts: HostText[] = [];
  for (const kind of DOCUMENTS) {
    const document = fields.get(kind);
    if (document === undefined || document === null) continue;
    if (typeof document !== "string") return { wrong: `its ${kind} is not a text.` };
    texts.push({ name: kind, text: document });
  }
  if (texts.length === 0) return { wrong: `it has none of ${DOCUMENTS.join(", ")} or reference.` };
  return { name, texts };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
