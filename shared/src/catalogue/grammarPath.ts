import type { XmlElement } from "../xml/index.js";

const TOP = new Set(["cpu", "vcpu", "vcpus"]);
const DEFINITIONS = new Set(["domain", "inactiveDomain"]);

/**
 * Where an element stands in the grammar: `cpu/feature`, `vcpu`, `vcpus/vcpu`, …
 *
 * @returns undefined outside a guest's CPU definition, as in a `<model>` of a network card or in a host's capabilities
 */
export function grammarPath(element: XmlElement): string | undefined {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    names.push(at.name);
    if (TOP.has(at.name) && isDefinitionPlace(at)) return names.reverse().join("/");
  }
  return undefined;
}

function isDefinitionPlace({ name, parent }: XmlElement): boolean {
  if (parent === undefined) return name === "cpu";
  return DEFINITIONS.has(parent.name) || (name === "cpu" && parent.name === "cpus");
}
