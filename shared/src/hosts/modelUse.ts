import type { Guest } from "./guest.js";
import { judge, type Outcome } from "./judge.js";
import type { PoolHost, Target } from "./poolHost.js";

/** What one host says about a model. */
interface ModelAnswer {
  readonly outcome: Outcome;
  /** Features that stand in its way; empty where the host names none. */
  readonly blockers: readonly string[];
}

/** Hosts that cannot run a model for the same reason. */
export interface BlockedHosts {
  readonly hosts: readonly string[];
  readonly blockers: readonly string[];
}

/** On which hosts of a target a model runs. */
export interface ModelUse {
  /** Hosts whose hypervisor runs it, or whose processor has all it needs. */
  readonly usable: readonly string[];
  /** Most hosts first. */
  readonly blocked: readonly BlockedHosts[];
  /** Hosts that do not tell, or of which nothing is known. */
  readonly unknown: readonly string[];
  /** All hosts of the target. */
  readonly total: number;
}

const answers = new WeakMap<PoolHost["host"], Map<string, ModelAnswer>>();

/**
 * On which hosts of a target does a guest with this model, and nothing else said, run?
 *
 * @param guest its architecture and hypervisor; its CPU does not count
 */
export function modelUse(model: string, target: Target, guest: Pick<Guest, "arch" | "virtType">): ModelUse {
  const usable: string[] = [];
  const unknown = target.unknown.map(({ name }) => name);
  const blocked = new Map<string, { hosts: string[]; blockers: readonly string[] }>();
  for (const host of target.hosts) {
    const { outcome, blockers } = answerOf(model, host, guest);
    if (outcome === "starts" || outcome === "fits") usable.push(host.name);
    else if (outcome === "unknown") unknown.push(host.name);
    else {
      const key = blockers.join();
      const group = blocked.get(key);
      if (group === undefined) blocked.set(key, { hosts: [host.name], blockers });
      else group.hosts.push(host.name);
    }
  }
  const groups = [...blocked.values()].sort((a, b) => b.hosts.length - a.hosts.length);
  return { usable, blocked: groups, unknown, total: target.hosts.length + target.unknown.length };
}

function answerOf(model: string, host: PoolHost, guest: Pick<Guest, "arch" | "virtType">): ModelAnswer {
  const known = answers.get(host.host) ?? new Map<string, ModelAnswer>();
  answers.set(host.host, known);
  const key = `${host.release} ${guest.arch} ${guest.virtType ?? ""} ${model}`;
  const answer = known.get(key) ?? ask(model, host, guest);
  known.set(key, answer);
  return answer;
}

function ask(model: string, host: PoolHost, { arch, virtType }: Pick<Guest, "arch" | "virtType">): ModelAnswer {
  const cpu = {
    type: "guest",
    mode: "custom",
    match: "exact",
    check: "partial",
    model,
    fallback: "allow",
    features: [],
  } as const;
  const { outcome, problems } = judge({ cpu, arch, ...(virtType === undefined ? {} : { virtType }) }, host);
  const listed = host.host.models?.find(({ name }) => name === model)?.blockers ?? [];
  const found = problems.find(({ verdict }) => verdict === "fails")?.features ?? [];
  return { outcome, blockers: listed.length > 0 ? listed : found };
}
