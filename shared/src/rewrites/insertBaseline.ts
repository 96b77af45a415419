import * as l10n from "@vscode/l10n";
import { cpuLines } from "../edits/index.js";
import type { CpuDefinition } from "../engine/index.js";
import { noPlaceText, placeCpu, type RuleContext } from "../rules/index.js";
import { documentStyle } from "../xml/index.js";
import { countFeatures, type Rewritten } from "./rewrite.js";

/**
 * Puts the baseline of hosts into the document: over mode, model, vendor and features of the `<cpu>` that is there, else
 * as a new one where libvirt's schema wants it.
 *
 * @param cpu what the hosts have in common, see planBaseline
 * @param count how many hosts
 */
export function insertBaseline(context: RuleContext, cpu: CpuDefinition, count: number): Rewritten {
  const edits = placeCpu(context.document.text, context.view, cpu);
  if (edits === undefined) return { error: noPlaceText() };
  const hosts = count === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", count.toLocaleString("en"));
  return {
    edits,
    summary: l10n.t("Baseline of {0}: {1} with {2}.", hosts, cpu.model ?? "", countFeatures(cpu.features.length)),
  };
}

/** A definition as a block of its own, in the style of a document (text), or in ours. */
export function cpuBlock(cpu: CpuDefinition, text = ""): string {
  return `${cpuLines(cpu, documentStyle(text)).join("\n")}\n`;
}
