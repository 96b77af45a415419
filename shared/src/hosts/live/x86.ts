import { isOlder } from "../../common/releases.js";
import { type CpuDefinition, type CpuPolicy, DROPPED_AT_START, hasBits, wordsOf } from "../../engine/internal.js";
import type { PoolHost } from "../poolHost.js";
import { askedOfQemu, givenByQemu, hasFeature } from "./qemuModel.js";
import { NEEDED_BY } from "./qemuX86.js";

/** The last release that is known to keep cmp_legacy in a running VM's definition; 12.8 does not. */
export const KEEPS_CMP_LEGACY = "11.3.0";

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
export function liveX86(cpu: CpuDefinition, qemuModel: string, { host, map, release }: PoolHost): LiveX86 {
  const given = givenByQemu(host.hostModel ?? cpu, host, map);
  const asked = askedOfQemu(cpu, qemuModel, host, map);
  const wanted = wordsOf(cpu, map);
  const policies = new Map<string, CpuPolicy>();
  for (const { name, policy = "require" } of withoutDropped(cpu, release)) policies.set(name, policy);
  const lost: string[] = [];
  for (const { name, bits } of map.features) {
    if (isLeftOut(name, release) || bits.length === 0) continue;
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
export function withoutDropped({ features }: CpuDefinition, release: string): CpuDefinition["features"] {
  return features.filter(({ name }) => !isLeftOut(name, release));
}

/** QEMU sets ht and cmp_legacy by the topology, whatever it is told. */
function isLeftOut(name: string, release: string): boolean {
  if (name === "cmp_legacy") return isOlder(KEEPS_CMP_LEGACY, release);
  return name === "ht" || DROPPED_AT_START.has(name);
}

/** Of a feature and those that need it, the first is enough: who has no vmx misses no vmx-ept. */
function withoutFollowers(names: readonly string[], isGot: (name: string) => boolean): string[] {
  const followers = new Set(
    Object.entries(NEEDED_BY).flatMap(([need, others]) => (isGot(need) ? [] : others.split(" "))),
  );
  return names.filter((name) => !followers.has(name));
}
