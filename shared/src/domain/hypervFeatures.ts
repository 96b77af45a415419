import type { XmlElement } from "../xml/index.js";
import { type Attr, readAttr } from "./attr.js";
import type { DomainView } from "./domainView.js";

/** One `<hyperv>` of the domain's features. */
export interface HypervView {
  readonly element: XmlElement;
  readonly mode: Attr | undefined;
  /** The enlightenments, in document order, whatever their names. */
  readonly features: readonly HypervFeatureView[];
}

export interface HypervFeatureView {
  readonly element: XmlElement;
  readonly name: string;
  readonly isOn: boolean;
}

/** Every `<hyperv>`; libvirt reads them one after the other, a later one wins. */
export function readHyperv(view: DomainView): readonly HypervView[] {
  return view.featureElements
    .filter(({ name }) => name === "hyperv")
    .map((element) => ({
      element,
      mode: readAttr(element, "mode"),
      features: element.elements.map((child) => ({
        element: child,
        name: child.name,
        isOn: readAttr(child, "state")?.value === "on",
      })),
    }));
}
