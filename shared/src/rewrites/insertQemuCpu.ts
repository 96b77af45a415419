import * as l10n from "@vscode/l10n";
import { cpuParts } from "../edits/writeCpu.js";
import type { CpuDefinition } from "../engine/index.js";
import { fromQemuCpu } from "../qemu/index.js";
import type { RuleContext } from "../rules/index.js";
import { countFeatures } from "./countFeatures.js";
import { noPlaceText, placeCpu } from "./placeCpu.js";
import type { Rewritten } from "./rewrite.js";

/** More notes than this are counted only. */
const MAX_NOTES = 4;

/** Puts what a QEMU `-cpu` argument says into the document: over the `<cpu>` that is there, or as a new one. */
export function insertQemuCpu(
  context: RuleContext,
  argument: string,
): Rewritten<{ readonly notes: readonly string[] }> {
  const { map, arch } = context.catalogue;
  if (map?.arch !== "x86")
    return { error: l10n.t("QEMU's -cpu can be read for x86 only; this is a guest of {0}.", arch) };
  const read = fromQemuCpu(argument, map);
  if ("error" in read) return read;
  const emulated = read.cpu.mode === "host-passthrough" && context.view.type?.value === "qemu";
  const cpu: CpuDefinition = emulated ? { ...read.cpu, mode: "maximum" } : read.cpu;
  const notes = emulated ? [l10n.t("host needs KVM: without it maximum is the nearest"), ...read.notes] : read.notes;
  const edits = placeCpu(context, cpu, cpuParts(cpu, context.document.text));
  if (edits === undefined) return { error: noPlaceText() };
  const what = l10n.t("{0} with {1}", cpu.model ?? cpu.mode ?? "", countFeatures(cpu.features.length));
  return { edits, summary: l10n.t("Took {0} from the -cpu string.{1}", what, notesText(notes)), notes };
}

function notesText(notes: readonly string[]): string {
  if (notes.length === 0) return "";
  const more = notes.length > MAX_NOTES ? l10n.t("; {0} more", notes.length - MAX_NOTES) : "";
  return l10n.t(" Note: {0}{1}.", notes.slice(0, MAX_NOTES).join("; "), more);
}
