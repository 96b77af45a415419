import { isOlder } from "../common/releases.js";
import { attributeNamed, type XmlElement } from "../xml/index.js";
import type { ElementDoc, OnlyDoc } from "./grammar.js";

/** Whether a libvirt release reads what these marks are of. */
export function isReadBy({ since, until }: Pick<ElementDoc, "since" | "until">, release: string): boolean {
  return (since === undefined || !isOlder(release, since)) && (until === undefined || isOlder(release, until));
}

/** In front of an attribute that is one element further out. */
const OUTER = "../";

/** The attribute that a condition is on: whose it is, its name and what is typed. */
export function conditionOn(
  { of }: OnlyDoc,
  element: XmlElement,
): { readonly holder: XmlElement | undefined; readonly name: string; readonly typed: string | undefined } {
  const isOuter = of.startsWith(OUTER);
  const holder = isOuter ? element.parent : element;
  const name = isOuter ? of.slice(OUTER.length) : of;
  return { holder, name, typed: attributeNamed(holder, name)?.value };
}

/**
 * The first condition that does not hold; undefined where libvirt reads what they are of.
 *
 * @param element the one whose attribute they are about; for those of an element, its parent
 * @param doc what the grammar says of that
 * @param release which libvirt reads
 */
export function failingCondition(
  only: readonly OnlyDoc[] | undefined,
  element: XmlElement,
  doc: ElementDoc | undefined,
  release: string,
): OnlyDoc | undefined {
  return only?.find((condition) => {
    if (!isReadBy(condition, release)) return false;
    const { holder, name, typed } = conditionOn(condition, element);
    const known = holder === element ? doc?.attributes?.[name] : undefined;
    const value = typed ?? known?.default ?? "";
    // What libvirt refuses anyway says nothing of the rest.
    const isRefused = typed !== undefined && known?.values !== undefined && known.values[typed] === undefined;
    return !isRefused && !condition.values.includes(value);
  });
}
