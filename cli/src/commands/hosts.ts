import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeFolders } from "../../../shared/src/hosts/facts/index.js";
import type { FolderHosts, HostInfo } from "../../../shared/src/messages.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { shownName } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type Cell, count, type Paint, type Printer, printTable, toJson } from "../text/text.js";
/** `libvirt-cpu hosts` */
export const hosts: CliCommand = {
  name: "hosts",
  takes: "[folder]",
  summary: "Show the hosts and pools of the configuration.",
  description: [
    "Reads the libvirt-cpu.json in the folder (default: the working directory) or above it, and the documents that it names. virsh is never run: a host that has only a connection is shown as not known.",
  ],
  options: ["json", "libvirt", "config", "references"],
  examples: [
    ["libvirt-cpu hosts", "the hosts, pools and target of this folder"],
    ["libvirt-cpu hosts --references", "the built-in reference CPUs, to use as --host"],
  ],
  exits: {
    [Exit.ok]: "everything could be read",
    [Exit.problems]: "some host has no data, or something could not be read",
  },
  run: async (given, tools) => (given.has("references") ? showReferences(given, tools) : showHosts(given, tools)),
};

async function showHosts(given: Given, tools: Tools): Promise<Exit> {
  const { io, out, projectOf } = tools;
  if (given.positionals.length > 1) throw new UsageError("Name one folder.");
  const project = await projectOf(path.resolve(io.cwd, given.positionals[0] ?? "."));
  if (project.file === undefined) throw new FailureError("There is no libvirt-cpu.json in this folder or above it.");
  const store = await project.hostStore();
  const [described] = describeFolders(
    { hostStore: { folders: () => [store] }, hasConfigFile: () => true },
    await tools.releases(),
  );
  if (described === undefined) throw new FailureError(`${project.name} cannot be read.`);
  const known = described.hosts.map((host) => ({
    ...host,
    sources: host.sources.map(({ uri, ...source }) => ({
      ...source,
      ...(uri === undefined ? {} : { file: shownName(fileURLToPath(uri), io.cwd) }),
    })),
  }));
  const { pools, target, libvirt } = described;
  if (given.has("json"))
    out.raw(
      `${toJson({ config: project.name, libvirt, ...(target === undefined ? {} : { target }), hosts: known, pools })}\n`,
    );
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
    out.line(target === undefined ? "No target is set." : `The target is ${target}.`);
    out.line(`Documents are checked for libvirt ${releaseText(libvirt)}`);
  }
  return known.every(({ problem, state }) => problem === undefined && state === "known") ? Exit.ok : Exit.problems;
}

function releaseText({ release, from, because }: FolderHosts["libvirt"]): string {
  const range = from === undefined ? release : `${from} to ${release}`;
  if (because === "configuration") return `${range}, as the configuration sets it.`;
  return because === "newest" ? `${range}, the newest that is known.` : `${range}, that of ${because.host}.`;
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
  return knowsHypervisor ? "its capabilities are missing" : "its domain capabilities are missing";
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
