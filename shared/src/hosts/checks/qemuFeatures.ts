import {
  because,
  type CpuDefinition,
  type CpuDefinitionFeature,
  familyOfGuest,
  type Host,
  qemuReleaseOf,
} from "../../engine/internal.js";
import type { Guest } from "../guestNeeds.js";
import type { HostProblem } from "../hostProblem.js";
import { FEATURES, RECORDED } from "./qemuFeatureNames.js";

/** The machine types that QEMU was asked with. */
const FAMILIES: Readonly<Record<string, string>> = {
  aarch64: "virt",
  loongarch64: "virt",
  ppc64: "pseries",
  riscv64: "virt",
  s390x: "s390-ccw-virtio",
};

/** Architectures whose features do not depend on each other. */
const INDEPENDENT: ReadonlySet<string> = new Set(["loongarch64", "ppc64"]);

/** `same`: the model has it so anyway; `changes`: it takes the other value; `refused`: it does not. */
type Effect = "unknown-name" | "same" | "changes" | "refused" | "open";

/**
 * What QEMU does with the features of an emulated CPU that no map of libvirt describes: it ends where it has no such
 * property, or where it cannot give the feature to this model.
 *
 * @returns none where the VM starts; undefined where that is not known
 */
export function featureProblems(guest: Guest, host: Host): readonly HostProblem[] | undefined {
  const { arch, cpu, machine, virtType = host.virtType } = guest;
  const isRecorded = isRecordedQemu(arch, host) && FAMILIES[arch] === familyOfGuest(arch, machine);
  if (virtType !== "qemu" || host.modes === undefined || !isRecorded) return undefined;
  // Optional ones are dropped before QEMU sees them.
  const asked = cpu.features.filter(({ policy }) => policy !== "optional");
  const effects = asked.map((feature) => ({ name: feature.name, effect: effectOf(feature, cpu, arch) }));
  const named = (effect: Effect) => effects.flatMap((each) => (each.effect === effect ? [each.name] : []));
  const unknown = named("unknown-name");
  if (unknown.length > 0) return [refused(unknown, `Property '${unknown[0]}' not found`)];
  if (named("open").length > 0) return undefined;
  const [changing, failing] = [named("changes"), named("refused")];
  if (failing.length > 0) return changing.length + failing.length === 1 ? [refused(failing, "")] : undefined;
  return changing.length <= 1 || INDEPENDENT.has(arch) ? [] : undefined;
}

/** Machine types of riscv64 name no release; its models do, since nearly every QEMU brings some. */
function isRecordedQemu(arch: string, host: Host): boolean {
  const release = qemuReleaseOf(host);
  if (release !== undefined || arch !== "riscv64") return release === RECORDED;
  const recorded = FEATURES[arch]?.models ?? {};
  const models = host.models ?? [];
  return models.length === Object.keys(recorded).length && models.every(({ name }) => name in recorded);
}

function effectOf({ name, policy }: CpuDefinitionFeature, cpu: CpuDefinition, arch: string): Effect {
  const ofArch = FEATURES[arch];
  if (ofArch === undefined) return "open";
  if (!has(ofArch.names, name)) return "unknown-name";
  const model = ofArch.models[cpu.mode === "maximum" ? "max" : (cpu.model ?? "")];
  if (model === undefined) return "open";
  if (model.lacks === "*" || has(model.lacks, name)) return "unknown-name";
  const isWanted = policy === undefined || policy === "require" || policy === "force";
  if (has(model.on, name) === isWanted) return "same";
  if (has(model.free, name)) return "changes";
  if (has(model.fixed, name)) return "refused";
  // max of s390x has all that can be had, and can do without each.
  return arch === "s390x" ? (isWanted ? "refused" : "changes") : "open";
}

function has(names: string | undefined, name: string): boolean {
  if (names === undefined) return false;
  return ` ${names} `.includes(` ${name} `);
}

function refused(features: readonly string[], message: string): HostProblem {
  return { code: "missing-features", verdict: "fails", message, features, because: because("lacksForQemu") };
}
