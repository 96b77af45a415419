import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeFolders } from "../../../shared/src/hosts/facts/index.js";
import type { HostInfo } from "../../../shared/src/messages.js";
import type { Given } from "../arguments/given.js";
import type { Command, Tools } from "../command.js";
import { shownName } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { count, toJson } from "../text/plain.js";
import type { Paint, Printer } from "../text/printer.js";
import { type Cell, printTable } from "../text/table.js";

/** `libvirt-cpu hosts` */
export const hosts: Command = {
  name: "hosts",
  takes: "[folder]",
  summary: "Show what the configuration knows of hosts and pools.",
  description: [
    "Reads the libvirt-cpu.json of the folder (the working directory without one) or above it, and the documents it names. virsh is never called: a host of which only a connection is known is shown as not known.",
  ],
  options: ["json", "libvirt", "config", "references"],
  examples: [
    ["libvirt-cpu hosts", "the hosts, pools and the target around here"],
    ["libvirt-cpu hosts --references", "the built-in reference CPUs, to use as --host"],
  ],
  exits: {
    [Exit.ok]: "everything could be read",
    [Exit.problems]: "of some host nothing is known, or not all could be read",
  },
  run: async (given, tools) => (given.has("references") ? showReferences(given, tools) : showHosts(given, tools)),
};

async function showHosts(given: Given, tools: Tools): Promise<Exit> {
  const { io, out, projectOf } = tools;
  if (given.positionals.length > 1) throw new UsageError("Name one folder.");
  const project = await projectOf(path.resolve(io.cwd, given.positionals[0] ?? "."));
  if (project.file === undefined) throw new FailureError("There is no libvirt-cpu.json here or above.");
  const book = await project.book();
  const [described] = describeFolders({ book: { folders: () => [book] }, hasConfigFile: () => true });
  if (described === undefined) throw new FailureError(`${project.name} cannot be read.`);
  const known = described.hosts.map((host) => ({
    ...host,
    sources: host.sources.map(({ uri, ...source }) => ({
      ...source,
      ...(uri === undefined ? {} : { file: shownName(fileURLToPath(uri), io.cwd) }),
    })),
  }));
  const { pools, target } = described;
  if (given.has("json"))
    out.raw(`${toJson({ config: project.name, ...(target === undefined ? {} : { target }), hosts: known, pools })}\n`);
  else {
    out.line(`${out.paint.bold(project.name)}: ${count(known.length, "host")}, ${count(pools.length, "pool")}`);
    out.line();
    printTable(
      out,
      known.map((host) => hostRow(host, out.paint)),
      "  ",
    );
    if (pools.length > 0) out.line();
    printTable(
      out,
      pools.map(({ name, hosts }): Cell[] => [strong(name, target, out), `pool of ${hosts.join(", ")}`]),
      "  ",
    );
    out.line();
    out.line(target === undefined ? "No target is chosen." : `The target is ${target}.`);
  }
  return known.every(({ problem, state }) => problem === undefined && state === "known") ? Exit.ok : Exit.problems;
}

function strong(name: string, target: string | undefined, { paint }: Printer): Cell {
  return { text: name === target ? `${name} *` : name, paint: paint.bold };
}

type KnownHost = Omit<HostInfo, "sources"> & {
  readonly sources: readonly { readonly file?: string; readonly kind: string }[];
};

function hostRow(host: KnownHost, paint: Paint): Cell[] {
  const { name, state, problem, model, arch, virtType, machine, maxVcpus, libvirt, sources } = host;
  const facts = [
    arch,
    virtType,
    machine,
    maxVcpus === undefined ? undefined : `${maxVcpus} vCPUs at most`,
    libvirt === undefined ? undefined : `libvirt ${libvirt}`,
    sources.map(({ file, kind }) => file ?? kind).join(", "),
    knowledge(host),
    problem?.replaceAll("\n", " "),
  ].filter((fact) => fact !== undefined && fact !== "");
  const mark =
    state !== "known"
      ? { text: "✗", paint: paint.red }
      : { text: problem === undefined ? "✓" : "!", paint: problem === undefined ? paint.green : paint.yellow };
  return [mark, { text: name, paint: paint.bold }, model ?? "not known", facts.join(" · ")];
}

function knowledge({ state, knowsHypervisor, knowsProcessor }: KnownHost): string {
  if (state !== "known" || (knowsHypervisor && knowsProcessor)) return "";
  return knowsHypervisor ? "its processor is not known" : "its hypervisor is not known";
}

async function showReferences(given: Given, { out, references }: Tools): Promise<Exit> {
  const all = await references.list();
  if (given.has("json")) out.raw(`${toJson({ references: all })}\n`);
  else
    printTable(
      out,
      all.map(({ id, title, vendor, generation, year, note }): Cell[] => [
        { text: id, paint: out.paint.cyan },
        vendor,
        `${generation}, ${year}`,
        note === undefined ? title : `${title} (${note})`,
      ]),
    );
  return Exit.ok;
}
