import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { type CpuDefinition, qemuReleaseOf } from "../../engine/internal.js";
import type { PoolHost } from "../poolHost.js";
import {
  askedOfQemu,
  differenceOf,
  givenByQemu,
  hasFeature,
  isArchCapability,
  WITH_REGISTER,
  WITHOUT_REGISTER,
} from "./qemuModel.js";
import { KNOWN_UNTIL } from "./qemuX86.js";
import { KEEPS_CMP_LEGACY } from "./x86.js";

/** A feature of which it is not known whether the VM gets it. */
export interface OpenFeature {
  readonly name: string;
  readonly why: string;
}

/** Older releases of libvirt keep these in a running VM's definition, some of them, by rules that are not on record. */
const LEFT_OUT_SINCE = "12.8.0";
const LEFT_OUT = ["ht", "cmp_legacy", "pconfig"];

/**
 * What cannot be told of a CPU.
 *
 * @param cpu mode custom, as it is after the update for this host
 * @param qemuModel the name by which QEMU takes its model
 */
export function openFeatures(cpu: CpuDefinition, qemuModel: string, poolHost: PoolHost): OpenFeature[] {
  const open = new Map<string, string>();
  for (const each of [
    ...notListed(cpu, poolHost),
    ...ofModel(cpu, qemuModel, poolHost),
    ...ofRegister(cpu, qemuModel, poolHost),
    ...ofRelease(cpu, poolHost),
  ])
    open.set(each.name, each.why);
  return [...open].map(([name, why]) => ({ name, why }));
}

/** Domain capabilities list what can migrate. */
export function notListed(cpu: CpuDefinition, { host, map }: PoolHost): OpenFeature[] {
  const given = givenByQemu(host.hostModel ?? cpu, host, map);
  const why = l10n.t("domain capabilities do not list features that block migration");
  return cpu.features.flatMap(({ name, policy }) => {
    const isAsked = policy === "require" || policy === "force";
    const isTold = map.featureByName.get(name)?.migratable !== false || hasFeature(given, name, map);
    return isAsked && !isTold ? [{ name, why }] : [];
  });
}

/** Of a newer QEMU, or one that nothing names, it is not known what its models have; of an older one, what they had. */
function ofModel(cpu: CpuDefinition, qemuModel: string, { host }: PoolHost): OpenFeature[] {
  const release = qemuReleaseOf(host);
  if (release === KNOWN_UNTIL) return [];
  const isOld = release !== undefined && release < KNOWN_UNTIL;
  const why = l10n.t("only QEMU knows whether its model {0} has it", qemuModel);
  const named = new Set(cpu.features.map(({ name }) => name));
  return (differenceOf(qemuModel) ?? [])
    .filter((each) => !isOld || each.startsWith("-"))
    .map((each) => each.slice(1))
    .filter((name) => !named.has(name))
    .map((name) => ({ name, why }));
}

function ofRegister(cpu: CpuDefinition, qemuModel: string, { host, map }: PoolHost): OpenFeature[] {
  const release = qemuReleaseOf(host);
  if (host.virtType !== "qemu" || release === undefined) return [];
  if (release <= WITHOUT_REGISTER || release >= WITH_REGISTER) return [];
  const asked = askedOfQemu(cpu, qemuModel, host, map);
  const names = map.features.flatMap((feature) =>
    isArchCapability(feature, map) && hasFeature(asked, feature.name, map) ? [feature.name] : [],
  );
  const why = l10n.t("only QEMU knows whether it emulates {0}", "arch-capabilities");
  return names.map((name) => ({ name, why }));
}

function ofRelease(cpu: CpuDefinition, { release }: PoolHost): OpenFeature[] {
  if (!isOlder(release, LEFT_OUT_SINCE)) return [];
  const keepsCmpLegacy = !isOlder(KEEPS_CMP_LEGACY, release);
  const why = l10n.t("libvirt {0} may leave it out of the running VM's definition", release);
  return cpu.features.flatMap(({ name }) =>
    LEFT_OUT.includes(name) && !(keepsCmpLegacy && name === "cmp_legacy") ? [{ name, why }] : [],
  );
}
