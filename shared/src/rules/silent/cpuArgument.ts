import type { Catalogue } from "../../catalogue/catalogue.js";
import type { CpuView } from "../../domain/index.js";
import { escapeText } from "../../edits/escapeXml.js";
import { insertChildren, removeElement } from "../../edits/elementEdits.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { addAttribute, removeAttribute, setAttribute } from "../../edits/attributeEdits.js";

/** What one argument of QEMU's -cpu says, in libvirt's words. */
export interface CpuArgument {
  readonly mode: "custom" | "host-passthrough" | "maximum";
  readonly model?: string;
  readonly migratable?: "on" | "off";
  readonly features: ReadonlyMap<string, "require" | "disable">;
}

/**
 * Reads QEMU's `host,+vmx,-hle,aes=off,migratable=off`.
 *
 * @returns undefined where some part has no place in `<cpu>`: `kvm=off`, `hv_…`, names that libvirt's map does not have
 */
export function cpuOfArgument(argument: string, { map, models }: Catalogue): CpuArgument | undefined {
  const [name = "", ...parts] = argument.split(",");
  if (map === undefined || (name !== "host" && name !== "max" && !models.has(name))) return undefined;
  const features = new Map<string, "require" | "disable">();
  let migratable: "on" | "off" | undefined;
  for (const part of parts) {
    const match = /^(?:([+-])([\w.-]+)|([\w.-]+)(?:=(on|off|true|false|yes|no))?)$/.exec(part);
    if (match === null) return undefined;
    const on = match[1] === "+" || (match[1] === undefined && !/^(?:off|false|no)$/.test(match[4] ?? "on"));
    const typed = match[2] ?? match[3] ?? "";
    if (typed === "migratable") migratable = on ? "on" : "off";
    else {
      const feature = map.featureByName.get(typed) ?? map.featureByAlias.get(typed);
      if (feature === undefined) return undefined;
      features.set(feature.name, on ? "require" : "disable");
    }
  }
  const mode = name === "host" ? "host-passthrough" : name === "max" ? "maximum" : "custom";
  if (mode === "custom" && migratable !== undefined) return undefined;
  return {
    mode,
    ...(mode === "custom" ? { model: name } : {}),
    ...(migratable === undefined ? {} : { migratable }),
    features,
  };
}

/** Puts it in the place of what a `<cpu>` says of mode, model and features; topology, cache and NUMA stay. */
export function writeOver(text: string, cpu: CpuView, argument: CpuArgument): TextEdit[] | undefined {
  // Attributes are added behind each other; a `<cpu/>` has no room for children beside them.
  if (cpu.element.endTag === undefined && (argument.features.size > 0 || argument.model !== undefined)) {
    return overEmpty(text, cpu, argument);
  }
  const { quote: _quote, ...edits } = { quote: "", ...attributeEdits(text, cpu, argument) };
  const gone = [cpu.model?.element, cpu.vendor?.element, ...cpu.features.map(({ element }) => element)];
  const remove = gone.filter((element) => element !== undefined).map((element) => removeElement(text, element));
  const lines = childLines(argument);
  const kept = cpu.element.elements.find((child) => !gone.includes(child));
  const insert = lines.length === 0 ? [] : [insertChildren(text, cpu.element, lines, kept)];
  return [...Object.values(edits), ...remove, ...insert];
}
