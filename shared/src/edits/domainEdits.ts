import { childNamed, documentStyle, type TextEdit, type XmlElement } from "../xml/index.js";
import { insertChildren } from "./elementEdits.js";

/** The order in which libvirt prints these (virDomainDefFormatInternalSetRootName). */
const ORDER =
  "features cpu clock on_poweroff on_reboot on_crash on_lockfailure pm perf devices seclabel keywrap launchSecurity".split(
    " ",
  );

/** @returns the first child of a domain that libvirt prints behind an element of this name */
export function firstBehind(domain: XmlElement, name: "features" | "cpu" | "clock"): XmlElement | undefined {
  const behind = new Set(ORDER.slice(ORDER.indexOf(name) + 1));
  return domain.elements.find((child) => behind.has(child.name));
}

/** Adds lines to the domain's `<features>`, which is made where there is none. */
export function addToFeatures(text: string, domain: XmlElement, lines: readonly string[]): TextEdit {
  return addTo(text, domain, { name: "features", tag: "<features>", lines });
}

/** Adds lines to the domain's `<clock>`, which is made where there is none. */
export function addToClock(text: string, domain: XmlElement, lines: readonly string[]): TextEdit {
  const { quote } = documentStyle(text);
  return addTo(text, domain, { name: "clock", tag: `<clock offset=${quote}utc${quote}>`, lines });
}

interface Addition {
  readonly name: "features" | "clock";
  readonly tag: string;
  readonly lines: readonly string[];
}

function addTo(text: string, domain: XmlElement, { name, tag, lines }: Addition): TextEdit {
  const present = childNamed(domain, name);
  if (present !== undefined) return insertChildren(text, present, lines);
  const block = [tag, ...lines.map((line) => documentStyle(text).indent + line), `</${name}>`];
  return insertChildren(text, domain, block, firstBehind(domain, name));
}
