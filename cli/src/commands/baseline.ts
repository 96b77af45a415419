import {
  CpuError,
  type CpuMap,
  findFeature,
  formatCpu,
  hasBits,
  wordsOf,
} from "../../../shared/src/engine/internal.js";
import { explainError } from "../../../shared/src/planning/baseline/gains.js";
import {
  type FleetBaseline,
  type FleetSum,
  fleetBaseline,
  type LostInFleet,
  toPartial,
} from "../../../shared/src/planning/fleet/index.js";
import { type Given, meant } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { fleetEntries, type Summed, skipping, sumFleet } from "../fleet/sumFleet.js";
import { Exit, FailureError } from "../io.js";
import { type Cell, count, type Printer, plain, printTable, toJson } from "../text/text.js";
/** `libvirt-cpu baseline` */
export const baseline: CliCommand = {
  name: "baseline",
  takes: "[file | folder | reference | -]…",
  summary: "Find the best CPU that all hosts support.",
  description: [
    "Like virsh hypervisor-cpu-baseline, or cpu-baseline if only processors are known, but offline and for any number of hosts and any libvirt release. virsh hypervisor-cpu-baseline also excludes what the host that it runs on lacks; name that host as well to get the same. The <cpu> goes to standard output; the excluded features, and the hosts that lack them, go to standard error.",
    "Hosts are files with the output of virsh domcapabilities, virsh capabilities or cpuid -r (several files of one host separated by commas), files with several <cpu> elements, folders of such files, and ids of reference CPUs. Default: the target of libvirt-cpu.json.",
    'A file or standard input that begins with { holds a host a line: {"name": "node1", "domainCapabilities": "<domainCapabilities>…"}, with capabilities, cpu, cpudata or cpuid instead or beside it, or {"name": "node1", "reference": "xeon-gold-6148"}. It is read as it comes: a fleet of any size takes the memory of one host. See docs/fleets.md.',
    "VMs cannot migrate between vendors: if the hosts are of several vendors, choose one with --vendor.",
  ],
  options: [
    "host",
    "target",
    "migratable",
    "usable",
    "features",
    "keep",
    "vendor",
    "partial",
    "keep-going",
    "json",
    "libvirt",
    "config",
  ],
  examples: [
    ["libvirt-cpu baseline hosts/ --migratable", "of all hosts that a folder describes"],
    ["libvirt-cpu baseline --target prod --keep aes,avx2", "of a pool; nothing if these features are not possible"],
    ["libvirt-cpu baseline --partial rack1.ndjson > rack1.json", "a part of a fleet"],
    ["libvirt-cpu baseline rack1.json rack2.json", "the whole, of its parts"],
  ],
  exits: {
    [Exit.ok]: "there is a baseline",
    [Exit.problems]: "there is no baseline: several vendors, nothing in common, or a required feature is not possible",
  },
  run: runBaseline,
};

async function runBaseline(given: Given, tools: Tools): Promise<Exit> {
  let skipped = 0;
  const skip = skipping(given, tools);
  const { entries, mapFor } = await fleetEntries(given.positionals, given, tools);
  const summed = await sumFleet(entries, {
    vendor: given.text("vendor"),
    skip:
      skip &&
      ((place, wrong) => {
        skipped++;
        skip(place, wrong);
      }),
    mapFor,
  });
  if (given.has("partial")) {
    tools.out.raw(`${toJson(toPartial(summed.fleet, summed.map), 0)}\n`);
    return Exit.ok;
  }
  return tellBaseline(summed, given, tools, skipped);
}

function tellBaseline(summed: Summed, given: Given, tools: Tools, skipped: number): Exit {
  const { fleet, map, others } = summed;
  const hosts = fleet.baseline.count;
  if (hosts === 0) throw new FailureError(noHosts(given.text("vendor"), others));
  const found = attempt(fleet, map, given);
  const unmet = "cpu" in found ? unmetOf(found, given, map, hosts) : [];
  if (given.has("json")) {
    tools.out.raw(
      `${toJson({ libvirt: map.release, hosts, otherVendors: others, skipped, ...answer(found, unmet) })}\n`,
    );
    return "problem" in found || unmet.length > 0 ? Exit.problems : Exit.ok;
  }
  const { err, out } = tools;
  if ("problem" in found || unmet.length > 0) {
    for (const line of "problem" in found ? [found.problem] : unmet) err.line(err.paint.red(plain(line)));
    return Exit.problems;
  }
  out.raw(formatCpu(found.cpu));
  const features = count(found.cpu.features.length, "feature");
  err.line(err.paint.dim(`Baseline of ${count(hosts, "host")}: ${found.cpu.model ?? ""} with ${features}.`));
  printLosses(found, hosts, err);
  return Exit.ok;
}

function noHosts(vendor: string | undefined, others: number): string {
  if (vendor === undefined || others === 0) return "There are no hosts.";
  return `There are no hosts of ${vendor}, but ${others.toLocaleString("en")} of others.`;
}

function attempt(fleet: FleetSum, map: CpuMap, given: Given): FleetBaseline | { readonly problem: string } {
  const wanted = {
    migratable: given.has("migratable"),
    usableModels: given.has("usable"),
    expand: given.has("features"),
  };
  try {
    return fleetBaseline(fleet, map, wanted);
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    if (error.code !== "vendors-differ") return { problem: explainError(error) };
    const vendors = [...fleet.vendors].map(([name, number]) => `${number.toLocaleString("en")} ${name || "unknown"}`);
    return {
      problem: `The hosts are of several vendors, and a VM cannot migrate between them: ${vendors.join(", ")}. Choose one with --vendor.`,
    };
  }
}

/** What must stay and does not, as sentences. */
function unmetOf({ cpu, lost }: FleetBaseline, given: Given, map: CpuMap, hosts: number): string[] {
  const words = wordsOf(cpu, map);
  const names = given.texts("keep").flatMap((each) => each.split(","));
  return [...new Set(names)].flatMap((name) => {
    if (!map.featureByName.has(name)) {
      const hint = meant(name, map.featureByName.keys());
      throw new FailureError(`libvirt ${map.release} knows no feature ${name}.${hint}`);
    }
    if (hasBits(words, findFeature(name, map).bits)) return [];
    const found = lost.find(({ feature }) => feature === name);
    return [`${name} cannot stay: ${found === undefined ? "no host has it" : whyLost(found, hosts)}.`];
  });
}

function whyLost(lost: FleetBaseline["lost"][number], hosts: number): string {
  const who = hostsText(lost, hosts);
  if (lost.lackedBy === 0) return lost.blocksMigration ? "it blocks migration" : who;
  return `${who} ${lost.lackedBy === 1 ? "lacks" : "lack"} it`;
}

function answer(found: FleetBaseline | { readonly problem: string }, unmet: readonly string[]) {
  if ("problem" in found) return found;
  const { cpu, lost } = found;
  return {
    ...(unmet.length > 0 ? { problem: unmet.join(" ") } : { xml: formatCpu(cpu) }),
    model: cpu.model,
    vendor: cpu.vendor,
    features: cpu.features,
    lost,
  };
}

/** More rows than this are read by nobody. */
const MOST_ROWS = 12;

/** Tells what a baseline is of, and what it costs, on standard error: the answer itself is for a program. */
function printLosses({ lost }: FleetBaseline, hosts: number, printer: Printer): void {
  const groups = new Map<string, LostInFleet[]>();
  for (const each of lost) {
    const key = hostsText(each, hosts);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const { paint } = printer;
  const rows = [...groups].map(([who, features]): Cell[] => [
    { text: who, paint: paint.yellow },
    features.map(({ feature }) => feature).join(", "),
  ]);
  if (rows.length > 0) printer.line(paint.dim("Excluded features, and the hosts that lack them:"));
  printTable(printer, rows.slice(0, MOST_ROWS), "  ");
  const more = rows.slice(MOST_ROWS).length;
  if (more > 0) printer.line(paint.dim(`  and ${count(more, "more group")} of hosts; --json has all.`));
}

/** `node1, node2`, `node1, node2, node3 and 97 more`. */
function hostsText({ hosts, lackedBy, blocksMigration }: LostInFleet, all: number): string {
  if (lackedBy === 0) return blocksMigration ? "blocks migration" : "no model has it";
  if (lackedBy === all) return "all";
  const more = lackedBy - hosts.length;
  return more > 0 ? `${hosts.join(", ")} and ${more.toLocaleString("en")} more` : hosts.join(", ");
}
