import { planBaseline, USUAL_CHOICES, type VendorPlan } from "../../../shared/src/hosts/index.js";
import type {
  BaselineAnswer,
  BaselineOfVendor,
  BaselineRequest,
  ExpandRequest,
  Rewrite,
} from "../../../shared/src/messages.js";
import { cpuBlock, expandForHosts, insertBaseline } from "../../../shared/src/rewrites/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { toProtocolEdits } from "../features/workspaceEdit.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { inTurns } from "../inTurns.js";
import { contextAtPlace } from "./contextAtPlace.js";

/** What answering takes. */
export interface Means {
  readonly services: Services;
  readonly contexts: DocumentContexts;
  readonly isCancelled: () => boolean;
}

/** Message.expandHostModel: the edits that make a CPU that follows its host a custom one, as on one host or on several. */
export async function answerExpandHostModel(request: ExpandRequest, { services, contexts }: Means): Promise<Rewrite> {
  const resolved = await resolveHosts(request.hosts, services);
  if ("error" in resolved) return resolved;
  // The document last, so that it cannot change meanwhile.
  const context = await contextAtPlace(request, contexts);
  if ("error" in context) return context;
  const rewritten = expandForHosts(context, resolved.hosts);
  if ("error" in rewritten) return rewritten;
  return { edits: toProtocolEdits(rewritten.edits, context.textDocument), summary: rewritten.summary };
}

/** Message.baseline: the best CPU that all hosts can run, for each of their vendors, and what it costs. */
export async function answerBaseline(
  request: BaselineRequest,
  { services, contexts, isCancelled }: Means,
): Promise<BaselineAnswer> {
  const resolved = await resolveHosts(request.hosts, services);
  if ("error" in resolved) return resolved;
  const { migratable, usableModels, expand, floor } = { ...USUAL_CHOICES, ...request };
  const choices = { migratable, usableModels, expand, floor };
  const plan = await inTurns(planBaseline(resolved.hosts, choices), isCancelled);
  const context = request.document && (await contextAtPlace(request.document, contexts));
  if (context !== undefined && "error" in context) return context;
  return {
    plans: plan.vendors.map((vendor) => describePlan(vendor, context)),
    unknown: [...resolved.unknown, ...plan.unknown].map(({ name, reason }) => ({ name, reason })),
  };
}

function describePlan(plan: VendorPlan, context: FeatureContext | undefined): BaselineOfVendor {
  const { cpu, vendor, hosts, lost, gains, unmet, problem } = plan;
  const about = { ...(vendor === undefined ? {} : { vendor }), hosts, lost, gains, unmet };
  if (cpu === undefined) return { ...about, problem: problem ?? "", preview: "", summary: "" };
  const inserted = context && insertBaseline(context, cpu, hosts.length);
  const edits =
    context === undefined || inserted === undefined || "error" in inserted
      ? {}
      : { edits: toProtocolEdits(inserted.edits, context.textDocument) };
  return {
    ...about,
    model: cpu.model ?? "",
    preview: cpuBlock(cpu, context?.document.text),
    summary: inserted === undefined || "error" in inserted ? "" : inserted.summary,
    ...(inserted !== undefined && "error" in inserted ? { problem: inserted.error } : {}),
    ...edits,
  };
}
