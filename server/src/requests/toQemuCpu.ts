import type { Request } from "../../../shared/src/messages.js";
import { toQemuArgument } from "../../../shared/src/rewrites/index.js";
import { contextAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The document's CPU as a `-cpu` argument. */
export const answer: Answer<typeof Request.toQemuCpu> = async (place, { contexts }) => {
  const context = await contextAt(place, contexts);
  return "error" in context ? context : toQemuArgument(context);
};
