import * as l10n from "@vscode/l10n";
import { assessing } from "../../../shared/src/hosts/index.js";
import type { Request } from "../../../shared/src/messages.js";
import { runOnTarget } from "../../../shared/src/rewrites/runOnTarget.js";
import { runInSlices } from "../guard.js";
import { contextAt, guestIn, toRewrite } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The smallest change after which the VM starts on every known host of its target. */
export const answer: Answer<typeof Request.runOnTarget> = async (request, { services, contexts, isCancelled }) => {
  await services.hostStore.folderOf(request.uri)?.settled();
  const context = await contextAt(request, contexts);
  if ("error" in context) return context;
  const { target, view } = context;
  const guest = guestIn(context);
  if (guest === undefined || view.cpu === undefined)
    return { error: l10n.t("This document has no <cpu> of a VM to change.") };
  if (target === undefined) return { error: l10n.t("No target is set. Select the host or pool that this VM runs on.") };
  const assessment = await runInSlices(assessing(guest, target), isCancelled);
  return toRewrite(await runInSlices(runOnTarget(context, assessment), isCancelled), context);
};
