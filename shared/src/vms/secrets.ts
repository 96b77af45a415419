import {
  applyEdits,
  attributeNamed,
  grandchildrenNamed,
  type Range,
  type TextEdit,
  type XmlElement,
} from "../xml/index.js";

/** A password of a definition, or another text that libvirt prints only to those who ask for it. */
export interface Secret {
  /** What is shown in its place; each has a number of its own. */
  readonly placeholder: string;
  /** The elements and the attribute that it belongs to: `domain/devices/graphics[vnc] passwd`. */
  readonly kind: string;
  /** As libvirt wrote it, references and all. */
  readonly written: string;
}

/** A definition with placeholders, and what they stand for. */
export interface HiddenDefinition {
  readonly text: string;
  readonly secrets: readonly Secret[];
}

/** No template is written so, and no password is so by chance. */
const PLACEHOLDER = /^\s*\(hidden secret \d{1,6}\)\s*$/;

/** Printed with a password only, and nothing to hide: how long it is valid, and what its change does to connections. */
const PUBLIC = new Set(["passwdValidTo", "connected"]);

/** Hidden even where libvirt prints it to everybody. */
const ALWAYS = "passwd";

/**
 * Puts placeholders in the place of all that only `virsh dumpxml --security-info` prints: passwords of graphics, cookies of
 * network disks (libvirt 7.0 to 12.9), and whatever other releases keep back. All other text stays byte for byte.
 *
 * @param text what `dumpxml --security-info` printed
 * @param complete the outermost element of it
 * @param plain that of what `dumpxml` without it printed at the same moment
 * @returns undefined where the two are not of one definition
 */
export function hideSecrets(text: string, complete: XmlElement, plain: XmlElement): HiddenDefinition | undefined {
  const places = secretPlaces(complete, plain);
  if (places === undefined) return undefined;
  const secrets = places.map(({ kind, start, end }, index) => {
    return { placeholder: `(hidden secret ${index + 1})`, kind, written: text.slice(start, end) };
  });
  const edits = places.map(({ start, end }, index) => ({ start, end, newText: secrets[index]?.placeholder ?? "" }));
  return { text: applyEdits(text, edits), secrets };
}

/** A value in a text. */
interface Place extends Range {
  readonly kind: string;
  readonly value: string;
}

/** Walks over both at once: the plain one has the same elements in the same order, but for those that are secret. */
function secretPlaces(complete: XmlElement, plain: XmlElement): Place[] | undefined {
  const isOther = complete.name !== plain.name || complete.attributes.length < plain.attributes.length;
  if (isOther) return undefined;
  const shown = new Map(plain.attributes.map(({ name, value }) => [name, value]));
  const places = valuePlaces(complete).filter(
    ({ name, value }) => (name === ALWAYS || shown.get(name) !== value) && !PUBLIC.has(name),
  );
  const texts = complete.elements.length === 0 && complete.text !== plain.text ? textPlaces(complete) : [];
  const inside: Place[] = [];
  let next = 0;
  for (const child of complete.elements) {
    const other = plain.elements[next];
    const isShown = other?.name === child.name;
    if (isShown) next += 1;
    const found = isShown ? secretPlaces(child, other) : textsWithin(child);
    if (found === undefined) return undefined;
    inside.push(...found);
  }
  return next < plain.elements.length ? undefined : [...places, ...texts, ...inside];
}

function valuePlaces(element: XmlElement): (Place & { readonly name: string })[] {
  const kind = kindOf(element);
  return element.attributes.flatMap(({ name, value, valueRange }) =>
    valueRange === undefined ? [] : [{ ...valueRange, name, value, kind: `${kind} ${name}` }],
  );
}

function textPlaces(element: XmlElement): Place[] {
  const kind = kindOf(element);
  return element.children.flatMap((child) =>
    child.kind === "text" && child.text.trim() !== ""
      ? [{ start: child.start, end: child.end, kind, value: child.text }]
      : [],
  );
}

function textsWithin(element: XmlElement): Place[] {
  return [...textPlaces(element), ...element.elements.flatMap(textsWithin)];
}

/** One kind of graphics has not the password of another. */
function kindOf(element: XmlElement): string {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    names.push(at.name === "graphics" ? `graphics[${typeOf(at)}]` : at.name);
  }
  return names.reverse().join("/");
}

/** A definition with its secrets, or a placeholder that is none of them. */
export type Revealed = { readonly text: string } | { readonly placeholder: string; readonly start: number };

/**
 * Puts secrets back in the place of their placeholders, wherever the device stands by now. What else was typed there is a
 * new secret, and stays.
 *
 * @param domain the outermost element of the text
 * @returns a placeholder that is unknown: where no such secret may be, or with a number that there is not
 */
export function revealSecrets(text: string, domain: XmlElement, secrets: readonly Secret[]): Revealed {
  const edits: TextEdit[] = [];
  for (const { kind, value, start, end } of placeholdersIn(domain)) {
    const secret = secrets.find((each) => each.placeholder === value.trim() && each.kind === kind);
    if (secret === undefined) return { placeholder: value.trim(), start };
    edits.push({ start, end, newText: asValue(secret.written) });
  }
  return { text: applyEdits(text, edits) };
}

/**
 * As an attribute's value: the quotes around it may be others by now, and libvirt writes a line end in a password as it is,
 * which it would read as a blank.
 */
function asValue(written: string): string {
  return written.replaceAll(/['"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The placeholders of a definition, each with where it may be. */
export function placeholderKinds(domain: XmlElement): readonly string[] {
  return placeholdersIn(domain).map(({ kind, value }) => `${value.trim()} ${kind}`);
}

function placeholdersIn(element: XmlElement): Place[] {
  return placesIn(element).filter(({ value }) => PLACEHOLDER.test(value));
}

/** Every value of an attribute and every text. */
function placesIn(element: XmlElement): Place[] {
  return [...valuePlaces(element), ...textPlaces(element), ...element.elements.flatMap(placesIn)];
}

/** A file that has been given placeholders for what only libvirt has. */
export interface KeptSecrets {
  readonly text: string;
  /** Passwords of graphics that the file does not have. */
  readonly kept: number;
  /** Secrets that the file does not have and that have no certain place in it, as cookies of disks, or the password of graphics that are of another kind in the file. */
  readonly lost: number;
}

/**
 * Keeps the passwords of a VM's graphics that a file does not have: a file in git has none, and libvirt would drop its own
 * without a message. The file's first VNC is libvirt's first, if both have the same number.
 *
 * @param file the `<domain>` of the text
 * @param opened that of the definition that libvirt has, with placeholders
 */
export function keepSecrets(text: string, file: XmlElement, opened: XmlElement): KeptSecrets {
  const edits: TextEdit[] = [];
  const missing = new Map<string, number>();
  for (const { kind } of placeholdersIn(opened)) missing.set(kind, (missing.get(kind) ?? 0) + 1);
  for (const { kind } of placesIn(file)) missing.set(kind, (missing.get(kind) ?? 0) - 1);
  // Where the file has more or fewer of a kind, it is not known which is which.
  const unsure = { open: 0, passwords: 0 };
  for (const type of new Set([file, opened].flatMap(graphicsOf).map(typeOf))) {
    const [mine = [], others = []] = [file, opened].map((domain) =>
      graphicsOf(domain).filter((each) => typeOf(each) === type),
    );
    missing.delete(`${GRAPHICS}[${type}] ${ALWAYS}`);
    if (mine.length !== others.length) {
      if (WITH_PASSWORD.test(type)) unsure.open += mine.filter((each) => !hasPassword(each)).length;
      unsure.passwords += others.filter(hasPassword).length;
      continue;
    }
    for (const [index, graphics] of mine.entries()) {
      const other = others[index];
      if (other !== undefined && hasPassword(other) && !hasPassword(graphics)) edits.push(passwordOf(other, graphics));
    }
  }
  const uncertain = Math.min(unsure.open, unsure.passwords);
  const lost = [...missing.values()].reduce((sum, count) => sum + Math.max(0, count), uncertain);
  return { text: applyEdits(text, edits), kept: edits.length, lost };
}

/** Graphics that anybody who reaches them may use, without a password. */
const WITH_PASSWORD = /^(?:vnc|spice)$/;

function hasPassword(graphics: XmlElement): boolean {
  return attributeNamed(graphics, ALWAYS) !== undefined;
}

const GRAPHICS = "domain/devices/graphics";

function graphicsOf(domain: XmlElement): readonly XmlElement[] {
  return grandchildrenNamed(domain, "devices", "graphics");
}

function typeOf(graphics: XmlElement): string {
  return attributeNamed(graphics, "type")?.value ?? "";
}

/** With it what is about it: how long it is valid. */
function passwordOf(from: XmlElement, to: XmlElement): TextEdit {
  const attributes = from.attributes.filter(({ name }) => name === ALWAYS || PUBLIC.has(name));
  const absent = attributes.filter(({ name }) => attributeNamed(to, name) === undefined);
  const { end } = to.nameRange;
  return { start: end, end, newText: absent.map(({ name, value }) => ` ${name}='${value}'`).join("") };
}

/** Shorter ones also occur inside other words; the gaps would show what they are. */
const LEAST_MASKED = 4;

/**
 * A message without the passwords of the definition that it is about.
 *
 * @param secrets those that libvirt has
 * @param domain what was given to libvirt, with its new passwords
 */
export function maskSecrets(message: string, secrets: readonly Secret[], domain: XmlElement | undefined): string {
  const typed = domain === undefined ? [] : passwordsIn(domain);
  const all = [...secrets.map(({ written }) => written), ...typed].filter(({ length }) => length >= LEAST_MASKED);
  const masked = all.reduce((text, each) => text.replaceAll(each, "…"), message);
  return maskPasswords(masked);
}

/** A message without what is behind `passwd=`: a parser shows the line that it fails in, which may be cut. */
export function maskPasswords(message: string): string {
  return message.replaceAll(/(\bpasswd\s*=\s*)(?:'[^'\n]*'?|"[^"\n]*"?)/g, "$1…");
}

function passwordsIn(element: XmlElement): string[] {
  const own = element.attributes.filter(({ name }) => name === ALWAYS).map(({ value }) => value);
  return [...own, ...element.elements.flatMap(passwordsIn)];
}
