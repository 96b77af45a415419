/** What a reference stands for. */
export interface Entity {
  readonly text: string;
  /** An attribute's value may refer to it: it holds no markup, and is in the document itself. */
  readonly inValues: boolean;
}

/** The entities of a document: the entity of a name, or undefined where the name means nothing. */
export type Entities = (name: string) => Entity | undefined;

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Longer than any reference that means something; a limit keeps the search for `;` short. */
const REFERENCE = /&(#[0-9]{1,10}|#x[0-9a-fA-F]{1,8}|[A-Za-z_:][\w:.-]{0,63});/g;

/** The predefined five and the numbers of characters XML allows: all there is without a document type. */
export const predefinedEntities: Entities = (name) => {
  const text = name.startsWith("#") ? characterText(name) : PREDEFINED.get(name);
  return text === undefined ? undefined : { text, inValues: true };
};

/** The character of a reference such as `#50` or `#x32`. */
export function characterText(name: string): string | undefined {
  const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** Replaces each reference by what `textOf` makes of its name; one that means nothing stays as it is. */
export function replaceReferences(source: string, textOf: (name: string) => string | undefined): string {
  if (!source.includes("&")) return source;
  return source.replace(REFERENCE, (whole: string, name: string) => textOf(name) ?? whole);
}

/** Text as a reader gets it: line ends made line feeds, then references resolved. */
export function decodeText(source: string, entities: Entities): string {
  return replaceReferences(normalizeLineEnds(source), (name) => entities(name)?.text);
}

/**
 * An attribute's value as a reader gets it: white space as typed, here or in an entity, made spaces, and references
 * resolved.
 */
export function decodeValue(source: string, entities: Entities): string {
  return replaceReferences(source.replace(/\r\n|[\t\n\r]/g, " "), (name) => {
    const text = entities(name)?.text;
    return name.startsWith("#") ? text : text?.replace(/[\t\n\r]/g, " ");
  });
}

/** Line ends as XML reads them. */
export function normalizeLineEnds(source: string): string {
  return source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
}

/** XML 1.0, production Char. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/**
 * The reference at an `&`.
 * @returns its end and the name it refers to, or undefined where the `&` begins none
 */
export function referenceAt(text: string, at: number): { readonly end: number; readonly name: string } | undefined {
  const match = /^&(#[0-9]{1,10}|#x[0-9a-fA-F]{1,8}|[A-Za-z_:][\w:.-]{0,63});/.exec(text.slice(at, at + 68));
  const name = match?.[1];
  return match && name !== undefined ? { end: at + match[0].length, name } : undefined;
}
