import { type ModelUse, modelUse } from "../../modelUse.js";
import type { PoolHost, Target } from "../../poolHost.js";
import type { LadderUse, Rung } from "./levelReport.js";
import type { Level } from "./levelsJson.js";

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
