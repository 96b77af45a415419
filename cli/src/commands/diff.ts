import {
  type Catalogue,
  featuresOf,
  knows,
  type ModelEntry,
  otherRelease,
} from "../../../shared/src/catalogue/index.js";
import { headline } from "../../../shared/src/describe/index.js";
import { type Given, meant } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type Cell, count, type Printer, printTable, toJson } from "../text/text.js";
/** `libvirt-cpu diff` */
export const diff: CliCommand = {
  name: "diff",
  takes: "<model> <model>",
  summary: "Show what one CPU model has and the other lacks.",
  description: ["Uses libvirt's CPU map of the release."],
  options: ["json", "arch", "libvirt", "config"],
  examples: [
    ["libvirt-cpu diff Haswell Skylake-Server", "what the newer one adds"],
    ["libvirt-cpu diff EPYC EPYC-IBPB --libvirt 9.0.0", "in another release"],
  ],
  exits: { [Exit.ok]: "compared" },
  run: runDiff,
};

interface Side {
  readonly entry: ModelEntry;
  readonly features: readonly string[];
}

async function runDiff(given: Given, tools: Tools): Promise<Exit> {
  const [left, right, ...rest] = given.positionals;
  if (left === undefined || right === undefined || rest.length > 0) throw new UsageError("Name two models.");
  const { config } = await tools.projectOf(tools.io.cwd);
  const arch = given.text("arch") ?? "x86_64";
  const catalogue = await tools.catalogue({ arch, release: await tools.release(config.libvirt) });
  const from = sideOf(left, catalogue);
  const to = sideOf(right, catalogue);
  const removed = from.features.filter((name) => !to.features.includes(name));
  const added = to.features.filter((name) => !from.features.includes(name));
  const common = from.features.length - removed.length;
  if (given.has("json")) {
    tools.out.raw(
      `${toJson({ libvirt: catalogue.release, arch, from: from.entry, to: to.entry, removed, added, common })}\n`,
    );
  } else printDiff({ from, to, removed, added, common }, catalogue, tools.out);
  return Exit.ok;
}

/** @throws FailureError where the map does not say what the model has */
function sideOf(name: string, catalogue: Catalogue): Side {
  const { map, models, release, arch } = catalogue;
  const entry = models.get(name);
  if (entry === undefined) {
    const later = otherRelease(knows(catalogue, { model: name }));
    const hint = later === undefined ? meant(name, models.keys()) : ` ${later}`;
    throw new FailureError(`libvirt ${release} knows no ${arch} model ${name}.${hint}`);
  }
  const model = map?.modelByName.get(name);
  if (model === undefined || map?.arch !== "x86") {
    throw new FailureError(`libvirt leaves the features of ${arch} models to QEMU: there is nothing to compare.`);
  }
  return { entry, features: featuresOf(model, map) };
}

interface Difference {
  readonly from: Side;
  readonly to: Side;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly common: number;
}

function printDiff({ from, to, removed, added, common }: Difference, { features }: Catalogue, printer: Printer): void {
  const { paint } = printer;
  for (const { entry } of [from, to]) printer.line(`${paint.bold(entry.name)}  ${headline(entry)}`);
  const rows = (names: readonly string[], sign: string, colour: (text: string) => string) =>
    names.map((name): Cell[] => [
      { text: `${sign} ${name}`, paint: colour },
      { text: features.get(name)?.title ?? "", paint: paint.dim },
    ]);
  printer.line();
  printTable(printer, [...rows(removed, "-", paint.red), ...rows(added, "+", paint.green)]);
  if (removed.length + added.length > 0) printer.line();
  printer.line(
    `${count(common, "feature")} in both, ${removed.length} only in ${from.entry.name}, ${added.length} only in ${to.entry.name}.`,
  );
}
