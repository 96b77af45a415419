import * as l10n from "@vscode/l10n";
import { similarNames } from "../catalogue/index.js";
import type { CpuDefinition, CpuDefinitionFeature, CpuMap } from "../engine/index.js";
import { elsewhere } from "./qemuElsewhere.js";
import { featureFinder } from "./qemuFeatureNames.js";
import { qemuOptions, switchValue } from "./qemuOptions.js";
import { QEMU_PROPERTIES, qemuProperties } from "./qemuProperties.js";

/** A QEMU `-cpu` argument in libvirt's words. */
export interface QemuCpu {
  readonly cpu: CpuDefinition;
  /** What was not taken over, each with its reason. */
  readonly notes: readonly string[];
}

/**
 * What QEMU's `-cpu` says, as a definition: the model (`host` is host-passthrough, `max` maximum), features by `+f`,
 * `-f`, `f=on`, `f=off` in QEMU's or libvirt's spelling, and the properties that libvirt has attributes for.
 *
 * @param text the argument, with or without `-cpu`, or a command line that holds one
 * @example fromQemuCpu("-cpu Haswell-noTSX,+vmx,enforce", map)
 */
export function fromQemuCpu(text: string, map: CpuMap): QemuCpu | { readonly error: string } {
  const find = featureFinder(map);
  const options = qemuOptions(text, (property) => {
    const name = property.replaceAll("_", "-");
    return QEMU_PROPERTIES.has(name) ? name : (find(property)?.name ?? property);
  });
  if (options === undefined)
    return { error: l10n.t("This is not what stands behind QEMU's -cpu: Haswell-noTSX,vmx=on") };
  const head = headOf(options.model, map);
  if ("error" in head) return head;
  const notes: string[] = [];
  const features = featuresOf(options.properties, map, notes);
  const said = qemuProperties(options.properties, head.mode, notes);
  return { cpu: { type: "guest", ...head, ...said, features }, notes };
}

type Head = Pick<CpuDefinition, "mode" | "match" | "model" | "fallback">;

function headOf(typed: string, map: CpuMap): Head | { readonly error: string } {
  // QEMU's class names are accepted too.
  const name = typed.replace(/-(x86_64|i386)-cpu$/, "");
  if (name === "host") return { mode: "host-passthrough", fallback: "allow" };
  if (name === "max") return { mode: "maximum", fallback: "allow" };
  if (map.modelByName.has(name)) return { mode: "custom", match: "exact", model: name, fallback: "forbid" };
  if (/^x86-64-v\d/.test(name)) {
    return { error: l10n.t("{0} is a level of the x86-64 ABI, not a model: insert a profile instead.", name) };
  }
  const [likely] = similarNames(name, map.modelByName.keys(), 1);
  const hint = likely === undefined ? "" : ` ${l10n.t("Did you mean {0}?", likely)}`;
  return { error: l10n.t("libvirt {0} does not know a CPU model {1}.{2}", map.release, name, hint) };
}

function featuresOf(properties: ReadonlyMap<string, string>, map: CpuMap, notes: string[]): CpuDefinitionFeature[] {
  const features: CpuDefinitionFeature[] = [];
  for (const [name, value] of properties) {
    if (QEMU_PROPERTIES.has(name)) continue;
    const wanted = switchValue(value);
    if (!map.featureByName.has(name)) notes.push(elsewhere(name));
    else if (wanted === undefined) notes.push(l10n.t("{0}={1} is neither on nor off", name, value));
    else features.push({ name, policy: wanted === "on" ? "require" : "disable" });
  }
  return features;
}
