import * as l10n from "@vscode/l10n";
import { grammarPath } from "../catalogue/index.js";
import type { CpuView } from "../domain/index.js";
import { escapeText, removeAttribute, removeElement, renameElement, setText } from "../edits/index.js";
import type { CpuMode } from "../engine/index.js";
import { attributeNamed, type TextEdit, type XmlAttribute, type XmlElement } from "../xml/index.js";
import { setMode } from "./cpuEdits.js";
import type { CheckContext, Fix } from "./rule.js";

/** A fix that is only offered. */
export function offer(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, preferred: false, safe: false, changesCpu: false };
}

/** The fix that is most likely meant. */
export function prefer(title: string, ...edits: readonly TextEdit[]): Fix {
  return { ...offer(title, ...edits), preferred: true };
}

/** The only fix that can be meant, which changes nothing that libvirt would have kept: fit for fix-all. */
export function repair(title: string, ...edits: readonly TextEdit[]): Fix {
  return { ...prefer(title, ...edits), safe: true };
}

/** The same fix, where it gives the VM another CPU than libvirt gives it now. Its title says which. */
export function otherCpu(fix: Fix): Fix {
  return { ...fix, changesCpu: true };
}

/** Another mode for the CPU: one title for it, whichever rule makes it. */
export function useMode(text: string, cpu: CpuView, mode: CpuMode, make = offer): Fix {
  return make(l10n.t("Use mode {0}", mode), ...setMode(text, cpu, mode));
}

/** Removing an element. */
export function removeWhole(text: string, element: XmlElement, make = prefer): Fix {
  return make(l10n.t("Remove <{0}>", element.name), removeElement(text, element));
}

/** Removing an element of which there are others. */
export function removeThis(text: string, element: XmlElement, make = prefer): Fix {
  return make(l10n.t("Remove this <{0}>", element.name), removeElement(text, element));
}

/** Removing an attribute. */
export function dropAttribute(text: string, attribute: XmlAttribute, make = prefer): Fix {
  return make(l10n.t("Remove {0}", attribute.name), removeAttribute(text, attribute));
}

/** Writing the likely name as the whole text of an element: libvirt does not trim it. */
export function writeLikely(text: string, element: XmlElement, likely: string | undefined): Fix[] {
  return likely === undefined
    ? []
    : [otherCpu(prefer(l10n.t("Change to {0}", likely), setText(text, element, escapeText(likely))))];
}

/** Renaming an element to the likely one, unless that is there already; else removing it. */
export function renameOrRemove(element: XmlElement, likely: string | undefined, context: CheckContext): Fix[] {
  const removal = removeWhole(context.text, element, offer);
  const remove = isPartOfText(element, context) ? otherCpu(removal) : removal;
  const listed = element.parent?.elements.some(({ name }) => name === likely && name !== "feature");
  if (likely === undefined || listed || lacksRequired(element, likely, context))
    return [{ ...remove, preferred: true }];
  const rename = otherCpu(prefer(l10n.t("Change to <{0}>", likely), ...renameElement(element, likely)));
  return [rename, remove];
}

/**
 * Whether libvirt reads what is in the element, and the white space beside it, as a part of its parent's value: the model of
 * `<model>a<b>c</b></model>` is `ac`.
 */
function isPartOfText({ parent }: XmlElement, { catalogue }: CheckContext): boolean {
  const path = parent && grammarPath(parent);
  return path !== undefined && catalogue.grammar.elements[path]?.text !== undefined;
}

/** Whether an element under another name would lack an attribute that libvirt wants there. */
function lacksRequired(element: XmlElement, name: string, { catalogue }: CheckContext): boolean {
  const parent = element.parent && grammarPath(element.parent);
  const attributes = parent === undefined ? undefined : catalogue.grammar.elements[`${parent}/${name}`]?.attributes;
  return Object.entries(attributes ?? {}).some(
    ([each, { required }]) => required === true && attributeNamed(element, each) === undefined,
  );
}
