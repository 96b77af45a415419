import { type Grammar, grammarPath } from "../catalogue/index.js";
import { attributeNamed, childNamed, namespaceOf, type XmlElement } from "../xml/index.js";
import { type Drift, driftBetween, isCompared } from "./drift.js";

/**
 * Compares a definition that libvirt was given with what it stored, and lists what it dropped or changed. Additions do not
 * count, nor values with the same meaning.
 *
 * {@link driftBetween} compares values. Elsewhere, as in devices, only elements and attributes are listed that the stored
 * definition does not have at any element of the same path.
 *
 * @param given the `<domain>` that was defined
 * @param stored the `<domain>` that libvirt printed afterwards, for the next start
 * @returns in the order of what was given; `libvirt` is undefined where it was dropped. What may be a password is not shown:
 * `file` is empty there
 */
export function lossesBetween(given: XmlElement, stored: XmlElement, grammar: Grammar): Drift[] {
  const changed = driftBetween(given, stored, grammar).filter(({ file }) => file !== undefined);
  const dropped = droppedFrom(given, { stored: namesIn(stored), grammar });
  const metadata = droppedMetadata(childNamed(given, "metadata"), childNamed(stored, "metadata"));
  return [...changed, ...dropped, ...metadata].sort((one, other) => one.start - other.start);
}

/** Every path of elements, and every attribute at one. */
function namesIn(domain: XmlElement): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (element: XmlElement, around: string): void => {
    for (const child of element.elements) {
      const path = `${around}${child.name}`;
      names.add(path);
      for (const { name } of child.attributes) names.add(`${path} ${name}`);
      visit(child, `${path}/`);
    }
  };
  visit(domain, "");
  return names;
}

/** What libvirt keeps as it is, and what is a running VM's alone. */
const NOT_ASKED = /^(?:metadata|title|description)$|\/alias$|:/;

interface Asked {
  readonly stored: ReadonlySet<string>;
  readonly grammar: Grammar;
}

function droppedFrom(domain: XmlElement, { stored, grammar }: Asked): Drift[] {
  const drifts: Drift[] = [];
  const visit = (element: XmlElement, around: string): void => {
    for (const child of element.elements) {
      const path = `${around}${child.name}`;
      if (NOT_ASKED.test(path)) continue;
      const known = grammarPath(child) ?? path;
      if (!stored.has(path)) {
        if (!isCompared(known, undefined, grammar)) drifts.push(drop(child, path));
        continue;
      }
      for (const { name, value } of child.attributes) {
        if (stored.has(`${path} ${name}`) || saysNothing(name, value) || isCompared(known, name, grammar)) continue;
        drifts.push(drop(child, path, name));
      }
      visit(child, `${path}/`);
    }
  };
  visit(domain, "");
  return drifts;
}

/** libvirt keeps one element of each namespace, and none without (virXMLNodeSanitizeNamespaces). */
function droppedMetadata(given: XmlElement | undefined, stored: XmlElement | undefined): Drift[] {
  const kept = new Set(stored?.elements.map(namespaceOf));
  const isDropped = (child: XmlElement): boolean => {
    const namespace = namespaceOf(child);
    return namespace === undefined || !kept.delete(namespace);
  };
  return (given?.elements ?? []).filter(isDropped).map((child) => drop(child, `metadata/${child.name}`));
}

/** `default`, and a closed tray, is what libvirt takes without it; what has a prefix is no attribute of its own. */
function saysNothing(name: string, value: string): boolean {
  return (
    value === "default" || (name === "tray" && value === "closed") || name.startsWith("xmlns") || name.includes(":")
  );
}

/** Attributes and elements that somebody may take for the place of a password. */
const SECRET = /^(?:passw(?:or)?d|passphrase|cookie|secret|session|key)$/i;

function drop(element: XmlElement, path: string, name?: string): Drift {
  const attribute = name === undefined ? undefined : attributeNamed(element, name);
  if (attribute !== undefined) {
    return {
      element: path,
      attribute: attribute.name,
      file: shown(attribute.name, attribute.value),
      start: attribute.start,
    };
  }
  const text = element.elements.length > 0 ? "" : shown(element.name, element.text.trim());
  const attributes = element.attributes
    .filter((each) => !SECRET.test(each.name))
    .map((each) => `${each.name}='${each.value}'`)
    .join(" ");
  return { element: path, file: text === "" ? attributes : text, start: element.start };
}

function shown(name: string, value: string): string {
  return SECRET.test(name) ? "" : value;
}
