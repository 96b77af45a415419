import { type CpuMap, type Host, readHost } from "../../engine/index.js";
import { readHostElement } from "../../engine/readHost.js";
import { parseXml, type XmlElement } from "../../xml/index.js";

/**
 * Reads a document about a host, as {@link readHost}. Sound ones are read with the syntax tree's parser, which takes a
 * fraction of the time, and a fleet has a thousand of them; whatever else it is the engine's own reader refuses, with
 * the reason.
 *
 * @throws CpuError as readHost
 */
export function readHostText(text: string, map: CpuMap): Host {
  const root = soundRoot(text);
  return root === undefined ? readHost(text, map) : readHostElement(root, map);
}

/** The engine's reader takes no more. */
const MAX_CHARACTERS = 8_000_000;

/** What the syntax tree puts up with, and the engine's reader does not. */
const REFUSED = /<!DOCTYPE|\]\]>/i;

function soundRoot(text: string): XmlElement | undefined {
  if (text.length > MAX_CHARACTERS || !/^\s*</.test(text) || REFUSED.test(text)) return undefined;
  const { root, errors } = parseXml(text);
  return errors.length === 0 ? root : undefined;
}
