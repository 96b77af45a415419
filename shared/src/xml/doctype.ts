import { characterText, type Entities, type Entity, predefinedEntities, replaceReferences } from "./entities.js";

/** No more than so many characters come of all entities together: what they expand to grows beyond measure otherwise. */
export const maxExpansion = 1_000_000;

/** More levels of entities in entities are not followed; libxml2 gives up at 40. */
const MAX_LEVELS = 40;

const ENTITY = /^<!ENTITY[ \t\r\n]+(%[ \t\r\n]+)?([A-Za-z_:][\w:.-]*)[ \t\r\n]+/;
const PARAMETER = /%([A-Za-z_:][\w:.-]*);/y;

/** What a document type declares; of several declarations of a name the first counts. */
interface Declared {
  /** Undefined for what is outside the document: it is not read. */
  readonly general: Map<string, string | undefined>;
  readonly parameters: Map<string, string | undefined>;
  /** Entities that cannot be referred to: pictures and the like. */
  readonly unparsed: Set<string>;
  /** Something may be declared elsewhere: then a name that is not declared here means nothing, and is no fault. */
  elsewhere: boolean;
}

/**
 * The entities of a document with this document type, as libvirt's XML parser (libxml2, without loading anything) reads
 * them: those of the internal subset are expanded, others are empty.
 *
 * Never throws; a name that refers to itself, or to more than `maxExpansion` characters, means nothing.
 */
export function declaredEntities(doctype: string): Entities {
  const open = doctype.indexOf("[");
  const head = open < 0 ? doctype : doctype.slice(0, open);
  const elsewhere = /[ \t\r\n](?:SYSTEM|PUBLIC)[ \t\r\n]/.test(head);
  const declared: Declared = { general: new Map(), parameters: new Map(), unparsed: new Set(), elsewhere };
  if (open >= 0) declare(declared, doctype.slice(open + 1, doctype.lastIndexOf("]")), 0);
  return resolver(declared);
}

/** Reads declarations up to the first thing that is none. */
function declare(declared: Declared, subset: string, level: number): void {
  for (let at = 0; at < subset.length; ) {
    if (subset.startsWith("%", at)) {
      PARAMETER.lastIndex = at;
      const name = PARAMETER.exec(subset)?.[1];
      if (name === undefined) return;
      at += name.length + 2;
      useParameter(declared, name, level);
    } else if (subset.startsWith("<", at)) {
      const end = declarationEnd(subset, at);
      if (end < 0) return;
      declareEntity(declared, subset.slice(at, end));
      at = end;
    } else {
      at++;
    }
  }
}

/** A parameter entity is read once: a second reading would declare nothing new. */
function useParameter(declared: Declared, name: string, level: number): void {
  const text = declared.parameters.get(name);
  declared.parameters.set(name, undefined);
  declared.elsewhere = true;
  if (text !== undefined && level < MAX_LEVELS) declare(declared, text, level + 1);
}

/** The offset after a declaration, a comment or an instruction; -1 where it has no end. */
function declarationEnd(subset: string, at: number): number {
  if (subset.startsWith("<!--", at)) return behind(subset, "-->", at + 4);
  if (subset.startsWith("<?", at)) return behind(subset, "?>", at + 2);
  for (let next = at + 1; next < subset.length; next++) {
    const mark = subset.charAt(next);
    if (mark === ">") return next + 1;
    if (mark !== '"' && mark !== "'") continue;
    next = subset.indexOf(mark, next + 1);
    if (next < 0) return -1;
  }
  return -1;
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function declareEntity(declared: Declared, declaration: string): void {
  const match = ENTITY.exec(declaration);
  const name = match?.[2];
  if (match === null || name === undefined) return;
  const entities = match[1] === undefined ? declared.general : declared.parameters;
  if (entities.has(name)) return;
  const rest = declaration.slice(match[0].length);
  const quote = rest.charAt(0);
  if (quote === '"' || quote === "'") {
    const literal = rest.slice(1, rest.indexOf(quote, 1));
    entities.set(
      name,
      replaceReferences(literal, (ref) => (ref.startsWith("#") ? characterText(ref) : undefined)),
    );
  } else if (/^(?:SYSTEM|PUBLIC)[ \t\r\n]/.test(rest)) {
    entities.set(name, undefined);
    if (/[ \t\r\n]NDATA[ \t\r\n]/.test(rest)) declared.unparsed.add(name);
  }
}

function resolver({ general, unparsed, elsewhere }: Declared): Entities {
  const resolved = new Map<string, Entity | undefined>();
  let room = maxExpansion;
  const resolve = (name: string, level: number): Entity | undefined => {
    const predefined = predefinedEntities(name);
    if (predefined !== undefined) return predefined;
    if (resolved.has(name)) return resolved.get(name);
    // Until it is resolved, a reference to it is one to itself.
    resolved.set(name, undefined);
    const entity = level > MAX_LEVELS ? undefined : expand(name, level);
    room -= entity?.text.length ?? 0;
    const found = room < 0 ? undefined : entity;
    resolved.set(name, found);
    return found;
  };
  const expand = (name: string, level: number): Entity | undefined => {
    if (unparsed.has(name)) return undefined;
    const literal = general.get(name);
    if (literal === undefined)
      return elsewhere || general.has(name) ? { text: "", inValues: !general.has(name) } : undefined;
    let inValues = !literal.includes("<");
    let isWhole = true;
    let length = 0;
    const text = replaceReferences(withoutMarkup(literal), (ref) => {
      const inner = length > maxExpansion ? undefined : resolve(ref, level + 1);
      if (inner === undefined) isWhole = false;
      else inValues &&= inner.inValues;
      length += inner?.text.length ?? 0;
      return inner?.text;
    });
    return isWhole ? { text, inValues } : undefined;
  };
  return (name) => resolve(name, 0);
}

/** The text of what an entity holds: elements in it are not those of the document (libvirt does not look into entities). */
function withoutMarkup(text: string): string {
  if (!text.includes("<")) return text;
  return text.replace(/<!\[CDATA\[|\]\]>|<!--(?:[^-]|-(?!-))*-->|<[^<>]*>/g, "");
}
