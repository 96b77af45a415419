import type { CpuMap } from "../../../shared/src/engine/index.js";
import { commonMap } from "../../../shared/src/hosts/targetCpus.js";
import type { Given } from "../arguments/given.js";
import type { Tools } from "../command.js";
import { FailureError, UsageError } from "../io.js";
import { type Entry, type FleetSources, readFleet } from "./readFleet.js";

export interface FleetEntries {
  readonly entries: AsyncIterable<Entry>;
  /** The map that all are judged by, by libvirt's name of an architecture. */
  readonly mapFor: (arch: string) => Promise<CpuMap>;
  readonly sources: FleetSources;
}

/**
 * The hosts that arguments name, else those of the target.
 *
 * @throws FailureError where there is neither; UsageError where hosts are named in both ways
 */
export async function fleetEntries(names: readonly string[], given: Given, tools: Tools): Promise<FleetEntries> {
  if (names.length > 0 && (given.has("host") || given.has("target"))) {
    throw new UsageError("Hosts are named as arguments, or with --host and --target, not in both ways.");
  }
  const { io, references, passing: reader } = tools;
  const project = await tools.projectOf(io.cwd);
  const release = await tools.release(project.config.libvirt);
  const sources = { io, references, reader, release };
  const mapFor = async (arch: string): Promise<CpuMap> => {
    const found = await reader.mapFor(arch, release);
    if (found === undefined) throw new FailureError(`There is no CPU map of ${arch}.`);
    return found.map;
  };
  if (names.length > 0) return { entries: readFleet(names, sources), mapFor, sources };
  const target = await project.target();
  if (target === undefined) {
    throw new FailureError(
      "There are no hosts: name files, folders, - or reference CPUs, or a target in libvirt-cpu.json or with --target.",
    );
  }
  const oldest = commonMap(target);
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const host of target.hosts) yield { place: host.name, host };
    for (const { name, reason } of target.unknown) yield { place: name, wrong: reason };
  };
  return { entries: entries(), mapFor: oldest === undefined ? mapFor : async () => oldest, sources };
}

/** What to do with a host that cannot be read: end with it, or say so and go on. */
export function skipping(given: Given, { err }: Tools): ((place: string, wrong: string) => void) | undefined {
  if (!given.has("keep-going")) return undefined;
  return (place, wrong) => err.line(err.paint.yellow(`${place}: ${wrong}`));
}
