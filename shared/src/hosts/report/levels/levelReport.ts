import * as l10n from "@vscode/l10n";
import type { PoolHost, UnknownHost } from "../../poolHost.js";
import { vendorOf } from "../../targetCpus.js";
import { abiLadder } from "./abiLadder.js";
import type { Ladder } from "./levelsJson.js";
import type { LadderUse } from "./rung.js";
import { vendorLadder } from "./vendorLadder.js";

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
    else if (vendor === "") others.set(l10n.t("the vendor of the processor is not known"), namesOf(theirs));
    else others.set(l10n.t("there is no ladder of processors by {0}", vendor), namesOf(theirs));
  }
  for (const { name, host } of hosts.filter((each) => !x86.includes(each))) {
    const why = l10n.t("levels are of x86-64, and these are {0}", host.arch);
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
