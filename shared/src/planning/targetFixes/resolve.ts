import { modelHas } from "../../catalogue/abiLevel.js";
import type { CpuView } from "../../domain/index.js";
import { escapeText, removeAttribute, setAttribute, setText, writeCpu } from "../../edits/index.js";
import { type CpuDefinition, type CpuDefinitionFeature, type CpuMap, takesHostCpu } from "../../engine/index.js";
import { assessing, certainProblems, type Guest, type HostProblem, type Target } from "../../hosts/index.js";
import type { TextEdit } from "../../xml/textEdit.js";

/**
 * The definition with a problem out of the way by the least change: what hosts lack is taken out, what they may not
 * have is allowed.
 *
 * @returns undefined where only another model or mode helps
 */
export function resolve(
  { code, features = [] }: HostProblem,
  cpu: CpuDefinition,
  map: CpuMap,
  target: Target,
): CpuDefinition | undefined {
  switch (code) {
    case "missing-features":
    case "invariant-tsc":
    case "unknown-feature":
      return features.length === 0 ? undefined : withoutFeatures(cpu, features, map);
    case "forbidden-feature":
      return { ...cpu, features: cpu.features.map((each) => (features.includes(each.name) ? disabled(each) : each)) };
    case "vendor-differs":
      return withoutVendor(cpu);
    case "extra-features":
      return { ...cpu, match: "exact" };
    case "migratable-not-supported":
      return withoutMigratable(cpu);
    case "specification-differs":
      return { ...cpu, check: "partial" };
    case "address-bits":
      return withAddressBits(cpu, leastAddressBits(target));
    default:
      return undefined;
  }
}

/** Features that the model brings are disabled; those that only the definition asks for go. */
export function withoutFeatures(cpu: CpuDefinition, names: readonly string[], map: CpuMap): CpuDefinition {
  const unwanted = new Set(names);
  const kept = cpu.features.flatMap((feature): CpuDefinitionFeature[] => {
    if (!unwanted.has(feature.name)) return [feature];
    return isInModel(feature.name, cpu, map) ? [disabled(feature)] : [];
  });
  const listed = new Set(cpu.features.map(({ name }) => name));
  const added = names.filter((name) => !listed.has(name) && map.featureByName.has(name));
  return { ...cpu, features: [...kept, ...added.map((name) => disabled({ name }))] };
}

/** Without a model of its own a definition may not list features: libvirt's default is not in the document. */
export function canBeSaid({ mode = "custom", model, features }: CpuDefinition): boolean {
  return mode !== "custom" || model !== undefined || features.length === 0;
}

/** Whether the model brings a feature along. */
export function isInModel(name: string, cpu: CpuDefinition, map: CpuMap): boolean {
  const model = map.modelByName.get(cpu.model ?? "");
  return model !== undefined && modelHas(model, name, map);
}

function disabled({ name }: CpuDefinitionFeature): CpuDefinitionFeature {
  return { name, policy: "disable" };
}

function withAddressBits(cpu: CpuDefinition, bits: number | undefined): CpuDefinition | undefined {
  const { maxPhysAddr } = cpu;
  return bits === undefined || maxPhysAddr === undefined
    ? undefined
    : { ...cpu, maxPhysAddr: { ...maxPhysAddr, bits } };
}

function withoutMigratable({ migratable: _migratable, ...cpu }: CpuDefinition): CpuDefinition {
  return cpu;
}

function withoutVendor({ vendor: _vendor, ...cpu }: CpuDefinition): CpuDefinition {
  return cpu;
}

/** The address bits that every host of a target has, as far as its documents tell; undefined where none does. */
export function leastAddressBits({ hosts }: Target): number | undefined {
  let least: number | undefined;
  for (const { host } of hosts) {
    const bits = host.physicalBits;
    if (bits !== undefined && bits > 0) least = Math.min(bits, least ?? bits);
  }
  return least;
}

/**
 * The edits that make a `<cpu>` another definition, and touch only what differs: attributes that were left to libvirt's
 * defaults stay so.
 *
 * @param before what libvirt makes of the `<cpu>`
 */
export function cpuEdits(text: string, view: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  const bits = addressEdits(text, view, before, after);
  if (after.mode !== before.mode) return [...bits, ...writeCpu(text, view.element, after)];
  const { mode: _mode, match, check, migratable, model: _model, vendorId: _vendorId, ...rest } = after;
  const edits = writeCpu(text, view.element, {
    ...rest,
    ...(match === undefined || match === before.match ? {} : { match }),
    ...(check === undefined || check === before.check ? {} : { check }),
    ...(migratable === undefined || migratable === before.migratable ? {} : { migratable }),
  });
  return [...bits, ...modelEdits(text, view, before, after), ...removedMigratable(text, view, after), ...edits];
}

/** Only the name: fallback and vendor_id stay as they are typed. */
function modelEdits(text: string, { model }: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  if (model === undefined || after.model === undefined || after.model === before.model) return [];
  return [setText(text, model.element, escapeText(after.model))];
}

function addressEdits(text: string, { maxphysaddr }: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  const bits = after.maxPhysAddr?.bits;
  if (maxphysaddr === undefined || bits === undefined || bits === before.maxPhysAddr?.bits) return [];
  return [setAttribute(text, maxphysaddr.element, "bits", String(bits))];
}

function removedMigratable(text: string, { migratable }: CpuView, after: CpuDefinition): TextEdit[] {
  // Of another mode writeCpu takes it away.
  const isLeft = takesHostCpu(after.mode) && after.migratable === undefined;
  return migratable !== undefined && isLeft ? [removeAttribute(text, migratable.attribute)] : [];
}

/** One change may bring the next problem to light: libvirt does not look at features before it knows the model. */
const MOST_ROUNDS = 6;

/**
 * The definition after the least changes that let it start on all known hosts of a target.
 *
 * @param map the libvirt release that the definition is written for
 * @returns undefined where there is a problem that only another model or mode takes away
 */
export function* resolveAll(
  guest: Guest,
  target: Target,
  map: CpuMap,
): Generator<undefined, CpuDefinition | undefined> {
  let { cpu } = guest;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const problems = certainProblems(yield* assessing({ ...guest, cpu }, target));
    if (problems.length === 0) return canBeSaid(cpu) ? cpu : undefined;
    // What several hosts lack is taken out once: said again, it would be disabled where it need not be listed.
    const done = new Set<string>();
    for (const { problem } of problems) {
      const { features = [] } = problem;
      const left = features.filter((name) => !done.has(name));
      if (features.length > 0 && left.length === 0) continue;
      const next = resolve({ ...problem, features: left }, cpu, map, target);
      if (next === undefined) return undefined;
      cpu = next;
      if (problem.code !== "specification-differs") for (const name of left) done.add(name);
    }
  }
  return undefined;
}
