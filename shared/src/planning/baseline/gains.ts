import * as l10n from "@vscode/l10n";
import { type CpuDefinition, CpuError, difference, featureNames } from "../../engine/internal.js";
import { givenBy, hostList, type PoolHost, wordsIn } from "../../hosts/index.js";
import type { LostFeature } from "../../messages.js";
import {
  type BaselineBasis,
  type BaselineChoices,
  commonBaseline,
  commonModels,
  type ModelTally,
  tallyOf,
} from "./common.js";

/** What the baseline would win without some hosts. */
export interface Gain {
  /** Hosts that lack the same: dropping some of them wins less. */
  readonly hosts: readonly string[];
  /** Features that come back, in the map's order. */
  readonly features: readonly string[];
  /** The model then. */
  readonly model: string;
}

/** Baselines are tried without these many sets of hosts: those that win the most for a host. */
const MOST = 8;

export interface Found {
  readonly hosts: readonly PoolHost[];
  readonly basis: BaselineBasis;
  readonly tally: ModelTally;
  readonly choices: BaselineChoices;
  readonly cpu: CpuDefinition;
  readonly lost: readonly LostFeature[];
}

/**
 * What going without hosts would win, by taking the baseline of the others. A feature comes back only when all hosts
 * that lack it go: no other sets of hosts are tried.
 */
export function* gainsOf(found: Found): Generator<undefined, Gain[]> {
  const gains: Gain[] = [];
  for (const names of worthTrying(found)) {
    const dropped = new Set(names);
    const others = found.hosts.filter(({ name }) => !dropped.has(name));
    const models = yield* modelsOf(others, found);
    const gain = gainWith(others, models, found);
    if (gain !== undefined && gain.features.length > 0) gains.push({ ...gain, hosts: names });
    yield;
  }
  return gains.sort((a, b) => b.features.length / b.hosts.length - a.features.length / a.hosts.length);
}

function worthTrying({ lost, choices, hosts }: Found): (readonly string[])[] {
  const sets = new Map<string, { readonly names: readonly string[]; count: number }>();
  for (const { missingOn, blocksMigration } of lost) {
    const comesBack = !(choices.migratable && blocksMigration);
    if (!comesBack || missingOn.length === 0 || missingOn.length === hosts.length) continue;
    const key = JSON.stringify(missingOn);
    const known = sets.get(key);
    if (known === undefined) sets.set(key, { names: missingOn, count: 1 });
    else known.count++;
  }
  const worth = ({ names, count }: { names: readonly string[]; count: number }): number => count / names.length;
  const dearest = [...sets.values()].sort((a, b) => worth(b) - worth(a));
  return dearest.slice(0, MOST).map(({ names }) => names);
}

function gainWith(
  others: readonly PoolHost[],
  models: BaselineBasis["models"],
  { basis: { map }, choices, cpu }: Found,
): Omit<Gain, "hosts"> | undefined {
  try {
    const better = commonBaseline(others, { map, models }, choices).cpu;
    const [now, then] = [wordsIn(cpu, map), wordsIn(better, map)];
    if (now === undefined || then === undefined) return undefined;
    return { features: featureNames(difference(then, now), map), model: better.model ?? "" };
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

/** A few hosts that go are quicker to count out than the others to count. */
function* modelsOf(
  others: readonly PoolHost[],
  { hosts, tally }: Found,
): Generator<undefined, BaselineBasis["models"]> {
  if (others.length * 2 < hosts.length) return commonModels(yield* tallyOf(others));
  const staying = new Set(others.map(({ host }) => host));
  return commonModels(tally, yield* tallyOf(hosts.filter(({ host }) => !staying.has(host))));
}

/** Why there is no baseline of hosts of this architecture, where libvirt itself has none worth the name. */
export function whyNoneOn(arch: string, hosts: readonly PoolHost[], hasMap: boolean): string | undefined {
  if (!hasMap) {
    return l10n.t("libvirt does not define the CPU models of {0}. Run virsh hypervisor-cpu-baseline on a host.", arch);
  }
  if (arch === "x86_64" || arch === "i686") return undefined;
  const models = modelsText(hosts);
  if (models === undefined) return undefined;
  // cpu_arm.c takes the first host's model and asks no further; cpu_ppc64.c refuses.
  return l10n.t("On {0}, a baseline works only if all hosts have the same model: {1}.", arch, models);
}

/** `node1 POWER9, node2 POWER10`; undefined where all have the same model. */
function modelsText(hosts: readonly PoolHost[]): string | undefined {
  const byModel = new Map<string, string[]>();
  for (const host of hosts) {
    const model = givenBy(host)?.model ?? "";
    const names = byModel.get(model) ?? [];
    names.push(host.name);
    byModel.set(model, names);
  }
  if (byModel.size < 2) return undefined;
  return [...byModel].map(([model, names]) => `${hostList(names)} ${model}`).join(", ");
}

/** What baselineCpu threw, in plain words. */
export function explainError(error: CpuError): string {
  switch (error.code) {
    case "empty-baseline":
      return l10n.t("These hosts have no common feature.");
    case "no-decodable-model":
      return l10n.t("No CPU model is supported by all of these hosts.");
    case "unknown-model":
      return l10n.t(
        "A host uses the model {0}, which the oldest libvirt of these hosts does not support.",
        error.subject ?? "",
      );
    default:
      return error.message;
  }
}
