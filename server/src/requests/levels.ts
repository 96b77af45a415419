import * as l10n from "@vscode/l10n";
import type { Request } from "../../../shared/src/messages.js";
import { levelDocument, levelSteps, reportMarkdown } from "../../../shared/src/reports/index.js";
import { runInSlices } from "../guard.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { nameOfHosts } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** How far hosts get on the levels of their vendors and on those of x86-64. */
export const answer: Answer<typeof Request.levels> = async ({ hosts }, { services, isCancelled }) => {
  const resolved = await resolveHosts(hosts, services);
  if ("error" in resolved) return resolved;
  if (resolved.hosts.length + resolved.unknown.length === 0) return { error: l10n.t("There are no hosts to check.") };
  const steps = levelSteps(nameOfHosts(hosts), resolved, await services.ladders());
  const document = levelDocument(await runInSlices(steps, isCancelled));
  return { title: document.title, markdown: reportMarkdown(document) };
};
