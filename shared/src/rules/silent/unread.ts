import {
  type AttributeDoc,
  childPath,
  type ElementDoc,
  failingCondition,
  type Grammar,
  grammarName,
  type OnlyDoc,
} from "../../catalogue/index.js";
import { isOlder } from "../../common/releases.js";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";

/** Something in a definition that libvirt does not read, or not as it stands. */
export type Unread =
  | { readonly kind: "element"; readonly element: XmlElement; readonly path: string }
  | {
      readonly kind: "attribute";
      readonly element: XmlElement;
      readonly attribute: XmlAttribute;
      readonly path: string;
    }
  | { readonly kind: "text"; readonly element: XmlElement; readonly path: string }
  /** Known, but libvirt does not read it here. */
  | (Unfit & { readonly kind: "unfit"; readonly only: OnlyDoc })
  | (Unfit & { readonly kind: "young"; readonly since: string })
  | (Unfit & { readonly kind: "old"; readonly until: string })
  /** One of several, of which libvirt reads another, or this one only. */
  | {
      readonly kind: "repeated";
      readonly element: XmlElement;
      readonly read: XmlElement;
      readonly others: readonly XmlElement[];
      readonly isLast: boolean;
    }
  /** One of several that libvirt reads as one. */
  | {
      readonly kind: "joined";
      readonly element: XmlElement;
      readonly first: XmlElement;
      readonly others: readonly XmlElement[];
    }
  /** One of several attributes of one name, of which libvirt reads the first. */
  | { readonly kind: "twice"; readonly element: XmlElement; readonly attribute: XmlAttribute }
  /** It says nothing without one of these. */
  | { readonly kind: "empty"; readonly element: XmlElement; readonly needs: readonly string[] }
  /** In a namespace where libvirt looks for it in none. */
  | { readonly kind: "namespace"; readonly element: XmlElement; readonly isRead: boolean };

/** An element, or one of its attributes. */
interface Unfit {
  readonly element: XmlElement;
  readonly attribute?: XmlAttribute;
}

interface Reading {
  readonly grammar: Grammar;
  /** The libvirt release that reads. */
  readonly release: string;
}

/** Whatever libvirt does not read of a domain, as far as the grammar describes it, in no particular order. */
export function unreadIn(domain: XmlElement, reading: Reading): Iterable<Unread> {
  return ofGroup([domain], "domain", reading);
}

/** Elements that libvirt reads as if they were one; mostly it is one. */
function* ofGroup(group: readonly XmlElement[], path: string, reading: Reading): Iterable<Unread> {
  const doc = reading.grammar.elements[path];
  if (doc === undefined || doc.closed === true) return;
  yield* sameAttributes(group, path);
  for (const element of group) {
    if (doc.needs?.every((each) => !has(element, each))) yield { kind: "empty", element, needs: doc.needs };
    for (const attribute of element.attributes) yield* ofAttribute(element, attribute, { doc, path, reading });
    if (doc.text === undefined && element.text.trim() !== "") yield { kind: "text", element, path };
  }
  const named = new Map<string, XmlElement[]>();
  for (const element of group) {
    for (const child of element.elements) {
      const name = yield* nameOfRead(child, path, doc);
      if (name === undefined) continue;
      const others = named.get(name);
      if (others === undefined) named.set(name, [child]);
      else others.push(child);
    }
  }
  for (const [name, children] of named) yield* ofChildren(children, childPath(path, name), { doc, reading });
}

/** Attributes that an element before has too; of `<features>` libvirt reads each element by itself, and the last counts. */
function* sameAttributes(group: readonly XmlElement[], path: string): Iterable<Unread> {
  if (group.length < 2 || path.startsWith("features")) return;
  const seen = new Set<string>();
  for (const element of group) {
    for (const attribute of element.attributes) {
      if (seen.has(attribute.name)) yield { kind: "twice", element, attribute };
    }
    for (const { name } of element.attributes) seen.add(name);
  }
}

/** @param part an attribute as `@name`, else a child */
function has(element: XmlElement, part: string): boolean {
  return part.startsWith("@")
    ? attributeNamed(element, part.slice(1)) !== undefined
    : element.elements.some(({ name }) => name === part);
}

/** The name by which libvirt reads a child; undefined where it does not. */
function* nameOfRead(child: XmlElement, path: string, doc: ElementDoc): Generator<Unread, string | undefined> {
  const { name, space } = grammarName(child);
  const isListed = doc.children?.includes(name) === true;
  if (isListed && space !== "other") return name;
  if (space === "none") {
    if (doc.strangers !== "refused") yield { kind: "element", element: child, path };
    return undefined;
  }
  // What is in somebody else's namespace, and called as nothing here is, is somebody else's.
  const isMeant = isListed || (space === "unbound" && doc.children?.includes(name.slice(name.indexOf(":") + 1)));
  if (!isMeant) return undefined;
  const isRead = space === "other" && doc.anyNamespace === true;
  yield { kind: "namespace", element: child, isRead };
  return isRead ? name : undefined;
}

/** @param children all of one name that libvirt's parser meets at one place */
function* ofChildren(
  children: readonly XmlElement[],
  path: string,
  { doc: parent, reading }: { readonly doc: ElementDoc; readonly reading: Reading },
): Iterable<Unread> {
  const doc = reading.grammar.elements[path];
  if (doc === undefined) return;
  const read: XmlElement[] = [];
  for (const element of children) {
    const unfit =
      parent.strangers === "refused"
        ? ofCondition(element, doc, parent, reading)
        : whyNot(element, doc, parent, reading);
    if (unfit === undefined) read.push(element);
    else yield unfit;
  }
  for (const same of sameOnes(read, doc)) yield* ofSame(same, doc, path, reading);
}

/** Which of them libvirt takes for the same: all, or those of one key. */
function sameOnes(elements: readonly XmlElement[], { repeats, key }: ElementDoc): Iterable<readonly XmlElement[]> {
  if (repeats !== true) return [elements];
  if (key === undefined) return elements.map((element) => [element]);
  const byKey = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const value = attributeNamed(element, key)?.value ?? "";
    const others = byKey.get(value);
    if (others === undefined) byKey.set(value, [element]);
    else others.push(element);
  }
  return byKey.values();
}

function* ofSame(
  elements: readonly XmlElement[],
  { again }: ElementDoc,
  path: string,
  reading: Reading,
): Iterable<Unread> {
  const [first] = elements;
  const read = again === "last" ? elements.at(-1) : first;
  if (first === undefined || read === undefined) return;
  if (elements.length > 1 && again !== "refused") {
    const others = elements.filter((each) => each !== read);
    for (const element of elements) {
      if (again === "joined") yield { kind: "joined", element, first, others };
      else yield { kind: "repeated", element, read, others, isLast: again === "last" };
    }
  }
  yield* ofGroup(again === "joined" ? elements : [read], path, reading);
}

function whyNot(element: XmlElement, doc: ElementDoc, parent: ElementDoc, reading: Reading): Unread | undefined {
  const { release } = reading;
  if (doc.since !== undefined && isOlder(release, doc.since)) {
    return { kind: "young", element, since: doc.since };
  }
  if (doc.until !== undefined && !isOlder(release, doc.until)) {
    return { kind: "old", element, until: doc.until };
  }
  return ofCondition(element, doc, parent, reading);
}

function ofCondition(
  element: XmlElement,
  doc: ElementDoc,
  parent: ElementDoc,
  { release }: Reading,
): Unread | undefined {
  const only = element.parent && failingCondition(doc.only, element.parent, parent, release);
  return only && { kind: "unfit", element, only };
}

function* ofAttribute(
  element: XmlElement,
  attribute: XmlAttribute,
  { doc, path, reading }: { readonly doc: ElementDoc; readonly path: string; readonly reading: Reading },
): Iterable<Unread> {
  const { name } = attribute;
  // Those with a prefix are somebody else's.
  if (name === "" || name === "xmlns" || name.includes(":")) return;
  const known: AttributeDoc | undefined = doc.attributes?.[name];
  if (known === undefined || known.unread === true) {
    yield { kind: "attribute", element, attribute, path };
    return;
  }
  const { since, until } = known;
  const isYoung = since !== undefined && isOlder(reading.release, since);
  const isOld = until !== undefined && !isOlder(reading.release, until);
  const only = failingCondition(known.only, element, doc, reading.release);
  // What counts without it is what it says.
  if (isYoung && attribute.value !== known.default && only === undefined) {
    yield { kind: "young", element, attribute, since };
  } else if (isOld) yield { kind: "old", element, attribute, until };
  else if (only !== undefined && !isYoung) yield { kind: "unfit", element, attribute, only };
}
