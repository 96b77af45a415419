import {
  type CpuDefinition,
  type CpuMap,
  type CpuPolicy,
  DROPPED_AT_START,
  type Host,
  hasBits,
  wordsOf,
} from "../../engine/internal.js";
import { askedOfQemu, givenByQemu, hasFeature } from "./qemuModel.js";
import { NEEDED_BY } from "./qemuX86.js";

/** What libvirt leaves out of a running VM's definition: QEMU sets these two by the topology, whatever it is told. */
const OF_TOPOLOGY: ReadonlySet<string> = new Set(["ht", "cmp_legacy"]);

export interface LiveX86 {
  readonly cpu: CpuDefinition;
  readonly lost: readonly string[];
}

/**
 * What libvirt writes into a running VM's definition (virCPUx86UpdateLive, 12.8): `disable` at each feature that the
 * definition has and QEMU does not give, or that QEMU wanted to give and could not; `require` at each that QEMU gives
 * beyond the definition.
 *
 * @param cpu mode custom, as it is after the update for this host, with a model that QEMU has
 * @param qemuModel the name by which QEMU takes it
 */
export function liveX86(cpu: CpuDefinition, qemuModel: string, host: Host, map: CpuMap): LiveX86 {
  const given = givenByQemu(host.hostModel ?? cpu, host, map);
  const asked = askedOfQemu(cpu, qemuModel, host, map);
  const wanted = wordsOf(cpu, map);
  const policies = new Map<string, CpuPolicy>();
  for (const { name, policy = "require" } of withoutDropped(cpu)) policies.set(name, policy);
  const lost: string[] = [];
  for (const { name, bits } of map.features) {
    if (isLeftOut(name) || bits.length === 0) continue;
    const isWanted = hasBits(wanted, bits);
    const isAsked = hasBits(asked, bits);
    const isGiven = hasBits(given, bits);
    if (isAsked && isGiven && !isWanted) policies.set(name, "require");
    if (isAsked ? !isGiven : isWanted) policies.set(name, "disable");
    if (isWanted && !(isAsked && isGiven)) lost.push(name);
  }
  const features = [...policies].map(([name, policy]) => ({ name, policy }));
  const isGot = (name: string) => hasFeature(asked, name, map) && hasFeature(given, name, map);
  return { cpu: { ...cpu, check: "full", fallback: "forbid", features }, lost: withoutFollowers(lost, isGot) };
}

/** The features of a definition but for those that a running VM's has not. */
export function withoutDropped({ features }: CpuDefinition): CpuDefinition["features"] {
  return features.filter(({ name }) => !isLeftOut(name));
}

function isLeftOut(name: string): boolean {
  return DROPPED_AT_START.has(name) || OF_TOPOLOGY.has(name);
}

/** Of a feature and those that need it, the first is enough: who has no vmx misses no vmx-ept. */
function withoutFollowers(names: readonly string[], isGot: (name: string) => boolean): string[] {
  const followers = new Set(
    Object.entries(NEEDED_BY).flatMap(([need, others]) => (isGot(need) ? [] : others.split(" "))),
  );
  return names.filter((name) => !followers.has(name));
}
