import * as l10n from "@vscode/l10n";
import { andList } from "../../common/lists.js";
import { parseNumber } from "../../domain/index.js";
import { setText } from "../../edits/index.js";
import { childNamed, XML_ERRORS } from "../../xml/index.js";
import { type Check, type MakeFixes, offer, type Rule, textPlace } from "../kit.js";

/** From here on libvirt has not the memory for a list of them: eight bytes a vCPU, some hundred an IOThread. */
const LIMITS = [
  ["vcpu", 2n ** 31n, () => l10n.t("this number of vCPUs")],
  ["iothreads", 2n ** 27n, () => l10n.t("this number of IOThreads")],
] as const;

const UINT_MAX = 2n ** 32n;

/** Numbers for which libvirtd 12.8 asks for more memory than there is, and ends; nothing is refused. */
const tooMuch: Check = function* ({ view }) {
  for (const [name, limit, what] of LIMITS) {
    const element = childNamed(view.domain, name);
    const number = element && parseNumber(element.content, "long");
    if (element === undefined || number === undefined) continue;
    // The old reader of vCPUs takes negative numbers, which wrap around.
    const count = number < 0n && name === "vcpu" ? number + UINT_MAX : number;
    if (count < limit || count >= UINT_MAX) continue;
    const fixes: MakeFixes = ({ text }) => [offer(l10n.t("Change to {0}", "1"), setText(text, element, "1"))];
    yield { rule: "libvirtd-ends", range: textPlace(element), data: { what: what() }, fixes };
  }
};

export const tooMuchRules: readonly Rule[] = [
  {
    id: "libvirtd-ends",
    stage: "define",
    severity: "error",
    message: "Do not define this VM: for {what} libvirtd runs out of memory and stops.",
    check: tooMuch,
  },
];

/** What makes a document not well-formed. A document type is allowed, if useless. */
const xmlErrors: Check = function* ({ document, view, views }) {
  // A document with several definitions is broken once, not once for each of them.
  if (view !== views[0]) return;
  for (const error of document.errors) {
    if (error.code !== "doctype")
      yield { rule: "xml", range: error, data: { problem: l10n.t(XML_ERRORS[error.code]) } };
  }
};

/** The document itself. */
export const xmlRules: readonly Rule[] = [
  {
    id: "xml",
    stage: "define",
    severity: "error",
    message: "{problem}",
    reason: "syntax",
    check: xmlErrors,
  },
];

const isTemplate: Check = function* ({ document }) {
  const { template } = document;
  const root = template && document.root;
  if (root === undefined || template === undefined) return;
  yield { rule: "template", range: root.nameRange, data: { languages: andList(template.languages) } };
};

/** A text that becomes a document when its placeholders are filled. */
export const templateRules: readonly Rule[] = [
  {
    id: "template",
    stage: "advice",
    severity: "information",
    message: "This is a template ({languages}). Only the parts that do not depend on placeholders are checked.",
    reason: "marks",
    check: isTemplate,
  },
];
