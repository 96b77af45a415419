import { wholeLines } from "../edits/index.js";
import { applyEdits, parseXml, sparesMarks } from "../xml/index.js";
import { checkDocument } from "./checkDocument.js";
import type { Finding, Fix, RuleContext } from "./rule.js";
import { RULE_BY_ID } from "./table.js";

/** A fix may change every NUMA cell, for each of a thousand findings: behind so many edits no more fixes are made. */
const MAX_EDITS = 20_000;

/** What can be done about the findings of one version of a document; what has been worked out is kept as long. */
export interface DocumentFixes {
  /** What can be done about a finding, the most likely first. */
  of(finding: Finding): readonly Fix[];
  /** The fix that changes nothing but what libvirt refuses or drops; quick, as it is asked for each finding. */
  safe(finding: Finding): Fix | undefined;
}

/** @param context what the findings were found in */
export function documentFixes(context: Omit<RuleContext, "view">): DocumentFixes {
  const { text, template } = context.document;
  let edits = 0;
  const made = keeping((finding: Finding): readonly Fix[] => {
    if (edits > MAX_EDITS) return [];
    const fixes = finding
      .fixes()
      .map((fix) => ({ ...fix, edits: wholeLines(text, fix.edits) }))
      .filter((fix) => fix.edits.length > 0 && sparesMarks(template, fix.edits));
    for (const fix of fixes) edits += fix.edits.length;
    return fixes;
  });
  const vetted = makeVetting(context);
  return {
    of: keeping((finding) => vetted(made(finding), finding)),
    safe: (finding) => made(finding).find(({ safe, preferred }) => safe && preferred),
  };
}

/** Asks for each finding once. */
function keeping(ask: (finding: Finding) => readonly Fix[]): (finding: Finding) => readonly Fix[] {
  const known = new WeakMap<Finding, readonly Fix[]>();
  return (finding) => {
    const fixes = known.get(finding) ?? ask(finding);
    known.set(finding, fixes);
    return fixes;
  };
}

/** Checking takes time that grows with the document: in a longer one nobody waits for it. */
const MAX_LENGTH = 20_000;
const MAX_TRIED = 5;
/** What trying the fixes of one document may come to, in characters that are checked again. */
const MAX_WORK = 1_500_000;
/** What a finding adds to that, in characters: most of a check's time goes to what it finds. */
const FINDING = 300;

/**
 * Makes what prefers no fix that would bring an error: the rules run on the text after it.
 *
 * Of a rule that is `vetted` the first of all fixes that brings none is preferred (in a long document none is); of any
 * other rule the one that its maker prefers. In a document full of mistakes only the first of them are looked at so
 * closely; which ones depends on the document alone, so that editor and command line agree.
 *
 * @param context the document before any fix; it is checked once, when the first fix is tried
 */
function makeVetting({
  document,
  views,
  catalogue,
}: Omit<RuleContext, "view">): (fixes: readonly Fix[], finding: Finding) => Fix[] {
  const { text } = document;
  let known: Before | undefined;
  const before = () => {
    known ??= beforeFixes(checkDocument({ document, ...(views === undefined ? {} : { views }), catalogue }), text);
    return known;
  };
  const isGood = (fix: Fix, { rule }: Finding): boolean => {
    const after = countsOf(checkDocument({ document: parseXml(applyEdits(text, fix.edits)), catalogue }));
    const isFewer = (after.get(rule)?.all ?? 0) < (before().counts.get(rule)?.all ?? 0);
    return isFewer && [...after].every(([each, { errors }]) => errors <= (before().counts.get(each)?.errors ?? 0));
  };
  return (fixes, finding) => {
    const rule = RULE_BY_ID.get(finding.rule);
    const ofEvery = rule?.vetted === true;
    const candidates = ofEvery ? fixes.slice(0, MAX_TRIED) : fixes.filter(({ preferred }) => preferred);
    // What is safe changes nothing that libvirt would have kept.
    const isSure = rule?.tried === true || candidates.every(({ safe }) => safe);
    if (isSure || (text.length > MAX_LENGTH && !ofEvery)) return [...fixes];
    const isTried = text.length <= MAX_LENGTH && finding.start <= before().last;
    const found = isTried ? candidates.find((fix) => isGood(fix, finding)) : undefined;
    const others = fixes.filter((fix) => fix !== found).map((fix) => ({ ...fix, preferred: false, safe: false }));
    return found === undefined ? others : [{ ...found, preferred: true }, ...others];
  };
}

interface Before {
  readonly counts: ReadonlyMap<string, Count>;
  /** Where the last finding starts whose fixes are tried. */
  readonly last: number;
}

function beforeFixes(findings: readonly Finding[], text: string): Before {
  const tried = Math.floor(MAX_WORK / (text.length + findings.length * FINDING));
  return { counts: countsOf(findings), last: findings[tried]?.start ?? text.length };
}

/** How many findings of a rule there are, and how many of them are errors. */
interface Count {
  readonly all: number;
  readonly errors: number;
}

function countsOf(findings: readonly Finding[]): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const { rule, severity } of findings) {
    const { all, errors } = counts.get(rule) ?? { all: 0, errors: 0 };
    counts.set(rule, { all: all + 1, errors: errors + (severity === "error" ? 1 : 0) });
  }
  return counts;
}
