import * as l10n from "@vscode/l10n";
import { assessing, type HostVerdict, withRefusals } from "../../../shared/src/hosts/index.js";
import type { Request } from "../../../shared/src/messages.js";
import { fixesOnHost } from "../../../shared/src/planning/targetFixes/index.js";
import { explainDocument, explainSteps, reportMarkdown } from "../../../shared/src/reports/index.js";
import { refusalsOf } from "../../../shared/src/rules/index.js";
import { runInSlices } from "../guard.js";
import { contextAt, guestIn, nameOfView } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** Why the VM at a place starts or not on each host of its target. */
export const answer: Answer<typeof Request.explainStart> = async (request, { services, contexts, isCancelled }) => {
  await services.hostStore.folderOf(request.uri)?.settled();
  const context = await contextAt(request, contexts);
  if ("error" in context) return context;
  const { target, view, catalogue } = context;
  const guest = guestIn(context);
  if (guest === undefined) return { error: l10n.t("This document has no <cpu> of a VM.") };
  if (target === undefined) return { error: l10n.t("No target is set. Select the host or pool that this VM runs on.") };
  const found = await runInSlices(assessing(guest, target), isCancelled);
  const assessment = withRefusals(found, refusalsOf(context));
  const fixes = ({ host }: HostVerdict) => fixesOnHost(guest, host, catalogue.map ?? host.map);
  const steps = explainSteps(nameOfView(view, request.uri), assessment, fixes);
  const document = explainDocument(await runInSlices(steps, isCancelled));
  return { title: document.title, markdown: reportMarkdown(document) };
};
