import type { HostSummary, Request } from "../../../shared/src/messages.js";
import { summaryOf } from "./describeHost.js";
import type { Answer } from "./serveRequests.js";

/** Which of some documents describe hosts, and what is known of each. */
export const answer: Answer<typeof Request.describeHosts> = async ({ documents }, { services }) => {
  const summaries: HostSummary[] = [];
  for (const document of documents) {
    const { uri } = document;
    const { host } = await services.hostReader.read(uri, [{ name: uri, ...document }], services.configOf(uri).libvirt);
    if (host !== undefined) summaries.push(summaryOf(uri, host.host));
  }
  return summaries;
};
