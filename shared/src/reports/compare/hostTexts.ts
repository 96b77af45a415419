import * as l10n from "@vscode/l10n";
import { type CpuDefinition, difference, featureNames, mapCovers } from "../../engine/internal.js";
import { commonMap, type PoolHost, vendorOf, wordsIn } from "../../hosts/index.js";
import { featureSpans, fill, type Span, strong, type Text } from "../document.js";
import type { Side } from "./compareReport.js";

const MOST_FEATURES = 24;

/** How hosts stand to another one, in both directions. */
export function hostTexts(
  { differences, vendors, reason }: HostRelation,
  hosts: string,
  own: string,
  isOne: boolean,
): Text[] {
  return [
    ...(vendors === undefined ? [] : [l10n.t("Different vendor: {0}, but {1} is {2}.", vendors[0], own, vendors[1])]),
    ...(reason === undefined ? [] : [l10n.t("Cannot compare: {0}.", reason)]),
    ...differences.flatMap((difference) => sideTexts(difference, hosts, own, isOne)),
  ];
}

/** Each direction for itself: together they are too much for one line. */
function sideTexts({ side, more, less }: Difference, hosts: string, own: string, isOne: boolean): Text[] {
  const title = strong(side === "processor" ? l10n.t("Processor") : l10n.t("Offered to VMs"));
  const say = (one: string, several: string, ...parts: readonly Text[]): Text =>
    fill("{0}: {1}", title, fill(isOne ? one : several, hosts, own, ...parts));
  if (more.length === 0 && less.length === 0) {
    return [say(l10n.t("{0} has the same features as {1}."), l10n.t("{0} have the same features as {1}."))];
  }
  if (less.length === 0) {
    return [
      say(
        l10n.t("{0} has all features of {1}, and also {2}."),
        l10n.t("{0} have all features of {1}, and also {2}."),
        named(more),
      ),
    ];
  }
  if (more.length === 0) {
    return [
      say(
        l10n.t("{0} is missing {2}. {1} has all features of {0}."),
        l10n.t("{0} are missing {2}. {1} has all features of {0}."),
        named(less),
      ),
    ];
  }
  return [
    say(l10n.t("{0} is missing {2}, which {1} has."), l10n.t("{0} are missing {2}, which {1} has."), named(less)),
    say(l10n.t("{1} is missing {2}, which {0} has."), l10n.t("{1} is missing {2}, which {0} have."), named(more)),
  ];
}

function named(features: readonly string[]): Span[] {
  return featureSpans(features, MOST_FEATURES);
}

/** What one host has that the other lacks, and the other way round, in the map's order. */
interface Difference {
  readonly side: Side;
  readonly more: readonly string[];
  readonly less: readonly string[];
}

/** How one host stands to another. */
export interface HostRelation {
  /** The processors, and what the hypervisors give to guests, as far as both are known. */
  readonly differences: readonly Difference[];
  /** Set where the vendors differ: the other's, and the subject's. */
  readonly vendors?: readonly [other: string, subject: string];
  /** Why nothing can be compared. */
  readonly reason?: string;
}

const SIDES: readonly (readonly [Side, "cpu" | "hostModel"])[] = [
  ["processor", "cpu"],
  ["given", "hostModel"],
];

/** How a host stands to the subject: what it has more, and what it has not. Both are read with the older one's map. */
export function hostRelation(other: PoolHost, subject: PoolHost): HostRelation {
  const archs = [other.host.arch, subject.host.arch] as const;
  if (archs[0] !== archs[1])
    return { differences: [], reason: l10n.t("it is {0}, but {1} is {2}", archs[0], subject.name, archs[1]) };
  const map = commonMap({ hosts: [other, subject] });
  if (map === undefined || !mapCovers(map, archs[0])) {
    return {
      differences: [],
      reason: l10n.t("features of {0} processors are not compared, only those of x86", archs[0]),
    };
  }
  const words = (cpu: CpuDefinition | undefined) => cpu && wordsIn(cpu, map);
  const differences = SIDES.flatMap(([side, key]): Difference[] => {
    const [theirs, ours] = [words(other.host[key]), words(subject.host[key])];
    if (theirs === undefined || ours === undefined) return [];
    const [more, less] = [difference(theirs, ours), difference(ours, theirs)];
    return [{ side, more: featureNames(more, map), less: featureNames(less, map) }];
  });
  const [theirs, ours] = [vendorOf(other), vendorOf(subject)];
  return {
    differences,
    ...(theirs === undefined || ours === undefined || theirs === ours ? {} : { vendors: [theirs, ours] }),
    ...(differences.length > 0 ? {} : { reason: whyNot(other, subject) }),
  };
}

function whyNot(other: PoolHost, subject: PoolHost): string {
  for (const { name, host } of [other, subject]) {
    if (host.cpu === undefined && host.hostModel === undefined) return l10n.t("the CPU of {0} is unknown", name);
  }
  return l10n.t("the hosts have different kinds of data");
}
