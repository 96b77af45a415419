import { type DomainView, domainViews } from "../domain/index.js";
import type { RuleContext } from "./rule.js";

/** The view whose domain or CPU holds this place; the first where none does. */
export function viewAt(context: Pick<RuleContext, "document">, offset: number): DomainView | undefined {
  const views = domainViews(context.document);
  const holds = ({ domain, cpu }: DomainView) =>
    [domain, cpu?.element].some((e) => e && e.start <= offset && offset <= e.end);
  return views.find(holds) ?? views[0];
}
