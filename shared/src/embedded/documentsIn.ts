import type { TextKind } from "../common/documentNames.js";
import { beginsWithRoot } from "../common/rootName.js";
import { maxDocumentLength, type ServedDocument, serveDocument } from "../domain/index.js";
import { regionsOf } from "./regions.js";
import type { Region } from "./regionText.js";

/** A document of libvirt's. */
export interface FoundDocument {
  readonly served: ServedDocument;
  /** Where it is in the text; undefined where it is all of the text. */
  readonly region?: Region;
}

const XSLT = "http://www.w3.org/1999/XSL/Transform";

/** In a comment of whatever language: nobody wants to hear of what is in there. */
const DISABLED = /libvirt-cpu-disable[ \t]*(?:-->|\*\/|$)/m;

/** What is libvirt's in a text: all of it, or parts of it. */
export function documentsIn(text: string, kind: TextKind): readonly FoundDocument[] {
  // What has words before its first tag is none, unless it is meant to be one.
  const whole = kind === "document" || beginsWithRoot(text) ? serveDocument(text) : undefined;
  if (whole?.tree !== undefined || whole?.tooLarge) return [{ served: whole }];
  // Other XML is somebody else's, but for what makes definitions.
  const isForeign = kind === "document" && !text.includes(XSLT);
  if (isForeign || text.length > maxDocumentLength || DISABLED.test(text)) return [];
  return regionsOf(text, kind === "prose").map((region) => ({ served: serveDocument(region.text), region }));
}
