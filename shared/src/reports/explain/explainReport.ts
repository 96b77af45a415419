import * as l10n from "@vscode/l10n";
import { type CpuDefinition, CpuError, expandOnHost, takesHostCpu } from "../../engine/internal.js";
import {
  type Assessment,
  type Guest,
  type HostVerdict,
  liveCpu,
  type Outcome,
  type PoolHost,
} from "../../hosts/index.js";
import { code, featureSpans, fill, number, type Span, type Text } from "../document.js";
import { alikeHosts } from "../matrix/rows.js";
import { decisiveStep, type Step } from "./step.js";
import { stepsOf } from "./steps.js";

/** Groups that are told step by step. */
export const MOST_DETAILED = 12;

/** Hosts on which the same happens for the same reason. */
export interface ExplainedHosts {
  readonly hosts: readonly string[];
  readonly outcome: Outcome;
  /** On the first of them. */
  readonly steps: readonly Step[];
  /** What libvirt makes of the definition; empty where it does not start. */
  readonly given: readonly Span[];
  /** Of the first of them. */
  readonly verdict: HostVerdict;
  /** The changes that fix it there, each by itself; only of groups that are explained step by step. */
  readonly fixes: readonly Text[];
}

/** The changes after which a VM starts on a host. */
export type HostFixes = (verdict: HostVerdict) => Generator<undefined, readonly Text[]>;

/** Why a VM starts or not on each host of its target. */
export interface ExplainReport {
  /** The VM's name. */
  readonly name: string;
  readonly assessment: Assessment;
  /** Failing ones first, those of most hosts first. */
  readonly groups: readonly ExplainedHosts[];
}

const ORDER: Readonly<Record<Outcome, number>> = { fails: 0, unknown: 1, fits: 2, starts: 3 };

/** In steps, each of one host: whoever drives it may pause, or stop when the question is stale. */
export function* explainSteps(
  name: string,
  assessment: Assessment,
  fixes: HostFixes,
): Generator<undefined, ExplainReport> {
  const groups = yield* groupsOf(assessment);
  groups.sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.hosts.length - a.hosts.length);
  const withFixes: ExplainedHosts[] = [];
  for (const [index, group] of groups.entries()) {
    // No change of the CPU makes a definition valid.
    const isRefused = group.verdict.problems.some(({ code }) => code === "definition-refused");
    const isFixable = index < MOST_DETAILED && group.outcome === "fails" && !isRefused;
    withFixes.push(isFixable ? { ...group, fixes: yield* fixes(group.verdict) } : group);
  }
  return { name, assessment, groups: withFixes };
}

function* groupsOf({ guest, target, verdicts }: Assessment): Generator<undefined, ExplainedHosts[]> {
  const byName = new Map(verdicts.map((verdict) => [verdict.host.name, verdict]));
  const groups = new Map<string, ExplainedHosts & { readonly hosts: string[] }>();
  for (const { first, names } of alikeHosts(target.hosts)) {
    const verdict = byName.get(first.name);
    if (verdict === undefined) continue;
    const { outcome } = verdict;
    const steps = stepsOf(guest, first, verdict);
    const given = outcome === "starts" || outcome === "fits" ? givenText(guest, first) : [];
    const { id, found, problem } = decisiveStep(steps) ?? {};
    const live = steps.find((step) => step.id === "live")?.found;
    const key = JSON.stringify([outcome, given, id, found, problem?.message, live]);
    const group = groups.get(key) ?? { hosts: [], outcome, steps, given, verdict, fixes: [] };
    groups.set(key, group);
    group.hosts.push(...names);
    yield;
  }
  return [...groups.values()];
}

/**
 * What libvirt makes of a definition where it starts: which model host-model becomes, what becomes of optional
 * features, what is left out unchecked.
 *
 * @returns nothing where the host's documents do not tell
 */
function givenText(guest: Guest, poolHost: PoolHost): Span[] {
  const { cpu, arch } = guest;
  const { host, map } = poolHost;
  if (takesHostCpu(cpu.mode)) {
    return [l10n.t("The VM gets all features of the host's CPU that the hypervisor supports.")];
  }
  if (map.arch !== "x86" || (arch !== "x86_64" && arch !== "i686")) return [];
  try {
    const expanded = expandOnHost(cpu, host, map);
    return [...headText(cpu, expanded), ...optionalText(cpu, expanded), ...leftOutText(guest, expanded, poolHost)];
  } catch (error) {
    if (error instanceof CpuError) return [];
    throw error;
  }
}

function headText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const { model = "", features } = expanded;
  const what =
    features.length === 1
      ? fill(l10n.t("{0} with 1 listed feature"), code(model))
      : fill(l10n.t("{0} with {1} listed features"), code(model), number(features.length));
  if (cpu.mode === "host-model") return fill(l10n.t("{0} becomes {1}."), code("host-model"), what);
  if (cpu.match === "minimum") return fill(l10n.t("With {0} the VM gets {1}."), code("match='minimum'"), what);
  if (cpu.model === undefined) return fill(l10n.t("The definition has no model, so the VM gets {0}."), what);
  return fill(l10n.t("The VM gets {0}."), what);
}

function optionalText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const optional = new Set(cpu.features.flatMap(({ name, policy }) => (policy === "optional" ? [name] : [])));
  if (optional.size === 0) return [];
  const given = expanded.features.flatMap(({ name, policy }) =>
    optional.has(name) && policy === "require" ? [name] : [],
  );
  if (given.length === 0) return [` ${l10n.t("It gets none of its optional features.")}`];
  return fill(` ${l10n.t("It gets these optional features: {0}.")}`, featureSpans(given));
}

/** Without a check the guest starts with less than it asks for. */
function leftOutText(guest: Guest, expanded: CpuDefinition, host: PoolHost): Span[] {
  const lacking = expanded.check === "none" ? (liveCpu(guest, host)?.lost ?? []) : [];
  if (lacking.length === 0) return [];
  return fill(` ${l10n.t("Nothing is checked, and {0} will be missing.")}`, featureSpans(lacking));
}
