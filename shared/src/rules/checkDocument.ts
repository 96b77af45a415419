import * as l10n from "@vscode/l10n";
import { domainViews } from "../domain/index.js";
import { definitionOf } from "./definitionOf.js";
import type { Finding, Report, RuleContext, Severity } from "./rule.js";
import { silencedIn } from "./silence.js";
import { RULE_BY_ID, RULES } from "./table.js";

/** More findings than this in one document are not reported. */
const MAX_FINDINGS = 1000;

/**
 * Everything that the rules have to say about a document, in document order.
 *
 * @param severities by rule id: what the user wants instead of the rule's own severity
 */
export function checkDocument(
  context: Omit<RuleContext, "view">,
  severities: ReadonlyMap<string, Severity | "off"> = new Map(),
): Finding[] {
  const findings: Finding[] = [];
  const silenced = silencedIn(context.document.text);
  check: for (const view of domainViews(context.document)) {
    for (const report of reportsOf({ ...context, view })) {
      if (findings.length >= MAX_FINDINGS) break check;
      const finding = toFinding(report, severities.get(report.rule));
      if (finding !== undefined && !silenced(finding)) findings.push(finding);
    }
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

function* reportsOf(context: RuleContext): Iterable<Report> {
  const { cpu, reports } = definitionOf(context);
  yield* reports;
  for (const { check } of RULES) if (check !== undefined) yield* check({ ...context, cpu });
}

function toFinding(report: Report, wanted: Severity | "off" | undefined): Finding | undefined {
  const rule = RULE_BY_ID.get(report.rule);
  if (rule === undefined || wanted === "off") return undefined;
  const data = report.data ?? {};
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
  };
}

/** Puts the data into a message; a placeholder without data stays empty. */
function fill(message: string, data: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(data, name) ? (data[name] ?? "") : ""));
}
