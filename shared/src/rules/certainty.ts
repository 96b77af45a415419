import type { DomainView } from "../domain/index.js";
import {
  attributeNamed,
  elementAt,
  isAlwaysWith,
  type Range,
  type Template,
  touchesMark,
  type XmlDocument,
  type XmlElement,
} from "../xml/index.js";
import type { Reason } from "./rule.js";

/**
 * Is a finding true of whatever a template becomes? It is where nothing that it speaks of, and nothing that its reason
 * depends on, is or holds a placeholder, or is in a branch that may be left out while the finding's place is not.
 *
 * @param document the variant of the template that it was found in
 * @param view the definition that it was found in
 * @param reason of its rule
 */
export function isCertain(
  place: Range,
  { document, view }: { readonly document: XmlDocument; readonly view: DomainView },
  reason: Reason | undefined,
): boolean {
  const { template } = document;
  if (template === undefined || reason === "marks") return true;
  if (touchesMark(template, place)) return false;
  if (reason === "syntax") return template.isInValues;
  if (!template.isOpen) return true;
  const element = elementAt(document, place.start);
  if (reason === undefined || (element !== undefined && !isTagKnown(template, element))) return false;
  if (reason === "text") return true;
  if (!isArchKnown(view, template, place.start)) return false;
  if (reason === "arch") return true;
  const cpu = view.cpu?.element;
  if (cpu === undefined) return false;
  const isCpuKnown = reason === "cpu" ? !touchesMark(template, inside(cpu)) : isModeKnown(template, cpu);
  return isCpuKnown && isAlwaysWith(template, cpu.start, place.start);
}

/** Between the outer `<` and `>`: what is beside an element is not in it. */
function inside({ start, end }: Range): Range {
  return { start: start + 1, end: end - 1 };
}

/** Are all attributes of an element there as they are written, if not their values? */
function isTagKnown(template: Template, { startTag, nameRange, attributes }: XmlElement): boolean {
  let from = nameRange.start;
  for (const { start, valueRange, closed } of attributes) {
    if (valueRange === undefined || !closed || touchesMark(template, { start: from, end: valueRange.start - 1 }))
      return false;
    if (start < from) return false;
    from = valueRange.end + 1;
  }
  return !touchesMark(template, { start: from, end: startTag.end - 1 });
}

function isModeKnown(template: Template, cpu: XmlElement): boolean {
  const mode = attributeNamed(cpu, "mode");
  return isTagKnown(template, cpu) && (mode === undefined || !touchesMark(template, mode));
}

/** Is the architecture there wherever the place is? Without a VM around it a CPU is taken for one of x86, as ever. */
function isArchKnown({ domain, os }: DomainView, template: Template, place: number): boolean {
  if (domain === undefined) return true;
  const type = os?.type?.element;
  const arch = os?.arch?.attribute;
  if (type === undefined || !isTagKnown(template, type) || !isAlwaysWith(template, type.start, place)) return false;
  return arch === undefined || !touchesMark(template, arch);
}
