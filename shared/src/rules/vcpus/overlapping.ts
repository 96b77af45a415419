import type { CpuSet } from "../../domain/index.js";
import type { XmlElement } from "../../xml/index.js";

interface Place {
  readonly set: CpuSet;
  readonly element: XmlElement;
}

/**
 * Elements whose lists share a number with another's, each with one such other before it in the document. Sorts the
 * spans instead of comparing every two lists: documents can be hostile.
 */
export function overlapping(places: readonly Place[]): ReadonlyMap<XmlElement, XmlElement> {
  const spans = places.flatMap(({ set, element }) => set.spans.map((span) => ({ ...span, element })));
  spans.sort((a, b) => a.first - b.first || a.element.start - b.element.start);
  const found = new Map<XmlElement, XmlElement>();
  let widest: (typeof spans)[number] | undefined;
  for (const span of spans) {
    if (widest !== undefined && span.first <= widest.last && span.element !== widest.element) {
      const [first, second] = order(span.element, widest.element);
      if (!found.has(second)) found.set(second, first);
    }
    if (widest === undefined || span.last > widest.last) widest = span;
  }
  return found;
}

function order(one: XmlElement, other: XmlElement): readonly [XmlElement, XmlElement] {
  return one.start < other.start ? [one, other] : [other, one];
}
