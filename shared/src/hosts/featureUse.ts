import type { Feature } from "../engine/index.js";
import { hasBits } from "../engine/words.js";
import { givenWords, processorWords } from "./hostWords.js";
import type { PoolHost, Target } from "./poolHost.js";

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
