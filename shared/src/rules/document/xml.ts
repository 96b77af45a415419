import { childNamed } from "../../xml/index.js";
import type { Check, Rule } from "../rule.js";

/** What makes a document not well-formed. A document type is allowed, if useless. */
const xmlErrors: Check = function* ({ document, view }) {
  // A document with several definitions is broken once, not once for each of them.
  if (view.domain !== undefined && view.domain !== view.root && view.domain !== firstDomain(view.root.elements)) return;
  if (view.kind === "cpus" && view.cpu?.element !== childNamed(view.root, "cpu")) return;
  for (const error of document.errors) {
    if (error.code !== "doctype") yield { rule: "xml", range: error, data: { problem: error.message } };
  }
};

function firstDomain<E extends { readonly name: string }>(elements: readonly E[]): E | undefined {
  return elements.find(({ name }) => name === "domain" || name === "inactiveDomain");
}

/** The document itself. */
export const xmlRules: readonly Rule[] = [
  {
    id: "xml",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: xmlErrors,
  },
];
