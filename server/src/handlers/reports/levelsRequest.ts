import * as l10n from "@vscode/l10n";
import { levelDocument, levelSteps, reportMarkdown } from "../../../../shared/src/hosts/report/index.js";
import type { HostReference, Report } from "../../../../shared/src/messages.js";
import { resolveHosts } from "../../hosts/resolveHosts.js";
import { inTurns } from "../../inTurns.js";
import type { ReportMeans } from "./handleReports.js";
import { nameOfHosts } from "./names.js";

/** Message.levels: how far hosts get on the ladders of their vendors and on the levels of x86-64. */
export async function answerLevels(
  { hosts }: { readonly hosts: readonly HostReference[] },
  { services, isCancelled }: ReportMeans,
): Promise<Report> {
  const resolved = await resolveHosts(hosts, services);
  if ("error" in resolved) return resolved;
  if (resolved.hosts.length + resolved.unknown.length === 0) return { error: l10n.t("There are no hosts to look at.") };
  const steps = levelSteps(nameOfHosts(hosts), resolved, await services.ladders());
  const document = levelDocument(await inTurns(steps, isCancelled));
  return { title: document.title, markdown: reportMarkdown(document) };
}
