import type { DomainView } from "./views.js";

/**
 * The view whose domain or CPU holds this place; the first where none does.
 *
 * @param views all of a document, in its order
 */
export function viewAt(views: readonly DomainView[], offset: number): DomainView | undefined {
  const found = lastBeginning(views, offset);
  return found !== undefined && holds(found, offset) ? found : views[0];
}

/** The last view that begins at this place or before it. Several are siblings, in document order. */
function lastBeginning(views: readonly DomainView[], offset: number): DomainView | undefined {
  let low = 0;
  let high = views.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(views[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return views[low - 1];
}

function holds(view: DomainView, offset: number): boolean {
  return [view.domain, view.cpu?.element].some((e) => e && e.start <= offset && offset <= e.end);
}

function startOf(view: DomainView | undefined): number {
  return (view?.domain ?? view?.cpu?.element)?.start ?? 0;
}
