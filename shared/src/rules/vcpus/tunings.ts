import type { DomainView } from "../../domain/index.js";
import { childrenNamed, type XmlElement } from "../../xml/index.js";

/** What stands in `<cputune>`: libvirt asks for `./cputune/…` and so reads those of every one (9.0's answers). */
export function tunings({ domain }: DomainView, ...names: readonly string[]): readonly XmlElement[] {
  return childrenNamed(domain, "cputune").flatMap(({ elements }) =>
    elements.filter(({ name }) => names.includes(name)),
  );
}
