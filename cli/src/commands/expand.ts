import { archOf, type Catalogue, knows, otherRelease } from "../../../shared/src/catalogue/index.js";
import { isDocumentName } from "../../../shared/src/common/documentNames.js";
import { modelDoubt } from "../../../shared/src/describe/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { writeCpu } from "../../../shared/src/edits/writeCpu.js";
import { type CpuDefinition, CpuError, expandCpu, expandOnHost, formatCpu } from "../../../shared/src/engine/index.js";
import { askedOf } from "../../../shared/src/hosts/index.js";
import { expandHostModel } from "../../../shared/src/rewrites/index.js";
import type { RuleContext } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { type Given, meant } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { readOne } from "../files/inputs.js";
import { isPrinted } from "../files/readBytes.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { TEMPLATE, whyNothing } from "../lint/lintInput.js";
import { liveDocument } from "../start/liveDocument.js";
import { toJson } from "../text/text.js";
import { oneHost } from "../workspace/givenHosts.js";
import type { Project, ProjectFile } from "../workspace/workspace.js";

/** What `expand` answers. */
export interface Expanded {
  /** The document, or the `<cpu>` alone where none was given. */
  readonly xml: string;
  /** What was done. */
  readonly summary: string;
}

/** `libvirt-cpu expand` */
export const expand: CliCommand = {
  name: "expand",
  takes: "<file | - | model | host-model>",
  summary: "Convert host-model, or a model, to a CPU with all its features.",
  description: [
    "The CPU of a document with host-model, host-passthrough or maximum is replaced by the custom CPU that it stands for on the host. That CPU is the same on every host. Everything else in the document stays.",
    "With --live the CPU is replaced by the one that libvirt shows while the VM runs on the host: features that the host or QEMU does not give are disabled, and what QEMU adds is listed. The summary names the features that the VM loses, and those that are not known.",
    "A model's name prints a <cpu> with all features of the model; host-model prints the <cpu> that it gives on the host.",
    "The host is that of --host. Default: the target, if it is a single host.",
  ],
  options: ["host", "target", "features", "live", "json", "arch", "libvirt", "config"],
  examples: [
    [
      "virsh dumpxml --inactive web01 | libvirt-cpu expand - --host node1.domcaps.xml | virsh define /dev/stdin",
      "pins a VM's CPU",
    ],
    ["libvirt-cpu expand web01.xml --live --host node1.domcaps.xml", "what the VM really gets on a host"],
    ["libvirt-cpu expand host-model --host node1.domcaps.xml", "what host-model gives on a host"],
    ["libvirt-cpu expand Haswell-noTSX", "every feature of a model"],
  ],
  exits: { [Exit.ok]: "expanded" },
  run: runExpand,
};

async function runExpand(given: Given, tools: Tools): Promise<Exit> {
  const [what, ...rest] = given.positionals;
  if (given.has("live") && given.has("features")) throw new UsageError("--live and --features do not go together.");
  if (given.has("live") && what !== undefined && !isPath(what)) throw new UsageError("--live needs a file.");
  if (what === undefined || rest.length > 0) throw new UsageError("Name one file or model; - is standard input.");
  try {
    const expanded = isPath(what)
      ? await expandDocument(await readOne(what, tools.io), given, tools)
      : await expandName(what, given, tools);
    if (given.has("json")) tools.out.raw(`${toJson(expanded)}\n`);
    else {
      tools.out.raw(expanded.xml);
      tools.err.line(tools.err.paint.dim(expanded.summary));
    }
    return Exit.ok;
  } catch (error) {
    if (error instanceof CpuError) throw new FailureError(error.message);
    throw error;
  }
}

/** No model's name looks like a file's. */
function isPath(what: string): boolean {
  return what === "-" || what.includes("/") || what.includes("\\") || isDocumentName(what);
}

/** A document with its CPU expanded. */
async function expandDocument(
  input: Awaited<ReturnType<typeof readOne>>,
  given: Given,
  tools: Tools,
): Promise<Expanded> {
  const project = await tools.projectOf(input.folder);
  const { text, encoding } = input.content;
  const file = { path: input.path, text };
  if (!isPrinted(encoding)) {
    throw new FailureError(`${input.name}: Only UTF-8 is printed, and it is in ${encoding.label}.`);
  }
  const parts = contextParts(text);
  if (parts?.view.isTemplate) throw new FailureError(`${input.name}: ${TEMPLATE}`);
  if (serveDocument(text).tree === undefined) throw new FailureError(whyNothing(input));
  if (given.has("live")) return liveDocument(input.name, text, await oneHost(project, file));
  const cpu = parts?.view.cpu;
  if (cpu === undefined) throw new FailureError(`${input.name}: It has no <cpu> to expand.`);
  const { mode, match } = cpu.definition();
  const followsHost = mode !== "custom" || match === "minimum";
  const wantsFeatures = given.has("features");
  if (!followsHost && !wantsFeatures) {
    throw new FailureError(
      `${input.name}: Its CPU is a custom one already. --features spells out what its model brings.`,
    );
  }
  const onHost = followsHost ? await expandOnOne(file, project, tools) : { xml: text, summary: "" };
  return wantsFeatures ? spellOut({ ...file, text: onHost.xml }, project, tools) : onHost;
}

function contextParts(text: string): Omit<RuleContext, "catalogue"> | undefined {
  const { tree, views } = serveDocument(text);
  const [view] = views;
  return tree === undefined || view === undefined ? undefined : { document: tree, view };
}

async function expandOnOne(file: ProjectFile, project: Project, { catalogue }: Tools): Promise<Expanded> {
  const { text } = file;
  const host = await oneHost(project, file);
  const parts = contextParts(text);
  if (parts === undefined) return { xml: text, summary: "" };
  const known = await catalogue({ arch: archOf(parts.view), ...askedOf(host) });
  const rewritten = expandHostModel({ ...parts, catalogue: known }, host);
  if ("error" in rewritten) throw new FailureError(rewritten.error);
  return { xml: applyEdits(text, rewritten.edits), summary: rewritten.summary };
}

async function spellOut(file: ProjectFile, project: Project, { catalogue, inForce }: Tools): Promise<Expanded> {
  const { text } = file;
  const parts = contextParts(text);
  const typed = parts?.view.cpu;
  if (parts === undefined || typed === undefined) return { xml: text, summary: "" };
  const { map } = await catalogue({ arch: archOf(parts.view), ...(await inForce(project, file)) });
  if (map?.arch !== "x86") throw new FailureError("libvirt leaves the features of this architecture to QEMU.");
  const cpu = expandCpu(typed.definition(), map);
  const summary = `${cpu.model} with ${cpu.features.length} features spelled out.`;
  return { xml: applyEdits(text, writeCpu(text, typed.element, cpu)), summary };
}

const HOST_MODEL: CpuDefinition = { type: "guest", mode: "host-model", fallback: "allow", features: [] };

/** A `<cpu>` for a model, or for what host-model is on a host. */
async function expandName(name: string, given: Given, tools: Tools): Promise<Expanded> {
  const project = await tools.projectOf(tools.io.cwd);
  if (name === "host-model") {
    const host = await oneHost(project);
    const onHost = expandOnHost(HOST_MODEL, host.host, host.map);
    const cpu = given.has("features") ? expandCpu(onHost, host.map) : onHost;
    return { xml: formatCpu(cpu), summary: `${cpu.model} with ${cpu.features.length} features, as on ${host.name}.` };
  }
  const release = await tools.release(project.config.libvirt);
  const catalogue = await tools.catalogue({ arch: given.text("arch") ?? "x86_64", release });
  const cpu = expandModel(name, catalogue);
  const summary = `${name} in libvirt ${release}: ${cpu.features.length} features.`;
  return { xml: formatCpu(cpu), summary: [summary, modelDoubt(name, catalogue)].filter(Boolean).join(" ") };
}

function expandModel(name: string, catalogue: Catalogue): CpuDefinition {
  const { map, models, arch, release } = catalogue;
  const model = map?.modelByName.get(name);
  if (model === undefined || map === undefined) {
    const later = otherRelease(knows(catalogue, { model: name }));
    const hint = later === undefined ? meant(name, models.keys()) : ` ${later}`;
    throw new FailureError(`libvirt's CPU map of ${release} has no ${arch} model ${name}.${hint}`);
  }
  const vendor = model.vendor === undefined ? {} : { vendor: model.vendor };
  const cpu = { type: "guest", mode: "custom", match: "exact", model: name, fallback: "forbid", features: [] } as const;
  return expandCpu({ ...cpu, ...vendor }, map);
}
