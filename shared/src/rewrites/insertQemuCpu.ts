import * as l10n from "@vscode/l10n";
import { isOlder } from "../common/releases.js";
import { cpuParts, joinInsertions, wholeLines } from "../edits/index.js";
import type { CpuDefinition } from "../engine/index.js";
import { fromQemuCpu, toQemuCpu } from "../qemu/index.js";
import { noPlaceText, placeCpu, type RuleContext, writeSettings } from "../rules/index.js";
import { countFeatures, guestCpu, type Rewritten } from "./rewrite.js";

/** More notes than this are counted only. */
const MAX_NOTES = 4;

/** Puts what a QEMU `-cpu` argument says into the document: over the `<cpu>` that is there, or as a new one. */
export function insertQemuCpu(
  context: RuleContext,
  argument: string,
): Rewritten<{ readonly notes: readonly string[] }> {
  const { map, arch } = context.catalogue;
  if (map?.arch !== "x86") return { error: l10n.t("QEMU's -cpu is supported only for x86; this VM is {0}.", arch) };
  const read = fromQemuCpu(argument, map);
  if ("error" in read) return read;
  const emulated = read.cpu.mode === "host-passthrough" && context.view.type?.value === "qemu";
  const cpu: CpuDefinition = emulated ? { ...read.cpu, mode: "maximum" } : read.cpu;
  const { text } = context.document;
  const placed = placeCpu(text, context.view, cpu, cpuParts(cpu, text));
  if (placed === undefined) return { error: noPlaceText() };
  const known = read.settings.filter(({ since }) => since === undefined || !isOlder(map.release, since));
  // A bare <cpu> has no place for what is in <features> and <clock>.
  const isWhole = context.view.domain !== undefined && known.length === read.settings.length;
  const edits = isWhole
    ? wholeLines(text, joinInsertions([...placed, ...writeSettings(text, context.view, known)]))
    : placed;
  const notes = [
    ...(emulated ? [l10n.t("host needs KVM; maximum is used instead")] : []),
    ...(isWhole ? read.left.map(({ why }) => why) : read.notes),
  ];
  const what = l10n.t("{0} with {1}", cpu.model ?? cpu.mode ?? "", countFeatures(cpu.features.length));
  return { edits, summary: l10n.t("Inserted {0} from the -cpu string.{1}", what, notesText(notes)), notes };
}

function notesText(notes: readonly string[]): string {
  if (notes.length === 0) return "";
  const rest = notes.length - MAX_NOTES;
  const shown = [...notes.slice(0, MAX_NOTES), ...(rest > 0 ? [l10n.t("{0} more", rest)] : [])];
  return ` ${l10n.t("Note: {0}.", shown.join("; "))}`;
}

/** The document's CPU as QEMU's `-cpu` argument, with notes on what that cannot say; or why there is none. */
export function toQemuArgument(context: RuleContext): ReturnType<typeof toQemuCpu> {
  const guest = guestCpu(context);
  return "error" in guest ? guest : toQemuCpu(guest.cpu, guest.map);
}
