import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { type CompareClass, definitionRelation, type Relation } from "../../../shared/src/hosts/report/index.js";
import type { Given } from "../arguments/given.js";
import type { Command, Tools } from "../command.js";
import { type ComparedCpu, readComparedCpu } from "../fleet/comparedCpu.js";
import { fleetEntries, skipping } from "../fleet/fleetEntries.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { count, plain, toJson } from "../text/plain.js";
import type { Paint } from "../text/printer.js";
import { wrap } from "../text/wrap.js";

/** `libvirt-cpu compare` */
export const compare: Command = {
  name: "compare",
  takes: "<file | - | reference> [file | folder | reference | -]…",
  summary: "Compare a CPU with hosts: identical, superset or incompatible.",
  description: [
    "What virsh cpu-compare answers on one host, offline, for any number of hosts. The first argument is what is compared: a VM, a <cpu>, or a host's document; the others are the hosts, as for baseline; without any, the target of libvirt-cpu.json.",
    "A host is compared by its processor, as virsh does; where only domain capabilities are known, by what the hypervisor gives to VMs. Whether a VM starts is another question: see check-start.",
    "Hosts are answered as they come, with --json as one JSON object a line.",
  ],
  options: ["host", "target", "keep-going", "json", "libvirt", "config"],
  examples: [
    ["libvirt-cpu compare web01.xml hosts/", "a VM's CPU with all hosts that a folder describes"],
    ["libvirt-cpu compare node1.caps.xml node2.caps.xml", "one host with another"],
    ["libvirt-cpu compare web01.xml --json fleet.ndjson", "a fleet, one answer a line"],
  ],
  exits: {
    [Exit.ok]: "every host has what the CPU needs",
    [Exit.problems]: "some host is incompatible, or cannot be compared",
  },
  run: runCompare,
};

async function runCompare(given: Given, tools: Tools): Promise<Exit> {
  const [what, ...names] = given.positionals;
  if (what === undefined) throw new UsageError("Name what is compared: a file, - or a reference CPU.");
  if (what === "-" && names.includes("-")) throw new UsageError("- can be one of both only.");
  const { entries, sources } = await fleetEntries(names, given, tools);
  const compared = await readComparedCpu(what, sources);
  const skip = skipping(given, tools);
  const results = new Map<CompareClass, number>();
  for await (const entry of entries) {
    if ("host" in entry) {
      const result = tell(entry.host, compared, given.has("json"), tools);
      results.set(result, (results.get(result) ?? 0) + 1);
      await tools.io.stdout.drained?.();
      continue;
    }
    const wrong = "wrong" in entry ? entry.wrong : "an intermediate result of baseline has no hosts to compare with.";
    if (skip === undefined) throw new FailureError(`${entry.place}: ${wrong}`);
    skip(entry.place, wrong);
  }
  if (results.size === 0) throw new FailureError("There are no hosts.");
  if (!given.has("json")) tools.out.line(tools.out.paint.dim(summary(results)));
  return results.has("incompatible") || results.has("unknown") ? Exit.problems : Exit.ok;
}

function tell(host: PoolHost, { cpu, arch }: ComparedCpu, asJson: boolean, { out }: Tools): CompareClass {
  const relation = definitionRelation(cpu, arch, host);
  const { name: hostName, release: libvirt } = host;
  if (asJson) {
    out.raw(`${toJson({ host: hostName, libvirt, ...relation }, 0)}\n`);
    return relation.result;
  }
  const [mark, colour] = MARKS[relation.result];
  const line = `${out.paint[colour](mark)} ${out.paint.bold(plain(hostName))}: ${plain(words(relation))}`;
  for (const each of wrap(line, out.columns, "    ")) out.line(each);
  return relation.result;
}

const MARKS: Readonly<Record<CompareClass, readonly [mark: string, colour: keyof Paint]>> = {
  identical: ["✓", "green"],
  superset: ["✓", "green"],
  "takes-host": ["✓", "green"],
  incompatible: ["✗", "red"],
  unknown: ["?", "yellow"],
};

const CLASS_WORDS: Readonly<Record<CompareClass, string>> = {
  identical: "identical",
  superset: "superset",
  "takes-host": "host's own CPU",
  incompatible: "incompatible",
  unknown: "not comparable",
};

function words(relation: Relation): string {
  const { result } = relation;
  const why = "reason" in relation && relation.reason !== undefined ? `: ${relation.reason}` : "";
  return result === "incompatible" || result === "unknown" ? CLASS_WORDS[result] + why : CLASS_WORDS[result];
}

function summary(results: ReadonlyMap<CompareClass, number>): string {
  const total = [...results.values()].reduce((sum, number) => sum + number, 0);
  const parts = [...results].map(([result, number]) => `${number.toLocaleString("en")} ${CLASS_WORDS[result]}`);
  return `Of ${count(total, "host")}: ${parts.join(", ")}.`;
}
