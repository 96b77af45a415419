import { childNamed, grandchildrenNamed, type XmlElement } from "../xml/index.js";
import { type Attr, readAttr } from "./attr.js";
import type { DomainView } from "./domainView.js";

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
