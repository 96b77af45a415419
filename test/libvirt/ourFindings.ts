import type { Catalogue } from "../../shared/src/catalogue/index.js";
import { checkDocument, type Finding, type Fix, fixesFor, viewAt } from "../../shared/src/rules/index.js";
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
}

/** Applies preferred fixes one after the other, until no finding about define has one, or the rounds are over. */
export function fixDefineErrors(xml: string, catalogue: Catalogue): Fixed {
  const steps: string[] = [];
  let text = xml;
  while (steps.length < ROUNDS) {
    const step = firstPreferred(text, catalogue);
    if (step === undefined) break;
    steps.push(`${step.finding.rule}: ${step.fix.title}`);
    text = applyEdits(text, step.fix.edits);
  }
  return { xml: text, steps };
}

function firstPreferred(xml: string, catalogue: Catalogue): { finding: Finding; fix: Fix } | undefined {
  const document = parseXml(xml);
  for (const finding of defineErrors(xml, catalogue)) {
    const view = viewAt({ document }, finding.start);
    const fixes = view === undefined ? [] : fixesFor(finding, { document, catalogue, view });
    const fix = fixes.find(({ preferred }) => preferred);
    if (fix !== undefined) return { finding, fix };
  }
  return undefined;
}
