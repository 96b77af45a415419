import { ABI_LEVELS } from "../../../catalogue/index.js";
import { hasBits } from "../../../engine/words.js";
import { givenWords, processorWords } from "../../hostWords.js";
import type { BlockedHosts } from "../../modelUse.js";
import type { PoolHost } from "../../poolHost.js";
import type { LadderUse, Rung } from "./rung.js";

/** How far hosts get on the levels of x86-64, by what they give to guests, or by their processors. */
export function* abiLadder(hosts: readonly PoolHost[]): Generator<undefined, LadderUse> {
  const rungs: Rung[] = [];
  const asked: string[] = [];
  for (const [name, features] of ABI_LEVELS) {
    asked.push(...features);
    rungs.push(rungOf(name, asked, hosts));
    yield;
  }
  return { name: "x86-64", hosts: hosts.map(({ name }) => name), rungs };
}

function rungOf(name: string, asked: readonly string[], hosts: readonly PoolHost[]): Rung {
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
