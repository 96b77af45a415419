import type { Catalogue, ModelEntry } from "../../../shared/src/catalogue/index.js";
import { blockerText, headline, usableCount } from "../../../shared/src/describe/index.js";
import { type ModelUse, modelUse, type Target } from "../../../shared/src/hosts/index.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type Cell, count, type Printer, printTable, toJson } from "../text/text.js";
import { subjectFor } from "../workspace/givenHosts.js";

/** `libvirt-cpu cpu-models` */
export const cpuModels: CliCommand = {
  name: "cpu-models",
  takes: "",
  summary: "List the CPU models of a libvirt release, and on which hosts they run.",
  description: [
    "The hosts are those of --host. Default: the target of libvirt-cpu.json. Without hosts, all models are listed.",
  ],
  options: ["json", "arch", "libvirt", "host", "target", "virt-type", "usable", "config"],
  examples: [
    ["libvirt-cpu cpu-models --libvirt 9.0.0", "what libvirt 9.0.0 knows"],
    ["libvirt-cpu cpu-models --target prod --usable", "what runs on every host of a pool"],
    ["libvirt-cpu cpu-models --arch s390x", "another architecture"],
  ],
  exits: { [Exit.ok]: "listed" },
  run: runCpuModels,
};

interface Listed {
  readonly entry: ModelEntry;
  readonly use: ModelUse | undefined;
}

async function runCpuModels(given: Given, tools: Tools): Promise<Exit> {
  if (given.positionals.length > 0) throw new UsageError("cpu-models takes no arguments, only options.");
  const project = await tools.projectOf(tools.io.cwd);
  const { arch, target } = await subjectFor(project, given);
  if (given.has("usable") && target === undefined) throw new UsageError("--usable needs hosts: --host, or a target.");
  const catalogue = await tools.catalogue({ arch, release: await tools.release(project.config.libvirt) });
  const models = listModels(catalogue, target, given);
  if (catalogue.models.size === 0) throw new FailureError(`There are no CPU models for ${arch}.`);
  if (given.has("json")) tools.out.raw(`${toJson(asJson(catalogue, target, models))}\n`);
  else {
    printModels(models, tools.out);
    const on = target === undefined ? "" : `, on ${target.name}`;
    tools.err.line(
      tools.err.paint.dim(`${count(models.length, "model")} of libvirt ${catalogue.release}, ${arch}${on}.`),
    );
    if (!isListedByLibvirt(arch)) {
      const note = `libvirt leaves the CPU models of ${arch} to QEMU; virsh cpu-models prints no list.`;
      tools.err.line(tools.err.paint.dim(note));
    }
  }
  return Exit.ok;
}

/** virConnectGetCPUModelNames has names for these (asked of 7.0, 9.0, 11.3 and 12.8); for others QEMU decides. */
function isListedByLibvirt(arch: string): boolean {
  return arch === "x86_64" || arch === "i686" || arch.startsWith("ppc64");
}

function listModels(catalogue: Catalogue, target: Target | undefined, given: Given): Listed[] {
  const virtType = given.text("virt-type");
  const guest = { arch: catalogue.arch, ...(virtType === undefined ? {} : { virtType }) };
  return [...catalogue.models.values()]
    .map((entry) => ({ entry, use: target && modelUse(entry.name, target, guest) }))
    .filter(({ use }) => !given.has("usable") || use?.usable.length === use?.total);
}

function printModels(models: readonly Listed[], printer: Printer): void {
  const { paint } = printer;
  printTable(
    printer,
    models.map(({ entry, use }): Cell[] => {
      const marks = [entry.deprecated ? "deprecated" : "", entry.isUncertain ? "possibly not supported" : ""];
      const about = [headline(entry), ...marks].filter((part) => part !== "").join(" · ");
      const name = { text: entry.name, paint: paint.bold };
      if (use === undefined) return [name, about];
      const isUsable = use.usable.length === use.total;
      const colour = isUsable ? paint.green : use.usable.length > 0 ? paint.yellow : paint.dim;
      return [name, about, { text: usableCount(use), paint: colour }, { text: blockerText(use), paint: paint.dim }];
    }),
  );
}

function asJson({ arch, release }: Catalogue, target: Target | undefined, models: readonly Listed[]) {
  return {
    arch,
    libvirt: release,
    ...(target === undefined ? {} : { target: target.name }),
    models: models.map(({ entry, use }) => ({ ...entry, ...(use === undefined ? {} : { hosts: use }) })),
  };
}
