import * as l10n from "@vscode/l10n";
import type { Host } from "../../../shared/src/engine/index.js";
import type { Described, HostDocument, HostSummary } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";

/** Says which of some documents describe hosts, and what is known of each. */
export async function describeHosts(
  { documents }: { readonly documents: readonly HostDocument[] },
  services: Services,
): Promise<HostSummary[]> {
  const summaries: HostSummary[] = [];
  for (const document of documents) {
    const { uri } = document;
    const { host } = await services.hostReader.read(uri, [{ name: uri, ...document }], services.configOf(uri).libvirt);
    if (host !== undefined) summaries.push(summaryOf(uri, host.host));
  }
  return summaries;
}

/** Says what a document tells of a host, or why it tells nothing. */
export async function describeHost(
  { uri, text, name = uri }: HostDocument,
  { hostReader, configOf }: Services,
): Promise<Described> {
  const { host, problems } = await hostReader.read(name, [{ name, text }], configOf(uri).libvirt);
  if (host !== undefined) return summaryOf(uri, host.host);
  return { error: problems[0] ?? l10n.t("{0} does not describe a host.", name) };
}

function summaryOf(uri: string, host: Host): HostSummary {
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
