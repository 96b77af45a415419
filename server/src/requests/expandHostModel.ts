import type { Request } from "../../../shared/src/messages.js";
import { planBaseline, USUAL_CHOICES } from "../../../shared/src/planning/index.js";
import { expandForHosts, expandHostModel } from "../../../shared/src/rewrites/index.js";
import { runInSlices } from "../guard.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { contextAt, toRewrite } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The edits that make a CPU that follows its host a custom one, as on one host or on several. */
export const answer: Answer<typeof Request.expandHostModel> = async (request, { services, contexts, isCancelled }) => {
  const resolved = await resolveHosts(request.hosts, services);
  if ("error" in resolved) return resolved;
  const { leaveOutUnknown = false } = request;
  const choices = { ...USUAL_CHOICES, leaveOutUnknown };
  const [host, ...others] = [...resolved.hosts, ...resolved.unknown];
  const isOne = host !== undefined && "host" in host && others.length === 0;
  const plan = isOne ? undefined : await runInSlices(planBaseline(resolved, choices), isCancelled);
  if (plan !== undefined && plan.unknown.length > 0 && !leaveOutUnknown) return { unknown: plan.unknown };
  // The document last: it cannot change after that.
  const context = await contextAt(request, contexts);
  if ("error" in context) return context;
  const rewritten = isOne
    ? expandHostModel(context, host)
    : expandForHosts(context, resolved.hosts, plan?.vendors ?? []);
  return toRewrite(rewritten, context);
};
