import * as l10n from "@vscode/l10n";
import type { Host } from "../../../shared/src/engine/index.js";
import type { HostSummary, Request } from "../../../shared/src/messages.js";
import type { Answer } from "./serveRequests.js";

/** What a document says about a host, or why it says nothing. */
export const answer: Answer<typeof Request.describeHost> = async ({ uri, text, name = uri }, { services }) => {
  const { host, problems } = await services.hostReader.read(name, [{ name, text }], services.configOf(uri).libvirt);
  if (host !== undefined) return summaryOf(uri, host.host);
  return { error: problems[0] ?? l10n.t("{0} does not describe a host.", name) };
};

/** A host in few words. */
export function summaryOf(uri: string, host: Host): HostSummary {
  const cpu = host.hostModel ?? host.cpu;
  return {
    uri,
    kind: host.source,
    arch: host.arch,
    ...(cpu?.model === undefined ? {} : { model: cpu.model }),
    ...(cpu?.vendor === undefined ? {} : { vendor: cpu.vendor }),
    ...(host.virtType === undefined ? {} : { virtType: host.virtType }),
    // expandOnHost goes by the hypervisor's host-model, else by the processor itself.
    hasHostModel: cpu?.model !== undefined,
    hasCpu: cpu !== undefined,
  };
}
