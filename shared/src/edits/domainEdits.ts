import { childNamed, type XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import { insertChildren } from "./elementEdits.js";

/** Where libvirt prints `<features>` and `<clock>`: before the first of these that is there. */
const AFTER_FEATURES: readonly string[] = ["cpu", "clock", "on_poweroff", "on_reboot", "on_crash", "pm", "devices"];
const AFTER_CLOCK: readonly string[] = ["on_poweroff", "on_reboot", "on_crash", "pm", "perf", "devices"];

/** Adds lines to the domain's `<features>`, which is made where there is none. */
export function addToFeatures(text: string, domain: XmlElement, lines: readonly string[]): TextEdit {
  return addTo(text, domain, { name: "features", tag: "<features>", lines, following: AFTER_FEATURES });
}

/** Adds lines to the domain's `<clock>`, which is made where there is none. */
export function addToClock(text: string, domain: XmlElement, lines: readonly string[]): TextEdit {
  return addTo(text, domain, { name: "clock", tag: "<clock offset='utc'>", lines, following: AFTER_CLOCK });
}

interface Addition {
  readonly name: string;
  readonly tag: string;
  readonly lines: readonly string[];
  readonly following: readonly string[];
}

function addTo(text: string, domain: XmlElement, { name, tag, lines, following }: Addition): TextEdit {
  const present = childNamed(domain, name);
  if (present !== undefined) return insertChildren(text, present, lines);
  const block = [tag, ...lines.map((line) => `  ${line}`), `</${name}>`];
  return insertChildren(
    text,
    domain,
    block,
    domain.elements.find((child) => following.includes(child.name)),
  );
}
