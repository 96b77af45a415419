import { grandchildrenNamed, type XmlElement } from "../xml/index.js";
import { type Attr, readAttr } from "./attr.js";
import type { DomainView } from "./domainView.js";

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
