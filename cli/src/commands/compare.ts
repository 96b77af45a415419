import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { type CpuDefinition, readCpu } from "../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { type CompareClass, definitionRelation, type Relation } from "../../../shared/src/reports/index.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { readOne } from "../files/inputs.js";
import type { FleetSources } from "../fleet/readFleet.js";
import { fleetEntries, skipping } from "../fleet/sumFleet.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { TEMPLATE } from "../lint/lintInput.js";
import { count, type Paint, plain, toJson, wrap } from "../text/text.js";
import { readGivenHost } from "../workspace/givenHosts.js";

/** `libvirt-cpu compare` */
export const compare: CliCommand = {
  name: "compare",
  takes: "<file | - | reference> [file | folder | reference | -]…",
  summary: "Compare a CPU with hosts: identical, superset or incompatible.",
  description: [
    "Like virsh cpu-compare, but offline and for any number of hosts. The first argument is what to compare: a VM, a <cpu>, or a host's document. The other arguments are the hosts, as for baseline. Default: the target of libvirt-cpu.json.",
    "A host is compared by its processor, as virsh does. If only its domain capabilities are known, it is compared by what the hypervisor offers to VMs, as virsh hypervisor-cpu-compare does: if the hypervisor can run the model, and the CPU only disables features, libvirt 11 looks at nothing else, not even at the vendor. A definition for another architecture is never compared. To find out whether a VM starts, use check-start.",
    "Hosts are printed one after the other; with --json, one JSON object per line.",
  ],
  options: ["host", "target", "keep-going", "json", "libvirt", "config"],
  examples: [
    ["libvirt-cpu compare web01.xml hosts/", "a VM's CPU against all hosts that a folder describes"],
    ["libvirt-cpu compare node1.caps.xml node2.caps.xml", "one host with another"],
    ["libvirt-cpu compare web01.xml --json fleet.ndjson", "a fleet, one result per line"],
  ],
  exits: {
    [Exit.ok]: "every host has what the CPU needs",
    [Exit.problems]: "some host is incompatible, or cannot be compared",
  },
  run: runCompare,
};

async function runCompare(given: Given, tools: Tools): Promise<Exit> {
  const [what, ...names] = given.positionals;
  if (what === undefined) throw new UsageError("Name what to compare: a file, - or a reference CPU.");
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

/** A definition to compare with hosts. */
interface ComparedCpu {
  readonly cpu: CpuDefinition;
  readonly arch: string;
}

/**
 * The CPU that an argument names: a VM's, a `<cpu>` of its own, or that of a host, by its document or a reference CPU.
 *
 * @throws FailureError where there is none
 */
async function readComparedCpu(name: string, sources: FleetSources): Promise<ComparedCpu> {
  const isFile = name === "-" || /[./\\]/.test(name);
  const { view, shown } =
    isFile && !name.includes(",") ? await viewOf(name, sources) : { view: undefined, shown: name };
  if (view?.isTemplate) throw new FailureError(`${shown}: ${TEMPLATE}`);
  if (view?.cpu !== undefined && view.root.name !== "capabilities" && view.root.name !== "domainCapabilities") {
    const type = view.cpu.isHost ? "host" : "guest";
    const cpu = readCpu(view.cpu.element, { type }, ({ message }) => {
      throw new FailureError(`${shown}: ${message}`);
    });
    return { cpu, arch: cpu.arch ?? archOf(view) };
  }
  if (view?.domain !== undefined) throw new FailureError(`${shown}: It has no <cpu>.`);
  if (name === "-") throw new FailureError(`${shown}: It is no definition of a VM, and no <cpu>.`);
  const { host } = await readGivenHost(name, sources.release, sources);
  const cpu = host.cpu ?? host.hostModel;
  if (cpu === undefined) throw new FailureError(`${name}: It does not tell which CPU the host has.`);
  return { cpu: { ...cpu, type: "host" }, arch: host.arch };
}

async function viewOf(name: string, { io }: FleetSources) {
  const { content, name: shown } = await readOne(name, io);
  return { view: serveDocument(content.text).views[0], shown };
}
