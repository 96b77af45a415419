import * as vscode from "vscode";
import type { Report } from "../../../shared/src/messages.js";
import type { ReportDocuments } from "./reportDocuments.js";

/**
 * Asks for a report and shows it; the status bar tells that it is being made.
 *
 * @returns true once it is shown
 * @throws what to tell the user where there is none
 */
export async function showReport(reports: ReportDocuments, ask: () => Promise<Report>): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking at hosts…") };
  const report = await vscode.window.withProgress(options, ask);
  if ("error" in report) throw new Error(report.error);
  await reports.show(report);
  return true;
}
