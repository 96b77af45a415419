import * as l10n from "@vscode/l10n";
import { ABI_LEVELS } from "../../catalogue/index.js";
import { hasBits } from "../../engine/internal.js";
import {
  type BlockedHosts,
  givenWords,
  type ModelUse,
  modelUse,
  type PoolHost,
  processorWords,
  type Target,
  type UnknownHost,
  vendorOf,
} from "../../hosts/index.js";
import type { Ladder, Level } from "./levelsJson.js";

/** Hosts that are asked about a model between two pauses. */
const AT_ONCE = 4;
const GUEST = { arch: "x86_64" };

/**
 * How far hosts of one vendor get on its ladder. A level is reached where one of its models runs: where the hypervisor
 * says so, or, where nothing is known of it, the processor has all of the model's features.
 */
export function* vendorLadder(
  vendor: string,
  levels: readonly Level[],
  hosts: readonly PoolHost[],
): Generator<undefined, LadderUse> {
  const target: Target = { name: vendor, isPool: true, hosts, unknown: [] };
  const rungs: Rung[] = [];
  for (const level of levels) rungs.push(yield* rungOf(level, target));
  return { name: vendor, hosts: hosts.map(({ name }) => name), rungs };
}

function* rungOf({ name, models, note }: Level, target: Target): Generator<undefined, Rung> {
  const said = { name, ...(note === undefined ? {} : { note }) };
  let best: (ModelUse & { readonly model: string }) | undefined;
  for (const model of models) {
    const use = yield* useOf(model, target);
    if (best === undefined || isBetter(use, best)) best = { ...use, model };
  }
  if (best === undefined) return { ...said, isKnown: false, usable: [], blocked: [], unknown: [] };
  const { model, usable, blocked, unknown } = best;
  return { ...said, model, isKnown: true, usable, blocked, unknown };
}

function isBetter(one: ModelUse, other: ModelUse): boolean {
  if (one.usable.length !== other.usable.length) return one.usable.length > other.usable.length;
  return blockersIn(one) < blockersIn(other);
}

function blockersIn({ blocked }: ModelUse): number {
  return Math.max(0, ...blocked.map(({ blockers }) => blockers.length));
}

/** What was found for a host is kept with it, so the whole is asked for in the end. */
function* useOf(model: string, target: Target): Generator<undefined, ModelUse> {
  for (let from = 0; from < target.hosts.length; from += AT_ONCE) {
    modelUse(model, { ...target, hosts: target.hosts.slice(from, from + AT_ONCE) }, GUEST);
    yield;
  }
  return modelUse(model, target, GUEST);
}

/** How far hosts get on the ladders of their vendors, and on the levels of x86-64. */
export interface LevelReport {
  /** What the hosts are called together. */
  readonly name: string;
  /** A ladder for each vendor that has one, in the order of the hosts. */
  readonly vendors: readonly LadderUse[];
  /** Undefined without x86 hosts. */
  readonly abi?: LadderUse;
  /** Hosts without a ladder of their vendor, each kind with why. */
  readonly others: readonly { readonly hosts: readonly string[]; readonly why: string }[];
  readonly unknown: readonly UnknownHost[];
}

/** In steps: whoever drives it may pause, or stop when the question is stale. */
export function* levelSteps(
  name: string,
  { hosts, unknown }: { readonly hosts: readonly PoolHost[]; readonly unknown: readonly UnknownHost[] },
  ladders: readonly Ladder[],
): Generator<undefined, LevelReport> {
  const x86 = hosts.filter(({ host }) => host.arch === "x86_64" || host.arch === "i686");
  const vendors: LadderUse[] = [];
  const others = new Map<string, string[]>();
  for (const [vendor, theirs] of byVendor(x86)) {
    const ladder = ladders.find((each) => each.vendor === vendor);
    if (ladder !== undefined) vendors.push(yield* vendorLadder(vendor, ladder.levels, theirs));
    else if (vendor === "") others.set(l10n.t("the vendor of the processor is unknown"), namesOf(theirs));
    else others.set(l10n.t("there are no levels for {0} processors", vendor), namesOf(theirs));
  }
  for (const { name, host } of hosts.filter((each) => !x86.includes(each))) {
    const why = l10n.t("only x86-64 has levels; these are {0}", host.arch);
    others.set(why, [...(others.get(why) ?? []), name]);
  }
  return {
    name,
    vendors,
    ...(x86.length === 0 ? {} : { abi: yield* abiLadder(x86) }),
    others: [...others].map(([why, hosts]) => ({ hosts, why })),
    unknown,
  };
}

function byVendor(hosts: readonly PoolHost[]): Map<string, PoolHost[]> {
  const found = new Map<string, PoolHost[]>();
  for (const host of hosts) {
    const vendor = vendorOf(host) ?? "";
    const group = found.get(vendor) ?? [];
    found.set(vendor, group);
    group.push(host);
  }
  return found;
}

function namesOf(hosts: readonly PoolHost[]): string[] {
  return hosts.map(({ name }) => name);
}

/** How far hosts get on the levels of x86-64, by what they give to guests, or by their processors. */
function* abiLadder(hosts: readonly PoolHost[]): Generator<undefined, LadderUse> {
  const rungs: Rung[] = [];
  const asked: string[] = [];
  for (const [name, features] of ABI_LEVELS) {
    asked.push(...features);
    rungs.push(abiRung(name, asked, hosts));
    yield;
  }
  return { name: "x86-64", hosts: hosts.map(({ name }) => name), rungs };
}

function abiRung(name: string, asked: readonly string[], hosts: readonly PoolHost[]): Rung {
  const usable: string[] = [];
  const unknown: string[] = [];
  const blocked = new Map<string, BlockedHosts & { readonly hosts: string[] }>();
  for (const host of hosts) {
    const lacking = lackingOn(host, asked);
    if (lacking === undefined) unknown.push(host.name);
    else if (lacking.length === 0) usable.push(host.name);
    else {
      const group = blocked.get(lacking.join()) ?? { hosts: [], blockers: lacking };
      blocked.set(lacking.join(), group);
      group.hosts.push(host.name);
    }
  }
  const groups = [...blocked.values()].sort((a, b) => b.hosts.length - a.hosts.length);
  return { name, isKnown: true, usable, blocked: groups, unknown };
}

function lackingOn(host: PoolHost, asked: readonly string[]): string[] | undefined {
  const words = givenWords(host) ?? processorWords(host);
  if (words === undefined) return undefined;
  return asked.filter((name) => !hasBits(words, host.map.featureByName.get(name)?.bits ?? []));
}

/** One level of a ladder, and the hosts that reach it. */
export interface Rung {
  readonly name: string;
  /** The model that most hosts run; of an x86-64 level, and of a level that libvirt has no model for, undefined. */
  readonly model?: string;
  /** False where libvirt has no model, so that nothing can be said of hosts. */
  readonly isKnown: boolean;
  readonly note?: string;
  readonly usable: readonly string[];
  /** Most hosts first. */
  readonly blocked: readonly BlockedHosts[];
  /** Hosts whose documents do not tell. */
  readonly unknown: readonly string[];
}

/** Levels, the lowest first, and how far all hosts get. */
export interface LadderUse {
  /** `Intel`, or `x86-64`. */
  readonly name: string;
  readonly hosts: readonly string[];
  readonly rungs: readonly Rung[];
}

/** The highest level that every host is known to reach; undefined where there is none. */
export function highestRung({ rungs }: Pick<LadderUse, "rungs">): Rung | undefined {
  return rungs.findLast(isReached);
}

/** Whether every host is known to reach a level. */
export function isReached({ isKnown, usable, blocked, unknown }: Rung): boolean {
  return isKnown && usable.length > 0 && blocked.length === 0 && unknown.length === 0;
}
