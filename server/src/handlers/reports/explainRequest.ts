import * as l10n from "@vscode/l10n";
import { readCpu } from "../../../../shared/src/engine/index.js";
import { assessing, guestOf } from "../../../../shared/src/hosts/index.js";
import { explainDocument, explainSteps, reportMarkdown } from "../../../../shared/src/hosts/report/index.js";
import type { PlaceRequest, Report } from "../../../../shared/src/messages.js";
import { mendsOf } from "../../../../shared/src/remedies/index.js";
import { inTurns } from "../../inTurns.js";
import { contextAtPlace } from "../contextAtPlace.js";
import type { ReportMeans } from "./handleReports.js";
import { nameOfView } from "./names.js";

/** Message.explainStart: why the VM at a place starts or not on each host of its target. */
export async function answerExplainStart(
  request: PlaceRequest,
  { services, contexts, isCancelled }: ReportMeans,
): Promise<Report> {
  await services.book.folderOf(request.uri)?.settled();
  const context = await contextAtPlace(request, contexts);
  if ("error" in context) return context;
  const { target, view, catalogue } = context;
  const cpu = view.cpu && readCpu(view.cpu.element, { type: "guest" }, () => {});
  const guest = guestOf(view, cpu, catalogue.arch);
  if (view.cpu?.isHost || guest === undefined)
    return { error: l10n.t("This document has no guest's <cpu> that could start.") };
  if (target === undefined) return { error: l10n.t("No target is set: choose the host or pool that this VM runs on.") };
  const assessment = await inTurns(assessing(guest, target), isCancelled);
  const mends = ({ host }: { readonly host: (typeof target.hosts)[number] }) =>
    mendsOf(guest, host, catalogue.map ?? host.map);
  const steps = explainSteps(nameOfView(view, request.uri), assessment, mends);
  const document = explainDocument(await inTurns(steps, isCancelled));
  return { title: document.title, markdown: reportMarkdown(document) };
}
