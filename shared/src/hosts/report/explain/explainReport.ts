import type { Assessment, HostVerdict } from "../../assess.js";
import type { Outcome } from "../../judge.js";
import { alikeHosts } from "../../matrix/columns.js";
import type { Span, Text } from "../document.js";
import { givenText } from "./given.js";
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
  /** What would mend it there, each a change by itself; only of groups that are told step by step. */
  readonly mends: readonly Text[];
}

/** What would mend a start on a host. */
export type Mends = (verdict: HostVerdict) => Generator<undefined, readonly Text[]>;

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
export function* explainSteps(name: string, assessment: Assessment, mends: Mends): Generator<undefined, ExplainReport> {
  const groups = yield* groupsOf(assessment);
  groups.sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.hosts.length - a.hosts.length);
  const mended: ExplainedHosts[] = [];
  for (const [index, group] of groups.entries()) {
    const isMended = index < MOST_DETAILED && group.outcome === "fails";
    mended.push(isMended ? { ...group, mends: yield* mends(group.verdict) } : group);
  }
  return { name, assessment, groups: mended };
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
    const key = JSON.stringify([outcome, given, id, found, problem?.message]);
    const group = groups.get(key) ?? { hosts: [], outcome, steps, given, verdict, mends: [] };
    groups.set(key, group);
    group.hosts.push(...names);
    yield;
  }
  return [...groups.values()];
}
