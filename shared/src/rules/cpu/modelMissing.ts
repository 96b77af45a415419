import * as l10n from "@vscode/l10n";
import { addAttribute, removeAttribute, setValue } from "../../edits/attributeEdits.js";
import { insertChildren, removeElement, setText } from "../../edits/elementEdits.js";
import { escapeText } from "../../edits/escapeXml.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { elementOf, offer, prefer } from "../fix.js";
import type { Check, FixMaker, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** The name in an attribute, as libvirt's own documentation once printed it. */
const modelNameAttribute: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model?.element;
  const name = model && attributeNamed(model, "name");
  if (model === undefined || name === undefined || cpu?.model !== undefined || name.value === "") return;
  yield { rule: "model-name-attribute", range: name, data: { name: name.value } };
};

/** The form of domain capabilities pasted into a definition. */
const modeElement: Check = function* ({ view }) {
  const mode = childNamed(view.cpu?.element, "mode");
  if (mode === undefined || view.domain === undefined) return;
  yield { rule: "mode-element", range: mode.nameRange, data: { name: attributeNamed(mode, "name")?.value ?? "" } };
};

/** Nothing says which CPU it is, so that x86 guests get qemu64. */
const modelMissing: Check = function* ({ view, cpu, catalogue }) {
  const element = view.cpu?.element;
  if (element === undefined || cpu?.mode !== "custom" || cpu.model !== undefined || cpu.features.length > 0) return;
  // A mode that libvirt does not know is a fault of its own.
  if (view.cpu?.mode !== undefined && view.cpu.mode.value !== "custom") return;
  if (view.domain === undefined || catalogue.map?.arch !== "x86" || !runsOnQemu(view.type?.value)) return;
  const said = childNamed(element, "mode") ?? attributeNamed(childNamed(element, "model") ?? element, "name");
  if (said === undefined) yield { rule: "model-missing", range: element.nameRange };
};

/** A model that every x86 host of the last fifteen years runs, where the author has named none. */
const OLDEST_SENSIBLE_MODEL = "Nehalem";

const nameModel: FixMaker = (finding, context) => {
  const cpu = viewAt(context, finding.start)?.cpu;
  if (cpu === undefined) return [];
  const { text } = context.document;
  const named = attributeNamed(cpu.model?.element, "name");
  if (cpu.model !== undefined && named !== undefined && named.value !== "") {
    return [
      prefer(
        l10n.t("Move the name into the element: {0}", named.value),
        ...moveName(text, cpu.model.element, named.value),
      ),
    ];
  }
  return [
    prefer(l10n.t("Take the host's model (host-model)"), ...setMode(text, cpu.element, "host-model")),
    offer(l10n.t("Pass the host's CPU through (host-passthrough)"), ...setMode(text, cpu.element, "host-passthrough")),
    offer(
      l10n.t("Start from the model {0}", OLDEST_SENSIBLE_MODEL),
      setModel(text, cpu.element, OLDEST_SENSIBLE_MODEL),
    ),
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
  const kept =
    text.slice(model.start, edit.start) + text.slice(edit.end, model.startTag.end).replace(/\/?>$/, "").trimEnd();
  return [{ start: model.start, end: model.startTag.end, newText: `${kept}>${escapeText(name)}</model>` }];
}

/** Changes the mode, and takes away what the new mode does not know. */
function setMode(text: string, cpu: XmlElement, mode: string): TextEdit[] {
  const present = attributeNamed(cpu, "mode");
  const edit = present === undefined ? addAttribute(text, cpu, "mode", mode, "first") : setValue(text, present, mode);
  const dropped = mode === "host-model" ? ["match", "migratable"] : ["match"];
  const removed = dropped.flatMap((name) => attributeNamed(cpu, name) ?? []);
  return [edit, ...removed.map((attribute) => removeAttribute(text, attribute))];
}

/** Writes a model's name: into the `<model>` that is there, or as the first child. */
function setModel(text: string, cpu: XmlElement, name: string): TextEdit {
  const model = childNamed(cpu, "model");
  if (model !== undefined) return setText(model, escapeText(name));
  return insertChildren(text, cpu, [`<model>${escapeText(name)}</model>`], cpu.elements[0]);
}

/** A model that is not there, or not where libvirt reads it. */
export const modelMissingRules: readonly Rule[] = [
  {
    id: "features-without-model",
    stage: "define",
    severity: "error",
    message:
      "Features need a model to start from. Name one in <model>, or choose the mode host-model or host-passthrough.",
    codes: ["features-without-model"],
    fix: nameModel,
  },
  {
    id: "model-name-attribute",
    stage: "silent",
    severity: "warning",
    message:
      "libvirt does not read this name, and gives the VM its default CPU instead. The model is the element's text: <model>{name}</model>.",
    check: modelNameAttribute,
    fix: nameModel,
  },
  {
    id: "mode-element",
    stage: "silent",
    severity: "warning",
    message:
      "libvirt drops <mode> here, with all that is in it. It is the form of the domain capabilities; write <cpu mode='{name}'>.",
    check: modeElement,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      const element = elementOf(finding, context);
      const name = finding.data.name ?? "";
      if (cpu === undefined || element === undefined || !/^(host-model|host-passthrough|maximum)$/.test(name))
        return [];
      const { text } = context.document;
      return [
        prefer(
          l10n.t("Write it as <cpu mode='{0}'>", name),
          ...setMode(text, cpu.element, name),
          removeElement(text, element),
        ),
      ];
    },
  },
  {
    id: "model-missing",
    stage: "silent",
    severity: "warning",
    message:
      "No model and no mode: the VM gets QEMU's default CPU, the very old qemu64. Choose host-model, or name a model.",
    check: modelMissing,
    fix: nameModel,
  },
];
