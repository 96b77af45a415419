import * as l10n from "@vscode/l10n";
import { cpuLines } from "../edits/cpuLines.js";
import { firstBehind } from "../edits/domainEdits.js";
import { insertChildren } from "../edits/elementEdits.js";
import { type CpuPart, writeCpu } from "../edits/writeCpu.js";
import type { CpuDefinition } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { documentStyle } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** What is said where there is neither a guest's `<cpu>` nor a domain. */
export function noPlaceText(): string {
  return l10n.t("This document has no place for a <cpu>.");
}

/**
 * Puts a definition into the document: over mode, model, vendor and features of the `<cpu>` that is there, else as a
 * new one where libvirt's schema wants it.
 *
 * @param parts what else of the definition is written over a `<cpu>` that is there; a new one has all of it
 * @returns edits that do not overlap; undefined where there is no place for it
 */
export function placeCpu(
  { document: { text }, view }: RuleContext,
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
