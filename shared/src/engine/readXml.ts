import { known } from "../common/known.js";
import { XML_ERRORS } from "../xml/errors.js";
import { elementAt } from "../xml/navigate.js";
import { parseStrict } from "../xml/parseXml.js";
import type { XmlDocument, XmlError } from "../xml/tree.js";
import { CpuError, refuseLarge, XML_ERROR } from "./cpuError.js";
import type { Element } from "./element.js";

const MAX_DEPTH = 32;

/**
 * Reads a whole document written by libvirt or QEMU tools (capabilities, domain capabilities, CPU definitions) with the
 * syntax tree's parser. What libxml2 refuses is refused at its first error.
 *
 * @param text at most 8,000,000 characters and 32 levels, no DOCTYPE (libvirt writes none, and entities are a way to
 *   harm); of entities only the five predefined ones and numeric references
 * @returns the root element
 * @throws CpuError `not-well-formed`, with the syntax tree's code as its subject, and its line; or `too-large`
 */
export function readXml(text: string): Element {
  refuseLarge(text);
  const document = parseStrict(text, { maxDepth: MAX_DEPTH });
  const [error] = document.errors;
  if (error !== undefined || document.root === undefined) throw notWellFormed(document, error);
  return document.root;
}

function notWellFormed(document: XmlDocument, { code, start }: Pick<XmlError, "code" | "start"> = NO_ROOT): CpuError {
  const element = elementAt(document, start);
  const line = document.text.slice(0, start).split("\n").length;
  const missing = code === "unclosed-element" ? `the end of <${element?.name}> is missing` : undefined;
  const detail = missing ?? `line ${line}: ${XML_ERRORS[code]}`;
  return new CpuError("not-well-formed", XML_ERROR, `not well-formed: ${detail}`, code, {
    line,
    ...known({ element }),
  });
}

const NO_ROOT = { code: "no-root", start: 0 } as const;
