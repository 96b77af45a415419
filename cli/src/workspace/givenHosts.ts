import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { suitsArch } from "../../../shared/src/common/arches.js";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import { hostNameOf } from "../../../shared/src/common/fileNames.js";
import type { HostReader, HostText, References } from "../../../shared/src/hosts/facts/index.js";
import type { PoolHost, Target } from "../../../shared/src/hosts/index.js";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";
import { type Given, meant } from "../arguments/given.js";
import { readBytes } from "../files/readBytes.js";
import { isInside } from "../files/walk.js";
import { FailureError, type Io } from "../io.js";
import type { Project, ProjectFile } from "./workspace.js";

export interface HostSources {
  readonly io: Io;
  readonly reader: HostReader;
  readonly references: References;
}

/**
 * Reads hosts that are named on the command line.
 *
 * @param given each the files of one host, or a reference CPU's id
 * @throws FailureError where nothing can be read of one: it was asked for
 */
export async function readGivenHosts(
  given: readonly string[],
  release: string | undefined,
  sources: HostSources,
): Promise<Target> {
  const hosts: PoolHost[] = [];
  for (const each of given) {
    const host = await readGivenHost(each, release, sources);
    // Two files of one name: the second goes by all that was typed.
    hosts.push(hosts.some(({ name }) => name === host.name) ? { ...host, name: each } : host);
  }
  const [only] = hosts;
  const name = hosts.length === 1 && only !== undefined ? only.name : "those named";
  return { name, isPool: hosts.length > 1, hosts, unknown: [] };
}

/** One host: its files, with commas between them, or the id of a reference CPU. */
export async function readGivenHost(
  given: string,
  release: string | undefined,
  sources: HostSources,
): Promise<PoolHost> {
  const files = given.split(",").filter((file) => file !== "");
  const texts: HostText[] = [];
  for (const file of files) {
    const text = await readFileText(path.resolve(sources.io.cwd, file));
    if (text !== undefined) texts.push({ name: file, text });
    else if (files.length === 1) return referenceHost(file, release, sources);
    else throw new FailureError(`${file}: it cannot be read.`);
  }
  const { host, problems } = await sources.reader.read(
    hostNameOf(path.resolve(sources.io.cwd, files[0] ?? given)),
    texts,
    release,
  );
  const [problem] = problems;
  if (problem !== undefined) throw new FailureError(problem);
  if (host === undefined) throw new FailureError(`${given} describes no host.`);
  return host;
}

/** @throws FailureError where there is no reference CPU of that id */
export async function referenceHost(id: string, release: string | undefined, sources: HostSources): Promise<PoolHost> {
  const known = await sources.references.list();
  const found = await sources.reader.mapFor("x86_64", release);
  const host = found && known.some((each) => each.id === id) ? await sources.references.read(id, found.map) : undefined;
  if (found === undefined || host === undefined) {
    const hint = meant(
      id,
      known.map((each) => each.id),
    );
    const way = hint === "" ? " Name a host or pool of libvirt-cpu.json with --target." : hint;
    throw new FailureError(`${id}: it cannot be read, and there is no reference CPU of that id.${way}`);
  }
  return { name: id, host, ...found };
}

/**
 * Reads a file that a configuration names.
 *
 * @param folder the configuration's: what leads out of it, also by a link, is not read
 * @param uri the file's
 */
export async function readConfiguredFile(folder: string, uri: string): Promise<HostFile> {
  try {
    const place = await realpath(fileURLToPath(uri));
    if (!isInside(place, await realpath(folder))) return { error: "outside-the-folder" };
    const status = await stat(place);
    // A pipe or a device would be waited for without end.
    if (!status.isFile()) return { error: "unreadable" };
    if (status.size > MAX_HOST_FILE) return { error: "too-large" };
    const text = await readFileText(place);
    return text === undefined ? { error: "unreadable" } : { text, modified: status.mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}

/** The text of a host's document; undefined where it cannot be read, or is too large. */
export async function readFileText(place: string): Promise<string | undefined> {
  const read = await readBytes(place, () => true, MAX_HOST_FILE);
  return "error" in read || !read.isWhole ? undefined : textOfBytes(read.bytes);
}

/** The one host to expand on, that of a file where one is given. */
export async function oneHost(project: Project, file?: ProjectFile): Promise<PoolHost> {
  const target = await project.target(file);
  const [host, ...others] = target?.hosts ?? [];
  if (target === undefined) throw new FailureError("expand needs a host. Name one with --host or --target.");
  if (host === undefined) throw new FailureError(`${target.name}: ${target.unknown[0]?.reason ?? "It has no hosts."}`);
  if (others.length + target.unknown.length > 0) {
    throw new FailureError(`${target.name} has several hosts: name one of them with --host or --target.`);
  }
  return host;
}

/** What an answer about no document is given for. */
interface Subject {
  readonly arch: string;
  readonly target: Target | undefined;
}

/**
 * The architecture that is asked about, else the target's; and the target, unless nobody named it and it is of another
 * architecture.
 */
export async function subjectFor(project: Project, given: Given): Promise<Subject> {
  const target = await project.target();
  const ofTarget = target?.hosts[0]?.host.arch;
  const arch = given.text("arch") ?? ofTarget ?? "x86_64";
  const isNamed = given.has("host") || given.has("target");
  return { arch, target: isNamed || ofTarget === undefined || suitsArch(arch, ofTarget) ? target : undefined };
}
