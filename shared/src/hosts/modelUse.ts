import { type Feature, type Host, hasBits } from "../engine/internal.js";
import type { Guest } from "./guestNeeds.js";
import { givenWords, processorWords } from "./hostProblem.js";
import { judge, type Outcome } from "./judge.js";
import type { PoolHost, Target } from "./poolHost.js";

/** What one host says about a model. */
interface ModelAnswer {
  readonly outcome: Outcome;
  /** Features that are in its way; empty where the host names none. */
  readonly blockers: readonly string[];
  /** The same for the same blockers. */
  readonly reason: string;
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

type AskedGuest = Pick<Guest, "arch" | "virtType">;

/** Lists of a hundred models are made again at every key. */
const uses = new WeakMap<Target, Map<string, ModelUse>>();
const answers = new WeakMap<Host, Map<string, ModelAnswer>>();

/**
 * On which hosts of a target does a guest with this model, and nothing else said, run?
 *
 * @param guest its architecture and hypervisor; its CPU does not count
 */
export function modelUse(model: string, target: Target, guest: AskedGuest): ModelUse {
  const known = uses.get(target) ?? new Map<string, ModelUse>();
  uses.set(target, known);
  const key = keyOf(model, guest);
  const use = known.get(key) ?? useOf(model, target, guest);
  known.set(key, use);
  return use;
}

/** Whether no known host of a target refuses a model, and one runs it for certain. Stops at the first that refuses. */
export function runsOnAll(model: string, { hosts }: Target, guest: AskedGuest): boolean {
  let isUsed = false;
  for (const host of hosts) {
    const { outcome } = answerOf(model, host, guest);
    if (outcome === "fails") return false;
    isUsed ||= outcome === "starts" || outcome === "fits";
  }
  return isUsed;
}

function keyOf(model: string, { arch, virtType = "" }: AskedGuest): string {
  return `${arch} ${virtType} ${model}`;
}

function useOf(model: string, target: Target, guest: AskedGuest): ModelUse {
  const usable: string[] = [];
  const unknown = target.unknown.map(({ name }) => name);
  const blocked = new Map<string, { hosts: string[]; blockers: readonly string[] }>();
  for (const host of target.hosts) {
    const { outcome, blockers, reason } = answerOf(model, host, guest);
    if (outcome === "starts" || outcome === "fits") usable.push(host.name);
    else if (outcome === "unknown") unknown.push(host.name);
    else {
      const group = blocked.get(reason);
      if (group === undefined) blocked.set(reason, { hosts: [host.name], blockers });
      else group.hosts.push(host.name);
    }
  }
  const groups = [...blocked.values()].sort((a, b) => b.hosts.length - a.hosts.length);
  return { usable, blocked: groups, unknown, total: target.hosts.length + target.unknown.length };
}

/** Hosts that are described alike are asked once. */
function answerOf(model: string, host: PoolHost, guest: AskedGuest): ModelAnswer {
  const known = answers.get(host.host) ?? new Map<string, ModelAnswer>();
  answers.set(host.host, known);
  const key = `${host.release} ${keyOf(model, guest)}`;
  const found = known.get(key) ?? ask(model, host, guest);
  known.set(key, found);
  return found;
}

function ask(model: string, poolHost: PoolHost, { arch, virtType }: AskedGuest): ModelAnswer {
  const { host, map } = poolHost;
  const listed = host.models?.find(({ name }) => name === model);
  const isAboutGuest = arch === host.arch && (virtType ?? host.virtType) === host.virtType;
  // What checkStart says as well of a model with nothing beside it, without the trouble.
  if (listed?.usable === "yes" && isAboutGuest && map.modelByName.has(model)) return answer("starts", []);
  const cpu = { ...PLAIN, model };
  const { outcome, problems } = judge({ cpu, arch, ...(virtType === undefined ? {} : { virtType }) }, poolHost);
  const found = problems.find(({ verdict }) => verdict === "fails")?.features ?? [];
  return answer(outcome, listed !== undefined && listed.blockers.length > 0 ? listed.blockers : found);
}

const PLAIN = {
  type: "guest",
  mode: "custom",
  match: "exact",
  check: "partial",
  fallback: "allow",
  features: [],
} as const;

function answer(outcome: Outcome, blockers: readonly string[]): ModelAnswer {
  return { outcome, blockers, reason: blockers.join() };
}

/** What a host does with a feature. `processor`: it has it, and the hypervisor withholds it or does not say. */
export type FeatureAnswer = "gives" | "processor" | "lacks" | "unknown";

/** Names of hosts by what they do with a feature. */
export type FeatureUse = Readonly<Record<FeatureAnswer, readonly string[]>>;

/** Who on a target has a feature? */
export function featureUse(name: string, target: Target): FeatureUse {
  const use: Record<FeatureAnswer, string[]> = { gives: [], processor: [], lacks: [], unknown: [] };
  for (const host of target.hosts) use[featureOn(host, host.map.featureByName.get(name))].push(host.name);
  use.unknown.push(...target.unknown.map((host) => host.name));
  return use;
}

function featureOn(host: PoolHost, feature: Feature | undefined): FeatureAnswer {
  if (feature === undefined) return "unknown";
  const given = givenWords(host);
  if (given !== undefined && hasBits(given, feature.bits)) return "gives";
  const processor = processorWords(host);
  if (processor !== undefined && hasBits(processor, feature.bits)) return "processor";
  return given === undefined && processor === undefined ? "unknown" : "lacks";
}
