import { removeAttribute, setAttribute, setValue } from "../../edits/attributeEdits.js";
import { insertChildren, removeElement, setText } from "../../edits/elementEdits.js";
import { escapeText } from "../../edits/escapeXml.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { viewAt } from "../checkDocument.js";
import type { Finding, RuleContext } from "../rule.js";
import { attributeOf, elementOf, offer, prefer, repair } from "./fix.js";
import type { FixMaker } from "./index.js";

/** A model that every x86 host of the last fifteen years runs, where the author has named none. */
const OLDEST_SENSIBLE_MODEL = "Nehalem";

const nameModel: FixMaker = (finding, context) => {
  const cpu = viewAt(context, finding.start)?.cpu;
  if (cpu === undefined) return [];
  const { text } = context.document;
  const named = attributeNamed(cpu.model?.element, "name");
  if (cpu.model !== undefined && named !== undefined && named.value !== "") {
    return [
      prefer(`Move the name into the element: ${named.value}`, ...moveName(text, cpu.model.element, named.value)),
    ];
  }
  return [
    prefer("Take the host's model (host-model)", ...setMode(text, cpu.element, "host-model")),
    offer("Pass the host's CPU through (host-passthrough)", ...setMode(text, cpu.element, "host-passthrough")),
    offer(`Start from the model ${OLDEST_SENSIBLE_MODEL}`, setModel(text, cpu.element, OLDEST_SENSIBLE_MODEL)),
  ];
};

/** `<model name='X'/>` -> `<model>X</model>`, its other attributes kept. */
function moveName(text: string, model: XmlElement, name: string): TextEdit[] {
  const attribute = attributeNamed(model, "name");
  if (attribute === undefined) return [];
  const edit = removeAttribute(text, attribute);
  if (model.endTag !== undefined) {
    return [edit, { start: model.startTag.end, end: model.endTag.start, newText: escapeText(name) }];
  }
  const kept = text.slice(model.start, edit.start) + text.slice(edit.end, model.startTag.end).replace(/\s*\/?>$/, "");
  return [{ start: model.start, end: model.startTag.end, newText: `${kept}>${escapeText(name)}</model>` }];
}

/** Changes the mode, and takes away what the new mode does not know. */
function setMode(text: string, cpu: XmlElement, mode: string): TextEdit[] {
  const match = attributeNamed(cpu, "match");
  const present = attributeNamed(cpu, "mode");
  const edit =
    present === undefined && cpu.attributes[0] !== undefined
      ? { start: cpu.nameRange.end, end: cpu.nameRange.end, newText: ` mode='${mode}'` }
      : setAttribute(text, cpu, "mode", mode);
  return match === undefined ? [edit] : [edit, removeAttribute(text, match)];
}

/** Writes a model's name: into the `<model>` that is there, or as the first child. */
function setModel(text: string, cpu: XmlElement, name: string): TextEdit {
  const model = childNamed(cpu, "model");
  if (model !== undefined) return setText(model, escapeText(name));
  return insertChildren(text, cpu, [`<model>${escapeText(name)}</model>`], cpu.elements[0]);
}

function removeWhole(finding: Finding, context: RuleContext, title: string): ReturnType<FixMaker> {
  const element = elementOf(finding, context);
  return element === undefined ? [] : [prefer(title, removeElement(context.document.text, element))];
}

const setTextOf =
  (tag: string): FixMaker =>
  (finding, context) => {
    const { likely } = finding.data;
    const remove = tag === "vendor" ? removeWhole(finding, context, "Remove <vendor>") : [];
    if (likely === undefined) return remove;
    const change = prefer(`Change to ${likely}`, {
      start: finding.start,
      end: finding.end,
      newText: escapeText(likely),
    });
    return [change, ...remove.map((fix) => ({ ...fix, preferred: false }))];
  };

export const cpuFixes: Readonly<Record<string, FixMaker>> = {
  "features-without-model": nameModel,
  "model-missing": nameModel,
  "model-name-attribute": nameModel,
  "model-unknown": setTextOf("model"),
  "vendor-unknown": setTextOf("vendor"),
  "vendor-without-model": (finding, context) => removeWhole(finding, context, "Remove <vendor>"),
  "model-ignored": (finding, context) => {
    const cpu = viewAt(context, finding.start)?.cpu;
    if (cpu === undefined) return [];
    const { text } = context.document;
    const toCustom = setAttribute(text, cpu.element, "mode", "custom");
    return [
      ...removeWhole(finding, context, "Remove <model>").map((fix) => ({ ...fix, safe: true })),
      offer(`Use this model (mode custom)`, toCustom),
    ];
  },
  "mode-needs-kvm": (finding, context) => {
    const attribute = attributeOf(finding, context);
    const type = viewAt(context, finding.start)?.type;
    if (attribute === undefined) return [];
    const { text } = context.document;
    return [
      prefer("Change the mode to maximum", setValue(text, attribute, "maximum")),
      ...(type === undefined ? [] : [offer("Change the domain's type to kvm", setValue(text, type.attribute, "kvm"))]),
    ];
  },
  "mode-element": (finding, context) => {
    const cpu = viewAt(context, finding.start)?.cpu;
    const element = elementOf(finding, context);
    const name = finding.data.name ?? "";
    if (cpu === undefined || element === undefined || !/^(host-model|host-passthrough|maximum)$/.test(name)) return [];
    const { text } = context.document;
    return [
      repair(`Write it as <cpu mode='${name}'>`, ...setMode(text, cpu.element, name), removeElement(text, element)),
    ];
  },
};
