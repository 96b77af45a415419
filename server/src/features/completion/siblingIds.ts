import { attributeNamed, type XmlElement } from "../../../../shared/src/xml/index.js";

/** The ids of an element's siblings of the same name; one without an id has its place for one, as libvirt counts. */
export function takenIds(parent: XmlElement | undefined, element: XmlElement | undefined, name: string): Set<string> {
  const all = parent?.elements.filter((other) => other.name === name) ?? [];
  return new Set(
    all.flatMap((other, index) => (other === element ? [] : (attributeNamed(other, "id")?.value ?? String(index)))),
  );
}

/** The lowest number that none of them has. */
export function nextId(parent: XmlElement | undefined, element: XmlElement | undefined, name: string): string {
  const taken = takenIds(parent, element, name);
  let id = 0;
  while (taken.has(String(id))) id++;
  return String(id);
}
