import type { XmlElement } from "../xml/index.js";
import type { DomainView } from "./domainView.js";

/** The feature of a domain (not of its CPU) of that name; of several the last, which wins. */
export function lastFeature(view: DomainView | undefined, name: string): XmlElement | undefined {
  return view?.featureElements.findLast((element) => element.name === name);
}
