import type { Catalogue } from "../../shared/src/catalogue/index.js";
import { checkDocument, documentFixes, type Finding, type Fix } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { applyEdits } from "../../shared/src/xml/textEdit.js";

/** Fixes that are applied to one document at most. */
const ROUNDS = 20;

/** The findings that say libvirt refuses the document at define. */
export function defineErrors(xml: string, catalogue: Catalogue): Finding[] {
  const findings = checkDocument({ document: parseXml(xml), catalogue });
  return findings.filter(({ stage, severity }) => stage === "define" && severity === "error");
}

export interface Fixed {
  readonly xml: string;
  /** What was applied, in order: rule and title. */
  readonly steps: readonly string[];
  /** Errors that a step brought: the step, and the rule. */
  readonly brought: readonly string[];
}

/** Applies preferred fixes one after the other, until no finding about define has one, or the rounds are over. */
export function fixDefineErrors(xml: string, catalogue: Catalogue): Fixed {
  const steps: string[] = [];
  const brought: string[] = [];
  let text = xml;
  while (steps.length < ROUNDS) {
    const step = firstPreferred(text, catalogue);
    if (step === undefined) break;
    const fixed = applyEdits(text, step.fix.edits);
    const title = `${step.finding.rule}: ${step.fix.title}`;
    steps.push(title);
    brought.push(...newRules(text, fixed, catalogue).map((rule) => `${title} brings ${rule}`));
    text = fixed;
  }
  return { xml: text, steps, brought };
}

/** Rules that a text breaks and did not before. */
function newRules(before: string, after: string, catalogue: Catalogue): string[] {
  const old = new Set(defineErrors(before, catalogue).map(({ rule }) => rule));
  return [...new Set(defineErrors(after, catalogue).map(({ rule }) => rule))].filter((rule) => !old.has(rule));
}

function firstPreferred(xml: string, catalogue: Catalogue): { finding: Finding; fix: Fix } | undefined {
  const fixes = documentFixes({ document: parseXml(xml), catalogue });
  for (const finding of defineErrors(xml, catalogue)) {
    const fix = fixes.of(finding).find(({ preferred }) => preferred);
    if (fix !== undefined) return { finding, fix };
  }
  return undefined;
}
