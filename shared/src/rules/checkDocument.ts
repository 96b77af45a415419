import * as l10n from "@vscode/l10n";
import { type DomainView, domainViews, overridesCpu } from "../domain/index.js";
import { type HostProblem, refusedProblem, runSync } from "../hosts/index.js";
import { variantsOf, type XmlDocument } from "../xml/index.js";
import { isCertain } from "./certainty.js";
import { definitionOf } from "./definitionOf.js";
import type { CheckContext, Finding, Fix, Report, RuleContext, Severity } from "./rule.js";
import { silencedIn } from "./silence.js";
import { RULE_BY_ID, RULES } from "./table.js";

/** More findings than this in one document are not reported. */
const MAX_FINDINGS = 1000;

type Severities = ReadonlyMap<string, Severity | "off">;

/**
 * Everything that the rules have to say about a document, in document order.
 *
 * @param severities by rule id: what the user wants instead of the rule's own severity
 */
export function checkDocument(context: Omit<RuleContext, "view">, severities: Severities = new Map()): Finding[] {
  return runSync(checkingDocument(context, severities));
}

/** The same in steps, as a long document takes its time. */
export function* checkingDocument(
  context: Omit<RuleContext, "view">,
  severities: Severities = new Map(),
): Generator<undefined, Finding[]> {
  const findings: Finding[] = [];
  const joined = makeJoining();
  const silenced = silencedIn(context.document.text);
  for (const judged of judgedViews(context)) {
    const { document, view } = judged;
    const { given, reports } = judging({ ...context, ...judged }, context.document.text);
    for (const report of reports) {
      if (findings.length >= MAX_FINDINGS) return inOrder(findings);
      if (report === undefined) {
        yield undefined;
        continue;
      }
      const severity = severities.get(report.rule);
      if (severity === "off" || silenced({ rule: report.rule, start: report.range.start })) continue;
      const found = toFinding(report, given, severity);
      const finding = found === undefined || document.template === undefined ? found : joined(found, document, view);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return inOrder(findings);
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

type JudgedView = Required<Pick<RuleContext, "document" | "views" | "view">>;

/** Every definition of a document. A template whose placeholders matter is judged in each of its variants. */
function* judgedViews({ document, views }: Omit<RuleContext, "view">): Iterable<JudgedView> {
  const variants = document.template?.isOpen
    ? variantsOf(document).map((variant) => ({ document: variant, views: domainViews(variant) }))
    : [{ document, views: views ?? domainViews(document) }];
  for (const variant of variants) for (const view of variant.views) yield { ...variant, view };
}

/**
 * Of a template only what is certain is said, and what several of its variants have in common once, with the fixes that they
 * have in common: what one branch needs another may have.
 */
function makeJoining(): (finding: Finding, document: XmlDocument, view: DomainView) => Finding | undefined {
  const said = new Map<string, Map<XmlDocument, Finding["fixes"]>>();
  return (finding, document, view) => {
    const { rule, start, end, fixes } = finding;
    const { reason } = RULE_BY_ID.get(rule) ?? {};
    const key = reason === "marks" ? rule : `${rule} ${start} ${end}`;
    const inOthers = said.get(key);
    if (inOthers?.has(document) === false) inOthers.set(document, fixes);
    if (inOthers !== undefined || !isCertain(finding, { document, view }, reason)) return undefined;
    const byVariant = new Map([[document, fixes]]);
    said.set(key, byVariant);
    return { ...finding, fixes: () => inAll([...byVariant.values()].map((each) => each())) };
  };
}

/** The fixes that are in each of these lists, in the first one's order; preferred or safe where each says so. */
function inAll([first = [], ...others]: readonly (readonly Fix[])[]): Fix[] {
  return first.flatMap((fix) => {
    const same = others.map((list) => list.find((each) => isSame(each, fix)));
    if (same.includes(undefined)) return [];
    const is = (flag: "preferred" | "safe") => fix[flag] && same.every((each) => each?.[flag]);
    return [{ ...fix, preferred: is("preferred"), safe: is("safe") }];
  });
}

function isSame(one: Fix, other: Fix): boolean {
  return one.title === other.title && JSON.stringify(one.edits) === JSON.stringify(other.edits);
}

/** What checks are given of one definition, and what libvirt's parser and then they report. */
interface Judging {
  readonly given: CheckContext;
  /** With `undefined` behind each check: there may be a pause. */
  readonly reports: Iterable<Report | undefined>;
}

/** @param text the document's own, where a variant of it is judged */
function judging(context: RuleContext & JudgedView, text: string): Judging {
  const { cpu, reports } = definitionOf(context);
  const given = { ...context, cpu, text };
  return { given, reports: reportsOf(given, reports) };
}

function* reportsOf(given: CheckContext, refused: readonly Report[]): Iterable<Report | undefined> {
  yield* refused;
  const isOverridden = overridesCpu(given.view);
  for (const { check } of RULES) {
    for (const report of check?.(given) ?? []) {
      if (!isOverridden || RULE_BY_ID.get(report.rule)?.aboutGuest !== true) yield report;
    }
    yield undefined;
  }
}

/** A report with what its rule says. */
function toFinding(report: Report, given: CheckContext, wanted: Severity | undefined): Finding | undefined {
  const rule = RULE_BY_ID.get(report.rule);
  if (rule === undefined) return undefined;
  const { data = {}, fixes } = report;
  return {
    rule: rule.id,
    stage: report.stage ?? rule.stage,
    severity: wanted ?? report.severity ?? rule.severity,
    message: fill(l10n.t(rule.message), data),
    data,
    ...(report.libvirt === undefined ? {} : { libvirt: report.libvirt }),
    related: report.related ?? [],
    tags: rule.tags ?? [],
    ...{ start: report.range.start, end: report.range.end },
    fixes: () => fixes?.(given) ?? [],
  };
}

/** Puts the data into a message; a placeholder without data stays empty. */
function fill(message: string, data: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(data, name) ? (data[name] ?? "") : ""));
}

/**
 * What libvirt refuses when this definition is defined, on every host: the errors of stage define, whatever the user has
 * set or silenced.
 */
export function refusalsOf(context: Omit<RuleContext, "assess">): readonly HostProblem[] {
  const { document, view, catalogue, views = [view] } = context;
  // What a template becomes is not known.
  if (view.isTemplate) return [];
  const { given, reports } = judging({ document, views, view, catalogue }, document.text);
  const findings = [...reports].flatMap((report) => (report && toFinding(report, given, undefined)) ?? []);
  return findings
    .filter(({ stage, severity }) => stage === "define" && severity === "error")
    .sort((a, b) => a.start - b.start)
    .map(({ rule, message, libvirt }) => refusedProblem(rule, message, libvirt));
}
