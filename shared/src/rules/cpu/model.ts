import * as l10n from "@vscode/l10n";
import { escapeText, insertChildren, removeAttribute, removeElement, setText, setValue } from "../../edits/index.js";
import { type CpuMode, takesHostCpu } from "../../engine/index.js";
import { attributeNamed, childNamed, type TextEdit, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  dropAttribute,
  type Fix,
  offer,
  otherCpu,
  prefer,
  type Rule,
  removeWhole,
  setMode,
  useMode,
  valueRange,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** An empty attribute of `<model>` is none (9.0's answers). */
const emptyAttributes: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model;
  if (cpu?.type !== "guest" || takesHostCpu(cpu.mode)) return;
  for (const [rule, attr, fixes] of [
    ["model-fallback", model?.fallback, otherFallback],
    ["vendor-id", model?.vendorId, otherVendorId],
  ] as const) {
    if (attr?.value !== "") continue;
    yield {
      rule,
      range: valueRange(attr.attribute),
      data: { value: "", length: "0" },
      severity: "warning",
      fixes: ({ text }) => fixes(text, attr.attribute),
    };
  }
};

function otherFallback(text: string, attribute: XmlAttribute | undefined): Fix[] {
  if (attribute === undefined) return [];
  const isNo = /^(no|off|false|deny|0)/i.test(attribute.value);
  const change = (value: string, make: typeof offer) =>
    make(l10n.t("Change to {0}", value), setValue(text, attribute, value));
  return [change(isNo ? "forbid" : "allow", prefer), change(isNo ? "allow" : "forbid", offer)];
}

function otherVendorId(text: string, attribute: XmlAttribute | undefined): Fix[] {
  if (attribute === undefined) return [];
  const fixed = attribute.value
    .replaceAll(",", " ")
    .replaceAll(/[^ -~]/g, "")
    .slice(0, 12)
    .padEnd(12, " ");
  return [
    dropAttribute(text, attribute, offer),
    ...(attribute.value === "" ? [] : [offer(l10n.t("Change to '{0}'", fixed), setValue(text, attribute, fixed))]),
  ];
}

/** Attributes and companions of a model. */
export const modelRules: readonly Rule[] = [
  {
    id: "model-fallback",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for fallback. Use allow or forbid.",
    reason: "text",
    codes: ["invalid-fallback"],
    check: emptyAttributes,
    fixesOf: ({ attribute }, { text }) => otherFallback(text, attribute),
  },
  {
    id: "vendor-id",
    stage: "define",
    severity: "error",
    message: "vendor_id must have exactly 12 characters and no comma; it has {length}.",
    reason: "mode",
    codes: ["vendor-id-length", "vendor-id-comma"],
    fixesOf: ({ attribute }, { text }) => otherVendorId(text, attribute),
  },
  {
    id: "vendor-without-model",
    stage: "define",
    severity: "error",
    message: "<vendor> needs a model: libvirt rejects it without one. Add <model>, or remove <vendor>.",
    reason: "cpu",
    codes: ["vendor-without-model"],
    fixesOf: ({ element }, { text }) => [removeWhole(text, element)],
  },
];

/** The name in an attribute, as libvirt's own documentation once printed it. */
const modelNameAttribute: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model?.element;
  const name = model && attributeNamed(model, "name");
  if (model === undefined || name === undefined || cpu?.model !== undefined || name.value === "") return;
  yield { rule: "model-name-attribute", range: name, data: { name: name.value }, fixes: nameModel };
};

/** The form of domain capabilities pasted into a definition. */
const modeElement: Check = function* ({ view }) {
  const { cpu } = view;
  const element = childNamed(cpu?.element, "mode");
  if (cpu === undefined || element === undefined || view.domain === undefined) return;
  const name = attributeNamed(element, "name")?.value ?? "";
  yield {
    rule: "mode-element",
    range: element.nameRange,
    data: { name },
    fixes: ({ text }) => {
      if (!isHostMode(name)) return [];
      const edits = [...setMode(text, cpu, name), removeElement(text, element)];
      return [otherCpu(prefer(l10n.t("Use <cpu mode='{0}'>", name), ...edits))];
    },
  };
};

/** Nothing says which CPU it is, so that x86 guests get qemu64. */
const modelMissing: Check = function* ({ view, cpu, catalogue }) {
  const element = view.cpu?.element;
  if (element === undefined || cpu?.mode !== "custom" || cpu.model !== undefined || cpu.features.length > 0) return;
  // A mode that libvirt does not know is a fault of its own.
  if (view.cpu?.mode !== undefined && view.cpu.mode.value !== "custom") return;
  if (view.domain === undefined || catalogue.map?.arch !== "x86" || !runsOnQemu(view.type?.value)) return;
  const said = childNamed(element, "mode") ?? attributeNamed(childNamed(element, "model") ?? element, "name");
  if (said === undefined) yield { rule: "model-missing", range: element.nameRange, fixes: nameModel };
};

/** A model that every x86 host of the last fifteen years runs, where the author has named none. */
const OLDEST_SENSIBLE_MODEL = "Nehalem";

function nameModel({ text, view: { cpu } }: CheckContext): Fix[] {
  if (cpu === undefined) return [];
  const named = attributeNamed(cpu.model?.element, "name");
  if (cpu.model !== undefined && named !== undefined && named.value !== "") {
    const title = l10n.t("Move the name into the element: {0}", named.value);
    return [otherCpu(prefer(title, ...moveName(text, cpu.model.element, named)))];
  }
  return [
    useMode(text, cpu, "host-model", prefer),
    useMode(text, cpu, "host-passthrough"),
    offer(l10n.t("Use the model {0}", OLDEST_SENSIBLE_MODEL), setModel(text, cpu.element, OLDEST_SENSIBLE_MODEL)),
  ].map(otherCpu);
}

/** `<model name='X'/>` -> `<model>X</model>`, its other attributes kept. */
function moveName(text: string, model: XmlElement, attribute: XmlAttribute): TextEdit[] {
  const name = escapeText(attribute.value);
  const edit = removeAttribute(text, attribute);
  if (model.endTag !== undefined) return [edit, setText(text, model, name)];
  const kept =
    text.slice(model.start, edit.start) + text.slice(edit.end, model.startTag.end).replace(/\/?>$/, "").trimEnd();
  return [{ start: model.start, end: model.startTag.end, newText: `${kept}>${name}</model>` }];
}

/** Writes a model's name: into the `<model>` that is there, or as the first child. */
function setModel(text: string, cpu: XmlElement, name: string): TextEdit {
  const model = childNamed(cpu, "model");
  if (model !== undefined) return setText(text, model, escapeText(name));
  return insertChildren(text, cpu, [`<model>${escapeText(name)}</model>`], cpu.elements[0]);
}

function isHostMode(name: string): name is CpuMode {
  return /^(host-model|host-passthrough|maximum)$/.test(name);
}

/** A model that is not there, or not where libvirt reads it. */
export const modelMissingRules: readonly Rule[] = [
  {
    id: "features-without-model",
    stage: "define",
    severity: "error",
    message: "Features need a CPU model. Add <model>, or use mode host-model or host-passthrough.",
    reason: "cpu",
    codes: ["features-without-model"],
    fixesOf: (_, context) => nameModel(context),
  },
  {
    id: "model-name-attribute",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores this name and uses its default CPU. Write the model as text: <model>{name}</model>.",
    check: modelNameAttribute,
  },
  {
    id: "mode-element",
    stage: "silent",
    severity: "warning",
    message:
      "libvirt ignores <mode> here, with all of its content. This is the form of domain capabilities. Use <cpu mode='{name}'>.",
    check: modeElement,
  },
  {
    id: "model-missing",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message:
      "No model and no mode: the VM gets QEMU's default CPU, the very old qemu64. Use host-model, or add a model.",
    check: modelMissing,
  },
];
