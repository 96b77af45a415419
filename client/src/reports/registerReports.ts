import * as vscode from "vscode";
import { Command } from "../../../shared/src/messages.js";
import { placeIn } from "../commands/placeIn.js";
import { register } from "../commands/register.js";
import { targetDocument } from "../commands/targetDocument.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import type { Server } from "../server.js";
import { compareRequest } from "./compareRequest.js";
import { levelsHosts } from "./levelsHosts.js";
import { createReportDocuments, type ReportDocuments } from "./reportDocuments.js";
import { showReport } from "./showReport.js";

/** The client's own commands: no code action and no lens names them. */
const OWN = {
  compareHosts: "libvirt-cpu.compareHosts",
  showLevels: "libvirt-cpu.showLevels",
  copyReport: "libvirt-cpu.copyReport",
};

/** Registers the commands that open reports about hosts, and the documents that hold them. */
export function registerReports(server: Server, model: HostsModel): vscode.Disposable[] {
  const reports = createReportDocuments();
  return [
    reports,
    register(Command.explainStart, async (document, position) => {
      const place = placeIn(await targetDocument(document), position);
      return showReport(reports, () => server.explainStart(place));
    }),
    register(OWN.compareHosts, async (...args) => {
      const request = await compareRequest(model, args);
      return request !== undefined && showReport(reports, () => server.compareHosts(request));
    }),
    register(OWN.showLevels, async (...args) => {
      const hosts = await levelsHosts(model, args);
      return hosts !== undefined && showReport(reports, () => server.levels({ hosts }));
    }),
    register(OWN.copyReport, () => copyReport(reports)),
  ];
}

async function copyReport(reports: ReportDocuments): Promise<boolean> {
  const markdown = reports.active();
  if (markdown === undefined) throw new Error(vscode.l10n.t("There is no report to copy."));
  await vscode.env.clipboard.writeText(markdown);
  vscode.window.setStatusBarMessage(vscode.l10n.t("The report is copied as Markdown."), 5000);
  return true;
}
