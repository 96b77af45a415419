import type {
  BaselineAnswer,
  BaselineRequest,
  ExpandRequest,
  HostReference,
  Rewrite,
} from "../../../shared/src/messages.js";
import { expandHostModel, insertBaseline, type NamedHost } from "../../../shared/src/rewrites/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { toProtocolEdits } from "../features/workspaceEdit.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { contextAtPlace } from "./contextAtPlace.js";

interface Prepared {
  readonly context: FeatureContext;
  readonly hosts: readonly NamedHost[];
}

/** Message.expandHostModel: the edits that make a CPU that follows its host a custom one. */
export async function answerExpandHostModel(
  request: ExpandRequest,
  services: Services,
  contexts: DocumentContexts,
): Promise<Rewrite> {
  const prepared = await prepare(request, request.hosts, { services, contexts });
  if ("error" in prepared) return prepared;
  const [host] = prepared.hosts;
  if (host === undefined) return { error: "No host was given." };
  const rewritten = expandHostModel(prepared.context, host);
  if ("error" in rewritten) return rewritten;
  return { edits: toProtocolEdits(rewritten.edits, prepared.context.textDocument), summary: rewritten.summary };
}

/** Message.baseline: the edits that put in the best CPU that all hosts can run. */
export async function answerBaseline(
  request: BaselineRequest,
  services: Services,
  contexts: DocumentContexts,
): Promise<BaselineAnswer> {
  const prepared = await prepare(request, request.hosts, { services, contexts });
  if ("error" in prepared) return prepared;
  const { context, hosts } = prepared;
  const rewritten = insertBaseline(context, hosts, { migratable: request.migratable ?? true });
  if ("error" in rewritten) return rewritten;
  const uriOf = new Map(hosts.map(({ name }, index) => [name, request.hosts[index]?.uri ?? name]));
  return {
    edits: toProtocolEdits(rewritten.edits, context.textDocument),
    summary: rewritten.summary,
    preview: rewritten.preview,
    model: rewritten.model,
    lost: rewritten.lost.map(({ feature, missingOn }) => ({
      feature,
      missingOn: missingOn.map((name) => uriOf.get(name) ?? name),
    })),
  };
}

/** Reads the hosts, and the document last, so that it cannot change meanwhile. */
async function prepare(
  request: ExpandRequest | BaselineRequest,
  references: readonly HostReference[],
  { services, contexts }: { services: Services; contexts: DocumentContexts },
): Promise<Prepared | { error: string }> {
  const read = await resolveHosts(references, services);
  if ("error" in read) return read;
  const context = await contextAtPlace(request, contexts);
  return "error" in context ? context : { context, hosts: read.hosts };
}
