import path from "node:path";
import type { HostReader, HostText, References } from "../../../shared/src/hosts/facts/index.js";
import type { PoolHost, Target } from "../../../shared/src/hosts/index.js";
import { meant } from "../arguments/given.js";
import { FailureError, type Io } from "../io.js";
import { readHostText } from "./hostFile.js";

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
    const host = await readGiven(each, release, sources);
    // Two files of one name: the second goes by all that was typed.
    hosts.push(hosts.some(({ name }) => name === host.name) ? { ...host, name: each } : host);
  }
  const [only] = hosts;
  const name = hosts.length === 1 && only !== undefined ? only.name : "those named";
  return { name, isPool: hosts.length > 1, hosts, unknown: [] };
}

/** One host: its files, with commas between them, or the id of a reference CPU. */
export async function readGiven(given: string, release: string | undefined, sources: HostSources): Promise<PoolHost> {
  const files = given.split(",").filter((file) => file !== "");
  const texts: HostText[] = [];
  for (const file of files) {
    const text = await readHostText(path.resolve(sources.io.cwd, file));
    if (text !== undefined) texts.push({ name: file, text });
    else if (files.length === 1) return readReference(file, release, sources);
    else throw new FailureError(`${file}: it cannot be read.`);
  }
  const { host, problems } = await sources.reader.read(hostName(files[0] ?? given), texts, release);
  const [problem] = problems;
  if (problem !== undefined) throw new FailureError(problem);
  if (host === undefined) throw new FailureError(`${given} describes no host.`);
  return host;
}

const KINDS = "domcaps|domcapabilities|caps|capabilities|cpudata|cpuid|cpu";
/** What stands behind a host's name: `.domcaps.xml`. */
const ENDING = new RegExp(`(?<=.)(?:\\.(?:${KINDS}))?\\.\\w+$`, "i");
/** A name that says only what the file holds. */
const KIND_ALONE = new RegExp(`^(?:${KINDS})$`, "i");

/** `node1` of `hosts/node1.domcaps.xml`, and of `node1/domcaps.xml`. */
export function hostName(file: string): string {
  const name = path.basename(file).replace(ENDING, "");
  const folder = path.basename(path.dirname(path.resolve(file)));
  return folder !== "" && KIND_ALONE.test(name) ? folder : name;
}

/** @throws FailureError where there is no reference CPU of that id */
export async function readReference(id: string, release: string | undefined, sources: HostSources): Promise<PoolHost> {
  const known = await sources.references.list();
  const found = await sources.reader.mapFor("x86_64", release);
  const host = found && known.some((each) => each.id === id) ? await sources.references.read(id, found.map) : undefined;
  if (found === undefined || host === undefined) {
    const hint = meant(
      id,
      known.map((each) => each.id),
    );
    const way = hint === "" ? " A host or pool of libvirt-cpu.json is named with --target." : hint;
    throw new FailureError(`${id}: it cannot be read, and there is no reference CPU of that id.${way}`);
  }
  return { name: id, host, ...found };
}
