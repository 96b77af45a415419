import type { BaselineOfVendor, Request } from "../../../shared/src/messages.js";
import { planBaseline, USUAL_CHOICES, type VendorPlan } from "../../../shared/src/planning/index.js";
import { cpuBlock, insertBaseline } from "../../../shared/src/rewrites/index.js";
import type { FeatureContext } from "../context.js";
import { isEditable, toProtocolEdits, touchesCode } from "../features/workspaceEdit.js";
import { runInSlices } from "../guard.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { contextAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The best CPU that all hosts can run, for each of their vendors, and what it leaves out. */
export const answer: Answer<typeof Request.baseline> = async (request, { services, contexts, isCancelled }) => {
  const resolved = await resolveHosts(request.hosts, services);
  if ("error" in resolved) return resolved;
  const { document: _document, hosts: _hosts, without = [], ...wishes } = request;
  const dropped = new Set(without);
  const asked = {
    hosts: resolved.hosts.filter(({ name }) => !dropped.has(name)),
    unknown: resolved.unknown.filter(({ name }) => !dropped.has(name)),
  };
  const plan = await runInSlices(planBaseline(asked, { ...USUAL_CHOICES, ...wishes }), isCancelled);
  const context = request.document && (await contextAt(request.document, contexts));
  if (context !== undefined && "error" in context) return context;
  return {
    plans: plan.vendors.map((vendor) => describePlan(vendor, context)),
    unknown: plan.unknown,
  };
};

function describePlan(plan: VendorPlan, context: FeatureContext | undefined): BaselineOfVendor {
  const { cpu, ...about } = plan;
  if (cpu === undefined) return { ...about, preview: "", summary: "" };
  const described = { ...about, model: cpu.model ?? "", preview: cpuBlock(cpu, context?.document.text), summary: "" };
  if (context === undefined) return described;
  const inserted = insertBaseline(context, cpu, plan.hosts.length);
  if ("error" in inserted) return { ...described, problem: inserted.error };
  if (!isEditable(inserted.edits, context.textDocument)) return { ...described, problem: touchesCode() };
  return { ...described, summary: inserted.summary, edits: toProtocolEdits(inserted.edits, context.textDocument) };
}
