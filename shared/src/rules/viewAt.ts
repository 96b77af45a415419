import { type DomainView, domainViews } from "../domain/index.js";
import type { RuleContext } from "./rule.js";

/** The view whose domain or CPU holds this place, the context's own if it does; the first where none does. */
export function viewAt(
  context: Pick<RuleContext, "document"> & Partial<Pick<RuleContext, "view">>,
  offset: number,
): DomainView | undefined {
  const holds = ({ domain, cpu }: DomainView) =>
    [domain, cpu?.element].some((e) => e && e.start <= offset && offset <= e.end);
  // Reading all views again for each fix of a long document takes too long.
  if (context.view !== undefined && holds(context.view)) return context.view;
  const views = domainViews(context.document);
  return views.find(holds) ?? views[0];
}
