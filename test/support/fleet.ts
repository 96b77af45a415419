import { makeDomainCapabilities } from "../../scripts/sampleHosts/domainCapabilities.js";
import { type HostModel, makeHostModel } from "../../scripts/sampleHosts/hostModel.js";
import { get, type Recordings, readRecordings } from "../../scripts/sampleHosts/recordings.js";

/** A host of a made-up fleet. */
export interface FleetHost {
  readonly name: string;
  readonly domainCapabilities: string;
}

const PROCESSORS = {
  Intel: ["Xeon-Gold-6130", "Xeon-Gold-6148", "Xeon-E5-2609-v3", "Xeon-E5-2650-v4", "Xeon-E7-8890-v3"],
  AMD: ["EPYC-7502-32-Core", "EPYC-7601-32-Core", "EPYC-7601-32-Core-ibpb"],
};
/** What microcode, firmware and kernels take away or bring, beyond what QEMU's models hold. */
const LOSABLE = [
  ...["invtsc", "ssbd", "stibp", "md-clear", "arch-capabilities", "xsaves", "tsc_adjust", "umip"],
  ...["amd-ssbd", "amd-stibp", "ibrs", "ibpb", "skip-l1dfl-vmentry", "pschange-mc-no"],
];
/** Of these QEMU's models of AMD hold some. */
const HELD_BY_EPYC = ["xsaves", "ibrs", "ibpb", "umip", "amd-stibp", "amd-ssbd"];
/** The most features that a host lacks of what its processor has. */
const MAX_LOST = 5;

/**
 * KVM hosts with recorded processors of one vendor, each lacking some features at random, so that hardly two are alike.
 *
 * @param seed the same fleet for the same seed
 */
export function* makeFleet(count: number, seed = 1, vendor: keyof typeof PROCESSORS = "Intel"): Generator<FleetHost> {
  const recordings = readRecordings();
  const next = random(seed);
  const models = PROCESSORS[vendor].map((name) => makeHostModel(get(recordings.processors, name), recordings));
  for (let index = 0; index < count; index++) {
    const model = models[index % models.length];
    if (model === undefined) return;
    yield {
      name: `node${index + 1}`,
      domainCapabilities: domainCapabilities(lessened(model, next, vendor), recordings),
    };
  }
}

function domainCapabilities(model: HostModel, recordings: Recordings): string {
  return makeDomainCapabilities(model, 46, recordings);
}

function lessened(model: HostModel, next: () => number, vendor: string): HostModel {
  const isHeld = (name: string) => vendor === "AMD" && HELD_BY_EPYC.includes(name);
  const losable = model.require.filter((name) => LOSABLE.includes(name) && !isHeld(name));
  const lost = new Set<string>();
  for (let count = Math.floor(next() * (MAX_LOST + 1)); count > 0; count--) {
    lost.add(losable[Math.floor(next() * losable.length)] ?? "");
  }
  const stays = (name: string) => !lost.has(name);
  return { ...model, has: new Set([...model.has].filter(stays)), require: model.require.filter(stays) };
}

/** Numbers from 0 up to 1, the same for the same seed (Park and Miller). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
