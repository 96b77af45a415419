import * as l10n from "@vscode/l10n";
import type { CpuView, DomainView } from "../domain/index.js";
import {
  type CpuPart,
  cpuLines,
  featureLine,
  firstBehind,
  insertChildren,
  modelLine,
  removeAttribute,
  removeElement,
  removeElements,
  replaceElement,
  setAttribute,
  setValue,
  writeCpu,
} from "../edits/index.js";
import { type CpuDefinition, type CpuMode, type CpuPolicy, takesHostCpu } from "../engine/index.js";
import { childrenNamed, documentStyle, type TextEdit } from "../xml/index.js";

/** What is said where there is neither a guest's `<cpu>` nor a domain. */
export function noPlaceText(): string {
  return l10n.t("A <cpu> cannot be added to this document.");
}

/**
 * Puts a definition into the document: over mode, model, vendor and features of the `<cpu>` that is there, else as a
 * new one where libvirt's schema wants it.
 *
 * @param parts what else of the definition is written over a `<cpu>` that is there; a new one has all of it
 * @returns edits that do not overlap; undefined where there is no place for it
 */
export function placeCpu(
  text: string,
  view: DomainView,
  cpu: CpuDefinition,
  parts: readonly CpuPart[] = [],
): TextEdit[] | undefined {
  if (view.cpu?.isHost) return undefined;
  if (view.cpu !== undefined)
    return writeCpu(text, view.cpu.element, withLooserCheck(cpu, view.cpu.check?.value), parts);
  if (view.domain === undefined) return undefined;
  return [insertChildren(text, view.domain, cpuLines(cpu, documentStyle(text)), firstBehind(view.domain, "cpu"))];
}

/** A full check holds for the very CPU it was written for; another needs only a partial one. */
function withLooserCheck(cpu: CpuDefinition, present: string | undefined): CpuDefinition {
  return cpu.check === undefined && present === "full" ? { ...cpu, check: "partial" } : cpu;
}

/**
 * Gives a CPU another mode, and takes away what libvirt refuses or would begin to read under it (virCPUDefParseXML,
 * qemuValidateDomainDefCpu, 12.8): `match` belongs to custom, `migratable` and a passed-through cache to the modes that
 * take the host's CPU, model and vendor to custom. A vendor id stays where the mode takes it.
 */
export function setMode(text: string, cpu: CpuView, mode: CpuMode): TextEdit[] {
  const { element, match, migratable, model, vendor, cache } = cpu;
  const hostCpu = takesHostCpu(mode);
  const now = cpu.mode?.value ?? "custom";
  // Without the first of several libvirt would read the next.
  const every = (name: string) => removeElements(text, childrenNamed(element, name));
  const edits =
    cpu.mode === undefined
      ? [setAttribute(text, element, "mode", mode, "first")]
      : [setValue(text, cpu.mode.attribute, mode)];
  if (match !== undefined && now !== mode) edits.push(removeAttribute(text, match.attribute));
  if (migratable !== undefined && !hostCpu) edits.push(removeAttribute(text, migratable.attribute));
  if (cache?.mode?.value === "passthrough" && !hostCpu) edits.push(...every("cache"));
  // What the present mode ignores as well stays as it is.
  if (mode !== "custom" && (now === "custom" || mode === "host-model")) {
    const vendorId = mode === "host-model" ? model?.vendorId?.value : undefined;
    if (model !== undefined) edits.push(withoutName(text, model.element, vendorId));
    if (vendor !== undefined) edits.push(...every("vendor"));
  }
  return edits;
}

/** Lists features behind those that are there, in front of `<numa>`, as libvirt prints it. */
export function addFeatures(text: string, cpu: CpuView, names: readonly string[], policy: CpuPolicy): TextEdit {
  const { quote } = documentStyle(text);
  const lines = names.map((name) => featureLine({ name, policy }, quote));
  return insertChildren(text, cpu.element, lines, cpu.numa?.element);
}

function withoutName(text: string, model: CpuView["element"], vendorId: string | undefined): TextEdit {
  if (vendorId === undefined) return removeElement(text, model);
  return replaceElement(
    text,
    model,
    modelLine({ type: "guest", vendorId, fallback: "allow", features: [] }, documentStyle(text).quote),
  );
}
