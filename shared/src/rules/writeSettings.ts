import { type DomainView, lastFeature, readTimers } from "../domain/index.js";
import {
  addToClock,
  addToFeatures,
  escapeAttribute,
  insertChildren,
  removeAttribute,
  removeElements,
  setAttribute,
  setAttributes,
} from "../edits/index.js";
import type { DomainSetting } from "../qemu/index.js";
import { attributeNamed, childNamed, documentStyle, type TextEdit, type XmlElement } from "../xml/index.js";

/**
 * Writes settings into `<features>` and `<clock>`: over what is there of the same name, else as new elements.
 *
 * @returns edits that do not overlap; of several that put something in at one place only one
 */
export function writeSettings(text: string, view: DomainView, settings: readonly DomainSetting[]): TextEdit[] {
  const { domain } = view;
  if (domain === undefined) return [];
  const of = (place: DomainSetting["place"]) => joined(settings.filter((setting) => setting.place === place));
  const hyperv = intoGroup(text, lastFeature(view, "hyperv"), "hyperv", of("hyperv"));
  const kvm = intoGroup(text, lastFeature(view, "kvm"), "kvm", of("kvm"));
  const plain = intoList(
    text,
    of("features"),
    (name) => lastFeature(view, name),
    (name) => name,
  );
  const timers = readTimers(view);
  const timer = (wanted: string) => timers.findLast(({ name }) => name?.value === wanted)?.element;
  const clock = intoList(text, of("clock"), timer, () => "timer");
  const lines = [...hyperv.lines, ...kvm.lines, ...plain.lines];
  return [
    ...[hyperv, kvm, plain, clock].flatMap(({ edits }) => edits),
    ...(lines.length === 0 ? [] : [addToFeatures(text, domain, lines)]),
    ...(clock.lines.length === 0 ? [] : [addToClock(text, domain, clock.lines)]),
  ];
}

/** Edits of what is there, and lines for what is not. */
interface Written {
  readonly edits: readonly TextEdit[];
  readonly lines: readonly string[];
}

interface Setting {
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly string[];
}

/** Settings by the element that they are of. */
function joined(settings: readonly DomainSetting[]): Map<string, Setting> {
  const byName = new Map<string, Setting>();
  for (const { name, attributes, part } of settings) {
    const { attributes: others = [], parts = [] } = byName.get(name) ?? {};
    const all = new Map([...others, ...attributes]);
    byName.set(name, { attributes: [...all], parts: part === undefined ? parts : [...parts, part] });
  }
  return byName;
}

/** Into `<hyperv>` or `<kvm>`. */
function intoGroup(
  text: string,
  group: XmlElement | undefined,
  name: string,
  settings: ReadonlyMap<string, Setting>,
): Written {
  if (settings.size === 0) return { edits: [], lines: [] };
  const own = settings.get("");
  // Beside a mode of its own libvirt drops what is in it.
  const children = own === undefined ? settings : new Map<string, Setting>();
  const { edits, lines } = intoList(
    text,
    children,
    (each) => group?.elements.findLast((child) => child.name === each),
    (each) => each,
  );
  if (group === undefined) return { edits: [], lines: block(text, name, own?.attributes ?? [], lines) };
  const mode = attributeNamed(group, "mode");
  // What it drops so far is not to come back.
  const others = group.elements.filter((child) => !settings.has(child.name));
  const isDropping = own === undefined && mode?.value === "passthrough";
  const dropped = isDropping ? [removeAttribute(text, mode), ...removeElements(text, others)] : [];
  const set = own === undefined ? dropped : setAttributes(text, group, own.attributes);
  return { edits: [...edits, ...set, ...(lines.length === 0 ? [] : [insertChildren(text, group, lines)])], lines: [] };
}

/** Each setting over the element that is there; else as a line. A timer's name is in an attribute. */
function intoList(
  text: string,
  settings: ReadonlyMap<string, Setting>,
  find: (name: string) => XmlElement | undefined,
  elementOf: (name: string) => string,
): Written {
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const [name, { attributes, parts }] of settings) {
    const present = find(name);
    if (present !== undefined) {
      edits.push(...setAttributes(text, present, attributes), ...partEdits(text, present, parts));
      continue;
    }
    const element = elementOf(name);
    const all = element === name ? attributes : [["name", name] as const, ...attributes];
    lines.push(
      ...block(
        text,
        element,
        all,
        parts.map((part) => tag(text, part, [["state", "on"]])),
      ),
    );
  }
  return { edits, lines };
}

function partEdits(text: string, element: XmlElement, parts: readonly string[]): TextEdit[] {
  const present = parts.flatMap((part) => childNamed(element, part) ?? []);
  const absent = parts.filter((part) => childNamed(element, part) === undefined);
  const lines = absent.map((part) => tag(text, part, [["state", "on"]]));
  return [
    ...present.map((part) => setAttribute(text, part, "state", "on")),
    ...(lines.length === 0 ? [] : [insertChildren(text, element, lines)]),
  ];
}

function tag(text: string, name: string, attributes: Setting["attributes"], end = "/>"): string {
  const { quote } = documentStyle(text);
  return `<${name}${attributes.map(([key, value]) => ` ${key}=${quote}${escapeAttribute(value, quote)}${quote}`).join("")}${end}`;
}

function block(text: string, name: string, attributes: Setting["attributes"], lines: readonly string[]): string[] {
  if (lines.length === 0) return [tag(text, name, attributes)];
  const { indent } = documentStyle(text);
  return [tag(text, name, attributes, ">"), ...lines.map((line) => indent + line), `</${name}>`];
}
