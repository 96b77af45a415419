import type { Request } from "../../../shared/src/messages.js";
import { switchModel } from "../../../shared/src/rewrites/index.js";
import { rewriteAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The same CPU with another model. */
export const answer: Answer<typeof Request.switchModel> = (request, { contexts }) =>
  rewriteAt(request, contexts, (context) => switchModel(context, request.model));
