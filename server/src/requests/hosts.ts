import { describeFolders } from "../../../shared/src/hosts/facts/index.js";
import type { Request } from "../../../shared/src/messages.js";
import type { Answer } from "./serveRequests.js";

/** What the client's view shows of the hosts. */
export const answer: Answer<typeof Request.hosts> = async (_, { services }) => {
  await services.ready;
  return describeFolders(services, await services.releases());
};
