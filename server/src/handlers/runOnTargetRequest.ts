import * as l10n from "@vscode/l10n";
import { readCpu } from "../../../shared/src/engine/index.js";
import { assessing, guestOf } from "../../../shared/src/hosts/index.js";
import type { PlaceRequest, Rewrite } from "../../../shared/src/messages.js";
import { runOnTarget } from "../../../shared/src/rewrites/runOnTarget.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { toProtocolEdits } from "../features/workspaceEdit.js";
import { inTurns } from "../inTurns.js";
import { contextAtPlace } from "./contextAtPlace.js";

/** Message.runOnTarget: the smallest change after which the VM starts on every known host of its target. */
export async function answerRunOnTarget(
  request: PlaceRequest,
  { book }: Services,
  contexts: DocumentContexts,
  isCancelled: () => boolean,
): Promise<Rewrite> {
  await book.folderOf(request.uri)?.settled();
  const context = await contextAtPlace(request, contexts);
  if ("error" in context) return context;
  const { target, view, catalogue, textDocument } = context;
  const cpu = view.cpu && readCpu(view.cpu.element, { type: "guest" }, () => {});
  const guest = guestOf(view, cpu, catalogue.arch);
  if (guest === undefined) return { error: l10n.t("This document has no guest's <cpu> to change.") };
  if (target === undefined) return { error: l10n.t("No target is set: choose the host or pool that this VM runs on.") };
  const assessment = await inTurns(assessing(guest, target), isCancelled);
  const rewritten = await inTurns(runOnTarget(context, assessment), isCancelled);
  if ("error" in rewritten) return rewritten;
  if (textDocument.version !== request.version) return { error: l10n.t("The document has changed. Try again.") };
  return { edits: toProtocolEdits(rewritten.edits, textDocument), summary: rewritten.summary };
}
