import * as l10n from "@vscode/l10n";
import { compareDocument, compareSteps, reportMarkdown } from "../../../../shared/src/hosts/report/index.js";
import type { CompareRequest, Report } from "../../../../shared/src/messages.js";
import { type ResolvedHosts, resolveHosts } from "../../hosts/resolveHosts.js";
import { inTurns } from "../../inTurns.js";
import { compareSubject } from "./compareSubject.js";
import type { ReportMeans } from "./handleReports.js";
import { nameOfHosts } from "./names.js";

/** Message.compareHosts: the CPU at a place of a document, or a host, compared with hosts. */
export async function answerCompare({ subject, hosts }: CompareRequest, means: ReportMeans): Promise<Report> {
  const { services, isCancelled } = means;
  const resolved = await resolveHosts(hosts, services);
  if ("error" in resolved) return resolved;
  // What is found of the hosts first is found of the subject, too, and the document is read when nothing is waited for.
  const found = await compareSubject(subject, means);
  if ("error" in found) return found;
  const others = found.kind === "host" ? without(found.host.name, resolved) : resolved;
  if (others.hosts.length + others.unknown.length === 0)
    return { error: l10n.t("There are no hosts to compare with.") };
  const report = await inTurns(compareSteps(found, nameOfHosts(hosts), others), isCancelled);
  const document = compareDocument(report);
  return { title: document.title, markdown: reportMarkdown(document) };
}

/** A host of a pool is compared with the others of it. */
function without(name: string, { hosts, unknown }: ResolvedHosts): ResolvedHosts {
  const others = hosts.filter((host) => host.name !== name);
  return { hosts: others.length + unknown.length === 0 ? hosts : others, unknown };
}
