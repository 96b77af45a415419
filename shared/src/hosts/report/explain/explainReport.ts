import type { Assessment, HostVerdict } from "../../assess.js";
import type { Outcome } from "../../judge.js";
import { alikeHosts } from "../../matrix/columns.js";
import type { Span } from "../document.js";
import { givenText } from "./given.js";
import type { Step } from "./step.js";
import { stepsOf } from "./steps.js";

/** Hosts on which the same happens, for the same reasons. */
export interface ExplainedHosts {
  readonly hosts: readonly string[];
  readonly outcome: Outcome;
  readonly steps: readonly Step[];
  /** What libvirt makes of the definition; empty where it does not start. */
  readonly given: readonly Span[];
  /** The first of them. */
  readonly verdict: HostVerdict;
}

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
export function* explainSteps(name: string, assessment: Assessment): Generator<undefined, ExplainReport> {
  const { guest, target, verdicts } = assessment;
  const byName = new Map(verdicts.map((verdict) => [verdict.host.name, verdict]));
  const groups = new Map<string, ExplainedHosts & { readonly hosts: string[] }>();
  for (const { first, names } of alikeHosts(target.hosts)) {
    const verdict = byName.get(first.name);
    if (verdict === undefined) continue;
    const steps = stepsOf(guest, first, verdict);
    const isFit = verdict.outcome === "starts" || verdict.outcome === "fits";
    const given = isFit ? givenText(guest, first) : [];
    const key = JSON.stringify([verdict.outcome, steps, given]);
    const group = groups.get(key) ?? { hosts: [], outcome: verdict.outcome, steps, given, verdict };
    groups.set(key, group);
    group.hosts.push(...names);
    yield;
  }
  const sorted = [...groups.values()].sort(
    (a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.hosts.length - a.hosts.length,
  );
  return { name, assessment, groups: sorted };
}
