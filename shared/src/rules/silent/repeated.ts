import * as l10n from "@vscode/l10n";
import type { DomainView } from "../../domain/index.js";
import { insertChildren, removeElement, removeElements } from "../../edits/index.js";
import type { XmlElement } from "../../xml/index.js";
import { dropAttribute, type Fix, offer, otherCpu, prefer, type Report, removeThis, repair } from "../kit.js";
import { linesOf } from "./homes.js";
import type { Unread } from "./unread.js";

type Repeated = Extract<Unread, { kind: "repeated" }>;

/** One of several of which libvirt reads one. Both are said: nobody but the author knows which one was meant. */
export function repeated(unread: Repeated, view: DomainView): Report {
  const { element, read, isLast } = unread;
  const { name, nameRange: range } = element;
  const which = isLast ? l10n.t("the last") : l10n.t("the first");
  if (element === read) return theReadOne(unread, which);
  // libvirt asks for the cells of every <cpu>.
  const keepsNuma = view.cpus.length > 1 && name === "cpu" && element.elements.some((each) => each.name === "numa");
  const effect = l10n.t("libvirt uses only {0} <{1}> and ignores this one", which, name);
  const besides = keepsNuma ? ` ${l10n.t("But its <numa> is used. Move it to the first one.")}` : "";
  return {
    rule: "element-repeated",
    range,
    data: { effect, besides },
    fixes: ({ text }) => (keepsNuma ? [removeThis(text, element, offer)] : removals(text, unread)),
  };
}

function theReadOne({ element, others, isLast }: Repeated, which: string): Report {
  const { name, nameRange: range } = element;
  return {
    rule: "element-repeated",
    range,
    severity: "hint",
    data: { effect: l10n.t("libvirt uses only this <{0}>, {1} of several", name, which) },
    fixes: ({ text }) => {
      // Those of a second <cpu> count in part.
      if (name === "cpu" || isLast) return [];
      return [offer(l10n.t("Remove the other <{0}>", name), ...removeElements(text, others))];
    },
  };
}

function removals(text: string, { element, read, isLast }: Repeated): Fix[] {
  if (isSame(text, element, read)) return [removeThis(text, element, isLast ? prefer : repair)];
  const { name } = element;
  const other = isLast ? l10n.t("Remove the last <{0}>", name) : l10n.t("Remove the first <{0}>", name);
  // Where the two differ only the author knows which was meant.
  return [removeThis(text, element), otherCpu(offer(other, removeElement(text, read)))];
}

function isSame(text: string, one: XmlElement, other: XmlElement): boolean {
  return text.slice(one.start, one.end) === text.slice(other.start, other.end);
}

/** An attribute that another of the elements which libvirt reads as one has too. */
export function attributeTwice({ element, attribute }: Extract<Unread, { kind: "twice" }>): Report {
  const effect = l10n.t("libvirt uses {0} of the first <{1}> and ignores this one", attribute.name, element.name);
  return {
    rule: "element-repeated",
    range: attribute.nameRange,
    data: { effect },
    fixes: ({ text }) => [dropAttribute(text, attribute)],
  };
}

/** One of several that libvirt reads as if they were one. */
export function joined({ element, first, others }: Extract<Unread, { kind: "joined" }>): Report {
  const { name, nameRange: range } = element;
  const moved = element === first ? others : [element];
  return {
    rule: "element-split",
    range,
    data: { name },
    fixes: ({ text }) => {
      if (first.endTag === undefined || !moved.every(isPlain)) return [];
      const lines = moved.flatMap((each) => each.elements.flatMap((part) => linesOf(text, part)));
      const title = l10n.t("Move to the first <{0}>", name);
      return [offer(title, insertChildren(text, first, lines), ...removeElements(text, moved))];
    },
  };
}

/** Whether its children are all it says. */
function isPlain({ attributes, elements, text }: XmlElement): boolean {
  return attributes.length === 0 && elements.length > 0 && text.trim() === "";
}
