import * as l10n from "@vscode/l10n";
import { conditionOn } from "../../catalogue/index.js";
import { orList } from "../../common/lists.js";
import { removeAttribute, removeElement, renameElement, setAttribute } from "../../edits/index.js";
import { attributeNamed, type Range, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  dropAttribute,
  offer,
  otherCpu,
  prefer,
  type Report,
  type Rule,
  removeWhole,
} from "../kit.js";
import { attributeTwice, joined, repeated } from "./repeated.js";
import { unknownAttribute, unknownElement } from "./unknownNames.js";
import { type Unread, unreadIn } from "./unread.js";

/** libvirt's parser takes what it looks for, and drops the rest without a message (12.8's answers). */
const notRead: Check = function* (context) {
  const { view, catalogue } = context;
  const { domain } = view;
  // The status of a running VM holds more than a definition.
  if (domain === undefined || domain.inNamespace || view.kind === "domstatus") return;
  for (const unread of unreadIn(domain, catalogue)) {
    const report = reportOf(unread, domain, context);
    if (report !== undefined) yield report;
  }
};

function reportOf(unread: Unread, domain: XmlElement, context: CheckContext): Report | undefined {
  switch (unread.kind) {
    case "element":
      return unknownElement(unread.element, unread.path, domain, context);
    case "attribute":
      return unknownAttribute(unread.element, unread.attribute, unread.path, context);
    case "text":
      // vcpus-text speaks.
      return unread.path === "vcpus" ? undefined : strayText(unread.element);
    case "young":
    case "old":
      return otherRelease(unread, context.catalogue.release);
    case "unfit":
      return ignoredHere(unread);
    case "empty":
      return saysNothing(unread);
    case "repeated":
      return repeated(unread, context.view);
    case "joined":
      return joined(unread);
    case "twice":
      return attributeTwice(unread);
    case "namespace":
      return inNamespace(unread);
  }
}

function strayText(element: XmlElement): Report {
  const range = textRange(element);
  return {
    rule: "text-ignored",
    range,
    fixes: () => [prefer(l10n.t("Remove the text"), { ...range, newText: "" })],
  };
}

/** The first text that is more than white space, without the white space around it. */
function textRange(element: XmlElement): Range {
  for (const child of element.children) {
    if (child.kind !== "text" && child.kind !== "cdata") continue;
    const words = child.text.trim();
    if (words === "") continue;
    const isPlain = child.kind === "text" && child.text.length === child.end - child.start;
    const start = isPlain ? child.start + child.text.indexOf(words) : child.start;
    return { start, end: isPlain ? start + words.length : child.end };
  }
  return element.nameRange;
}

/** A release drops what came after it, as it drops what is unknown. */
function otherRelease(unread: Extract<Unread, { kind: "young" | "old" }>, release: string): Report {
  const { element, attribute } = unread;
  const why =
    unread.kind === "young"
      ? l10n.t("It needs libvirt {0}; the release here is {1}.", unread.since, release)
      : l10n.t("libvirt {0} no longer reads it; the release here is {1}.", unread.until, release);
  const hint = ` ${why}`;
  return attribute === undefined
    ? {
        rule: "element-unknown",
        range: element.nameRange,
        data: { name: element.name, hint },
        fixes: ({ text }) => [removeWhole(text, element, offer)],
      }
    : {
        rule: "attribute-unknown",
        range: attribute.nameRange,
        data: { name: attribute.name, hint },
        fixes: ({ text }) => [dropAttribute(text, attribute)],
      };
}

/** Known, but read only beside another value. */
function ignoredHere({ element, attribute, only }: Extract<Unread, { kind: "unfit" }>): Report | undefined {
  const near = attribute === undefined ? element.parent : element;
  // Rules of the CPU's modes speak.
  if (near === undefined || (element.name === "model" && isTold(element))) return undefined;
  const { holder, name, typed } = conditionOn(only, near);
  const wanted = only.values.filter((each) => each !== "");
  const part = attribute === undefined ? `<${element.name}>` : attribute.name;
  return {
    rule: "part-ignored",
    range: attribute === undefined ? element.nameRange : attribute.nameRange,
    severity: only.quiet === true ? "hint" : "warning",
    data: {
      part,
      why: typed === undefined ? l10n.t("without {0}", name) : l10n.t("with {0}", `${name}='${typed}'`),
      need: orList(wanted.map((each) => `${name}='${each}'`)),
    },
    fixes: ({ text }) => {
      const edit = attribute === undefined ? removeElement(text, element) : removeAttribute(text, attribute);
      const remove = offer(l10n.t("Remove {0}", part), edit);
      const [first] = wanted;
      // The first of several is a guess; without it nothing is lost.
      if (first === undefined || holder === undefined || only.quiet === true || wanted.length > 1)
        return [{ ...remove, preferred: true }];
      return [otherCpu(prefer(l10n.t("Set {0} to {1}", name, first), setAttribute(text, holder, name, first))), remove];
    },
  };
}

/** What model-ignored and vendor-id-ignored say. */
function isTold(model: XmlElement): boolean {
  return model.content !== "" || attributeNamed(model, "vendor_id") !== undefined;
}

/** An element that says nothing without parts that it lacks. */
function saysNothing({ element, needs }: Extract<Unread, { kind: "empty" }>): Report {
  const need = orList(needs.map((each) => (each.startsWith("@") ? each.slice(1) : `<${each}>`)));
  return {
    rule: "part-ignored",
    range: element.nameRange,
    severity: "hint",
    data: { part: `<${element.name}>`, why: l10n.t("without {0}", need), need },
    fixes: ({ text }) => [removeWhole(text, element)],
  };
}

function inNamespace({ element, isRead }: Extract<Unread, { kind: "namespace" }>): Report {
  const { name, nameRange: range } = element;
  const local = name.slice(name.indexOf(":") + 1);
  const bindings = element.attributes.filter((each) => each.name === "xmlns" || each.name.startsWith("xmlns:"));
  return {
    rule: "namespace-ignored",
    range,
    severity: isRead ? "hint" : "warning",
    data: {
      effect: isRead
        ? l10n.t("libvirt reads <{0}> as if it were in no namespace", name)
        : l10n.t("libvirt ignores <{0}>: it looks for <{1}> in no namespace", name, local),
    },
    fixes: ({ text }) => {
      const rename = name === local ? [] : renameElement(element, local);
      const edits = [...rename, ...bindings.map((each) => removeAttribute(text, each))];
      return edits.length === 0 ? [] : [otherCpu(prefer(l10n.t("Remove the namespace"), ...edits))];
    },
  };
}

/** What libvirt's parser never asks for, or asks for only once. */
export const notReadRules: readonly Rule[] = [
  {
    id: "element-unknown",
    stage: "silent",
    severity: "warning",
    message: "Unknown element <{name}>: libvirt ignores it.{hint}",
    reason: "text",
    check: notRead,
  },
  {
    id: "attribute-unknown",
    stage: "silent",
    severity: "warning",
    message: "Unknown attribute {name}: libvirt ignores it.{hint}",
    reason: "text",
  },
  { id: "text-ignored", stage: "silent", severity: "warning", message: "libvirt ignores this text." },
  { id: "element-repeated", stage: "silent", severity: "warning", message: "{effect}.{besides}" },
  {
    id: "element-split",
    stage: "silent",
    severity: "hint",
    message: "libvirt reads several <{name}> here as if they were one. Put everything into the first.",
  },
  {
    id: "element-misplaced",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores <{name}> here. Move it to <{home}>.",
    vetted: true,
  },
  {
    id: "part-ignored",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores {part} {why}. It needs {need}.",
  },
  { id: "namespace-ignored", stage: "silent", severity: "warning", message: "{effect}. Remove the namespace." },
];
