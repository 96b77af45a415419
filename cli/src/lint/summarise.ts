import type { Severity } from "../../../shared/src/rules/index.js";
import type { FileReport, Summary } from "./report.js";

/** The counts under a report. */
export function summarise(
  files: readonly FileReport[],
  { checked, skipped }: Pick<Summary, "checked" | "skipped">,
): Summary {
  const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { diagnostics } of files) for (const { severity } of diagnostics) counts[severity]++;
  return {
    checked,
    skipped,
    unreadable: files.filter(({ error }) => error !== undefined).length,
    errors: counts.error,
    warnings: counts.warning,
    informations: counts.information,
    hints: counts.hint,
    fixed: files.reduce((sum, { fixed }) => sum + fixed.length, 0),
    fixable: files.reduce((sum, { fixable }) => sum + fixable, 0),
  };
}
