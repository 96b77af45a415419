import type { CpuMap } from "../../../shared/src/engine/index.js";
import { commonMap, vendorOf } from "../../../shared/src/hosts/index.js";
import {
  addFleet,
  addToFleet,
  emptyFleet,
  type FleetSum,
  readPartial,
} from "../../../shared/src/planning/fleet/index.js";
import type { Given } from "../arguments/given.js";
import type { Tools } from "../command.js";
import { FailureError, UsageError } from "../io.js";
import { type Entry, type FleetSources, readFleet } from "./readFleet.js";

export interface Summing {
  /** Only hosts of this vendor. */
  readonly vendor: string | undefined;
  /** Told of what cannot be read, which is then left out; without it, that is the end. */
  readonly skip: ((place: string, wrong: string) => void) | undefined;
  /** The map to judge by, by libvirt's name of an architecture. */
  readonly mapFor: (arch: string) => Promise<CpuMap>;
}

export interface Summed {
  readonly fleet: FleetSum;
  readonly map: CpuMap;
  /** Hosts of other vendors than the one that was asked for. */
  readonly others: number;
}

/**
 * Adds up a fleet, one host after the other.
 *
 * @throws FailureError for what cannot be read, or added, and is not to be skipped
 */
export async function sumFleet(entries: AsyncIterable<Entry>, { vendor, skip, mapFor }: Summing): Promise<Summed> {
  let sum: { readonly fleet: FleetSum; readonly map: CpuMap } | undefined;
  let others = 0;
  let firstOther: Entry | undefined;
  for await (const entry of entries) {
    if ("host" in entry && vendor !== undefined && vendorOf(entry.host) !== vendor) {
      others++;
      firstOther ??= entry;
      continue;
    }
    sum ??= await begin(entry, mapFor);
    const wrong = "wrong" in entry ? entry.wrong : sum && add(entry, sum, vendor);
    if (wrong === undefined) continue;
    if (skip === undefined) throw new FailureError(`${entry.place}: ${wrong}`);
    skip(entry.place, wrong);
  }
  sum ??= firstOther && (await begin(firstOther, mapFor));
  if (sum === undefined) throw new FailureError("There are no hosts.");
  return { ...sum, others };
}

/** The first host, or sum, says for which architecture; undefined for neither. */
async function begin(entry: Entry, mapFor: Summing["mapFor"]) {
  if ("wrong" in entry) return undefined;
  const arch = "host" in entry ? entry.host.host.arch : (entry.partial as { readonly arch?: unknown }).arch;
  const map = await mapFor(typeof arch === "string" ? arch : "x86_64");
  return { map, fleet: emptyFleet(map) };
}

function add(
  entry: Exclude<Entry, { readonly wrong: string }>,
  { fleet, map }: Pick<Summed, "fleet" | "map">,
  vendor: string | undefined,
): string | undefined {
  if ("host" in entry) return addToFleet(fleet, entry.host, map);
  const partial = readPartial(entry.partial, map);
  if ("wrong" in partial) return partial.wrong;
  const isOther = vendor !== undefined && [...partial.vendors.keys()].some((each) => each !== vendor);
  if (isOther) return `it has hosts of other vendors than ${vendor}: choose the vendor where it is made.`;
  return addFleet(fleet, partial, map);
}

interface FleetEntries {
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
    throw new UsageError("Name hosts as arguments, or with --host and --target, not both.");
  }
  const { io, references, streaming: reader } = tools;
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
      "There are no hosts. Name files, folders, - or reference CPUs, or set a target in libvirt-cpu.json or with --target.",
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
