import * as l10n from "@vscode/l10n";
import { isBoundToHost } from "../../domain/index.js";
import { addWords, type CpuMap, difference, featureNames, takesHostCpu, type Words } from "../../engine/internal.js";
import {
  type Assessment,
  commonMap,
  featureList,
  givenBy,
  groupReasons,
  hostList,
  type PoolHost,
  type Target,
  vendorsText,
  wordsIn,
} from "../../hosts/index.js";
import type { Check, CheckContext } from "../kit.js";
import { assessmentOf } from "./assessment.js";
import { proposals, proposeBaseline } from "./propose.js";

const MOST_GROUPS = 2;

/**
 * A CPU that follows its host, on hosts that differ: started on one it does not move to another (virCPUCheckFeature and
 * the CPU in the migration cookie), or the guest finds another CPU there.
 */
export const migrationInPool: Check = function* (context) {
  const { view, cpu } = context;
  const rule = ruleFor(context);
  const mode = view.cpu?.mode;
  if (rule === undefined || cpu === undefined || mode === undefined || isBoundToHost(view)) return;
  const assessment = assessmentOf(context);
  const target = assessment?.target;
  if (
    assessment === undefined ||
    target === undefined ||
    isOfOtherArch(assessment) ||
    !target.isPool ||
    target.hosts.length < 2
  )
    return;
  const off = new Set(
    cpu.features.flatMap(({ name, policy }) => (policy === "disable" || policy === "forbid" ? [name] : [])),
  );
  const differences = differencesOf(target, rule === "host-model-migration" ? "given" : "processor");
  const difference = vendorsText(target) || differenceText(differences, off);
  if (difference === "") return;
  const range = mode.attribute.valueRange ?? mode.attribute;
  const fixes = proposals(proposeBaseline);
  yield { rule, range, data: { mode: cpu.mode ?? "", target: target.name, difference }, fixes };
};

/** What is known of the hosts is about other guests. */
function isOfOtherArch(assessment: Assessment): boolean {
  return groupReasons(assessment).some(({ problem }) => problem.code === "other-arch");
}

function ruleFor({ cpu, view }: CheckContext): "host-model-migration" | "host-passthrough-migration" | undefined {
  if (cpu?.mode === "host-model") return "host-model-migration";
  // Emulated, maximum is QEMU's and the same on every processor.
  if (cpu?.mode === "maximum" && view.type?.value === "qemu") return undefined;
  return takesHostCpu(cpu?.mode) ? "host-passthrough-migration" : undefined;
}

/** "node2: missing hle and rtm", without the features that the guest does not have anyway. */
function differenceText({ lacks }: Differences, off: ReadonlySet<string>): string {
  const left = lacks.flatMap(({ hosts, features }): Lack[] => {
    const names = features.filter((name) => !off.has(name));
    return names.length === 0 ? [] : [{ hosts, features: names }];
  });
  const said = left.slice(0, MOST_GROUPS).map(({ hosts, features }) => {
    return l10n.t("{0}: missing {1}", hostList(hosts), featureList(features));
  });
  return [...said, ...(left.length > MOST_GROUPS ? [l10n.t("other hosts differ too")] : [])].join("; ");
}

/** What hosts of a target lack that others of it have. */
interface Lack {
  readonly hosts: readonly string[];
  /** In the map's order. */
  readonly features: readonly string[];
}

/** How the hosts of a target differ. */
interface Differences {
  /** Those with the fewest differences first. */
  readonly lacks: readonly Lack[];
}

/** What is looked at of a host: what its hypervisor gives to guests, or the processor itself. */
type Side = "given" | "processor";

const KNOWN: Readonly<Record<Side, WeakMap<Target, Differences>>> = {
  given: new WeakMap(),
  processor: new WeakMap(),
};

/** How the hosts of a target differ; hosts of which nothing is known are left out. */
function differencesOf(target: Target, side: Side): Differences {
  const found = KNOWN[side].get(target) ?? compute(target, side);
  KNOWN[side].set(target, found);
  return found;
}

function compute(target: Target, side: Side): Differences {
  const map = commonMap(target);
  const lacks = map === undefined ? [] : lacksOf(target, side, map);
  return { lacks };
}

function lacksOf({ hosts }: Target, side: Side, map: CpuMap): Lack[] {
  const known = hosts.flatMap((host) => {
    const cpu = side === "processor" ? (host.host.cpu ?? givenBy(host)) : givenBy(host);
    const words = cpu && wordsIn(cpu, map);
    return words === undefined ? [] : [{ host, words }];
  });
  const union = new Uint32Array(map.registers.length);
  for (const { words } of known) addWords(union, words);
  const groups = groupByLack(known, union);
  return groups
    .map(({ lacking, names }): Lack => ({ hosts: names, features: featureNames(lacking, map) }))
    .filter(({ features }) => features.length > 0)
    .sort((a, b) => a.features.length - b.features.length || b.hosts.length - a.hosts.length);
}

interface Known {
  readonly host: PoolHost;
  readonly words: Words;
}

function groupByLack(known: readonly Known[], union: Words): { lacking: Words; names: string[] }[] {
  const groups = new Map<string, { lacking: Words; names: string[] }>();
  for (const { host, words } of known) {
    const lacking = difference(union, words);
    const key = lacking.join();
    const group = groups.get(key) ?? { lacking, names: [] };
    group.names.push(host.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
