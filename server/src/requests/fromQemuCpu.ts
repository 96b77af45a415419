import type { Request } from "../../../shared/src/messages.js";
import { insertQemuCpu } from "../../../shared/src/rewrites/index.js";
import { rewriteAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** A `-cpu` argument as the document's CPU. */
export const answer: Answer<typeof Request.fromQemuCpu> = (request, { contexts }) =>
  rewriteAt(request, contexts, (context) => insertQemuCpu(context, request.argument));
