import { cpuLines } from "../edits/cpuLines.js";
import { type Baseline, baselineCpu, type CpuDefinition, CpuError, type HypervisorModel } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { documentStyle } from "../xml/index.js";
import { NO_PLACE, placeCpu } from "./placeCpu.js";
import type { NamedHost, Rewritten } from "./rewrite.js";

export interface LostFeature {
  readonly feature: string;
  /** Names of the hosts that lack it. */
  readonly missingOn: readonly string[];
}

export interface BaselineRewrite {
  readonly cpu: CpuDefinition;
  readonly model: string;
  /** The block as it stands in a document of its own. */
  readonly preview: string;
  readonly lost: readonly LostFeature[];
}

/**
 * Puts the best CPU that all hosts can run into the document: over mode, model, vendor and features of the `<cpu>`
 * that is there, else as a new one where libvirt's schema wants it.
 *
 * @param hosts one or more, of one vendor
 */
export function insertBaseline(
  context: RuleContext,
  hosts: readonly NamedHost[],
  options: { readonly migratable?: boolean } = {},
): Rewritten<BaselineRewrite> {
  const { catalogue } = context;
  if (catalogue.map === undefined) {
    return { error: `libvirt leaves the CPU models of ${catalogue.arch} to QEMU: there is no baseline to compute.` };
  }
  const cpus = hosts.map(({ host }) => host.hostModel ?? host.cpu);
  const without = hosts[cpus.indexOf(undefined)];
  if (without !== undefined) return { error: `${without.name} does not tell which CPU the host has.` };
  const models = commonModels(hosts);
  try {
    const baseline = baselineCpu(
      cpus.flatMap((cpu) => cpu ?? []),
      catalogue.map,
      {
        migratable: options.migratable ?? true,
        ...(models === undefined ? {} : { models }),
      },
    );
    return answer(baseline, hosts, context);
  } catch (error) {
    if (error instanceof CpuError) return { error: explain(error, hosts) };
    throw error;
  }
}

/**
 * The models that every hypervisor has, with what blocks them anywhere; undefined where no host tells. A baseline
 * made of another model would not start.
 */
function commonModels(hosts: readonly NamedHost[]): HypervisorModel[] | undefined {
  const lists = hosts.flatMap(({ host }) => (host.models === undefined ? [] : [host.models]));
  const [first, ...others] = lists;
  if (first === undefined) return undefined;
  return first
    .filter(({ name }) => others.every((list) => list.some((model) => model.name === name)))
    .map(({ name }) => ({
      name,
      blockers: [...new Set(lists.flatMap((list) => list.find((model) => model.name === name)?.blockers ?? []))],
    }));
}

function answer(
  { cpu, because }: Baseline,
  hosts: readonly NamedHost[],
  context: RuleContext,
): Rewritten<BaselineRewrite> {
  const edits = placeCpu(context, cpu);
  if (edits === undefined) return { error: NO_PLACE };
  const lost = [...because].map(([feature, indices]) => ({
    feature,
    missingOn: indices.flatMap((index) => hosts[index]?.name ?? []),
  }));
  const count = `${cpu.features.length} ${cpu.features.length === 1 ? "feature" : "features"}`;
  return {
    edits,
    summary: `Baseline of ${hosts.length} hosts: ${cpu.model} with ${count}.`,
    cpu,
    model: cpu.model ?? "",
    preview: `${cpuLines(cpu, documentStyle(context.document.text)).join("\n")}\n`,
    lost,
  };
}

function explain(error: CpuError, hosts: readonly NamedHost[]): string {
  if (error.code === "vendors-differ" || error.code === "vendor-differs") {
    const vendors = hosts.map(({ name, host }) => `${name} ${(host.hostModel ?? host.cpu)?.vendor ?? "unknown"}`);
    return `No CPU model runs on hosts of different vendors (${vendors.join(", ")}). Choose hosts of one vendor.`;
  }
  if (error.code === "empty-baseline") return "These hosts have no feature in common.";
  if (error.code === "no-decodable-model") return "No CPU model that all these hypervisors know fits these hosts.";
  return error.message;
}
