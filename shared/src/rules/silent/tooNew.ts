import * as l10n from "@vscode/l10n";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import { isOlder } from "../isOlder.js";
import type { Check, CheckContext, Report } from "../rule.js";

/** A release drops the attributes that came after it, as it drops unknown ones. */
export const attributesTooNew: Check = function* (context: CheckContext) {
  const cpu = context.view.cpu?.element;
  if (cpu === undefined || context.view.domain === undefined) return;
  yield* tooNew(cpu, "cpu", context);
  for (const child of cpu.elements) yield* tooNew(child, `cpu/${child.name}`, context);
};

function* tooNew(element: XmlElement, path: string, { catalogue }: CheckContext): Iterable<Report> {
  const known = catalogue.grammar.elements[path]?.attributes;
  if (known === undefined) return;
  for (const attribute of element.attributes) {
    const since = known[attribute.name]?.since;
    if (since === undefined || !isOlder(catalogue.release, since) || needsNoWord(element, attribute)) continue;
    const hint = l10n.t(" It came with libvirt {0}, yours is {1}.", since, catalogue.release);
    yield { rule: "attribute-unknown", range: attribute.nameRange, data: { name: attribute.name, hint } };
  }
}

/** One cluster is what a release without clusters makes; a limit beside another mode has a rule of its own. */
function needsNoWord(element: XmlElement, { name, value }: XmlAttribute): boolean {
  if (name === "limit") return attributeNamed(element, "mode")?.value !== "passthrough";
  return name === "clusters" && value === "1";
}
