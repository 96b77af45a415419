import type { Request } from "../../../shared/src/messages.js";
import { insertProfile } from "../../../shared/src/rewrites/index.js";
import { rewriteAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** A level of x86-64 as the document's CPU. */
export const answer: Answer<typeof Request.insertProfile> = (request, { contexts }) =>
  rewriteAt(request, contexts, (context) => insertProfile(context, request.level, request.vendor));
