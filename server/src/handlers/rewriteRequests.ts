import { planBaseline, type UnknownHost, USUAL_CHOICES, type VendorPlan } from "../../../shared/src/hosts/index.js";
import type {
  BaselineAnswer,
  BaselineOfVendor,
  BaselineRequest,
  ExpandAnswer,
  ExpandRequest,
  NamedProblem,
} from "../../../shared/src/messages.js";
import { cpuBlock, expandForHosts, expandHostModel, insertBaseline } from "../../../shared/src/rewrites/index.js";
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
export async function answerExpandHostModel(request: ExpandRequest, means: Means): Promise<ExpandAnswer> {
  const { services, contexts, isCancelled } = means;
  const resolved = await resolveHosts(request.hosts, services);
  if ("error" in resolved) return resolved;
  const { leaveOutUnknown = false } = request;
  const choices = { ...USUAL_CHOICES, leaveOutUnknown };
  const [host, ...others] = [...resolved.hosts, ...resolved.unknown];
  const isOne = host !== undefined && "host" in host && others.length === 0;
  const plan = isOne ? undefined : await inTurns(planBaseline(resolved, choices), isCancelled);
  if (plan !== undefined && plan.unknown.length > 0 && !leaveOutUnknown) return { unknown: plan.unknown.map(problem) };
  // The document last, so that it cannot change meanwhile.
  const context = await contextAtPlace(request, contexts);
  if ("error" in context) return context;
  const rewritten = isOne
    ? expandHostModel(context, host)
    : expandForHosts(context, resolved.hosts, plan?.vendors ?? []);
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
  const { document: _document, hosts: _hosts, without = [], ...wishes } = request;
  const dropped = new Set(without);
  const asked = {
    hosts: resolved.hosts.filter(({ name }) => !dropped.has(name)),
    unknown: resolved.unknown.filter(({ name }) => !dropped.has(name)),
  };
  const plan = await inTurns(planBaseline(asked, { ...USUAL_CHOICES, ...wishes }), isCancelled);
  const context = request.document && (await contextAtPlace(request.document, contexts));
  if (context !== undefined && "error" in context) return context;
  return {
    plans: plan.vendors.map((vendor) => describePlan(vendor, context)),
    unknown: plan.unknown.map(problem),
  };
}

function problem({ name, reason }: UnknownHost): NamedProblem {
  return { name, reason };
}

function describePlan(plan: VendorPlan, context: FeatureContext | undefined): BaselineOfVendor {
  const { cpu, ...about } = plan;
  if (cpu === undefined) return { ...about, preview: "", summary: "" };
  const described = { ...about, model: cpu.model ?? "", preview: cpuBlock(cpu, context?.document.text), summary: "" };
  if (context === undefined) return described;
  const inserted = insertBaseline(context, cpu, plan.hosts.length);
  if ("error" in inserted) return { ...described, problem: inserted.error };
  return { ...described, summary: inserted.summary, edits: toProtocolEdits(inserted.edits, context.textDocument) };
}
