import { type CpuDefinition, type CpuMap, readCpu } from "../../engine/index.js";
import { type Assessment, effectOf, guestOf } from "../../hosts/index.js";
import { canBeSaid, cpuEdits } from "../../remedies/index.js";
import type { Finding, Fix, RuleContext } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** What a fix of these rules is made from. */
export interface Situation {
  readonly assessment: Assessment;
  readonly cpu: CpuDefinition;
  readonly map: CpuMap;
  readonly finding: Finding;
}

/** A changed definition with the title of the fix that makes it. */
export interface Proposal {
  readonly title: string;
  readonly cpu: CpuDefinition;
}

/** What is proposed for a situation, the smallest change first. */
export type Propose = (situation: Situation) => readonly Proposal[];

/**
 * Fixes that were tried on every host of the target: none after which the VM would start on fewer. Preferred is the first
 * after which it starts on all that are known.
 */
export function proposals(propose: Propose): (finding: Finding, context: RuleContext) => Fix[] {
  return (finding, context) => {
    const { catalogue, document, assess } = context;
    const view = viewAt(context, finding.start);
    if (view?.cpu === undefined || catalogue.map === undefined || assess === undefined) return [];
    const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
    const guest = guestOf(view, cpu, catalogue.arch);
    const assessment = guest && assess(guest);
    if (guest === undefined || assessment === undefined) return [];
    const fixes: Fix[] = [];
    for (const { title, cpu: after } of propose({ assessment, cpu, map: catalogue.map, finding })) {
      if (!canBeSaid(after)) continue;
      const effect = effectOf(assessment, { ...guest, cpu: after });
      const edits = effect === "worse" ? [] : cpuEdits(document.text, view.cpu, cpu, after);
      if (edits.length === 0 || fixes.some((fix) => fix.title === title)) continue;
      const preferred = effect === "all" && !fixes.some((fix) => fix.preferred);
      fixes.push({ title, edits, preferred, safe: false });
    }
    return fixes;
  };
}
