import { childNamed, grandchildrenNamed, localName, type XmlElement } from "../xml/index.js";
import { type Attr, type DomainView, readAttr } from "./views.js";

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
    .filter((element) => localName(element) === "hyperv")
    .map((element) => ({
      element,
      mode: readAttr(element, "mode"),
      features: element.elements.map((child) => ({
        element: child,
        name: localName(child),
        isOn: readAttr(child, "state")?.value === "on",
      })),
    }));
}

/** One `<timer>` of `<clock>`. */
export interface TimerView {
  readonly element: XmlElement;
  readonly name: Attr | undefined;
  readonly present: Attr | undefined;
  readonly track: Attr | undefined;
  readonly tickpolicy: Attr | undefined;
  readonly frequency: Attr | undefined;
  readonly mode: Attr | undefined;
}

/** The timers of every `<clock>`, as libvirt reads them (9.0's answers). */
export function readTimers({ domain }: Pick<DomainView, "domain">): readonly TimerView[] {
  return grandchildrenNamed(domain, "clock", "timer").map((element) => ({
    element,
    name: readAttr(element, "name"),
    present: readAttr(element, "present"),
    track: readAttr(element, "track"),
    tickpolicy: readAttr(element, "tickpolicy"),
    frequency: readAttr(element, "frequency"),
    mode: readAttr(element, "mode"),
  }));
}

/** One `<iommu>` of the devices. */
export interface IommuView {
  readonly element: XmlElement;
  readonly model: Attr | undefined;
  readonly driver: XmlElement | undefined;
  readonly address: XmlElement | undefined;
}

export function readIommus({ domain }: Pick<DomainView, "domain">): readonly IommuView[] {
  return grandchildrenNamed(domain, "devices", "iommu").map((element) => ({
    element,
    model: readAttr(element, "model"),
    driver: childNamed(element, "driver"),
    address: childNamed(element, "address"),
  }));
}

/** The feature of a domain (not of its CPU) of that name; of several the last, which wins. */
export function lastFeature(view: DomainView | undefined, name: string): XmlElement | undefined {
  return view?.featureElements.findLast((element) => localName(element) === name);
}
