import { type Grammar, grammarPath } from "../catalogue/index.js";
import { formatCpuList, parseCpuList, parseMemory } from "../domain/index.js";
import { attributeNamed, type XmlElement } from "../xml/index.js";
import { isAdded } from "./addedByLibvirt.js";

/** One thing that a file says of a VM and libvirt does not have, or the other way round. */
export interface Drift {
  /** The element from `<domain>` down, with what tells it from its like: `cpu/feature[aes]`. */
  readonly element: string;
  /** Undefined for the element's text, or for the element itself. */
  readonly attribute?: string;
  /** Undefined where the file does not have it. */
  readonly file?: string;
  /** Undefined where libvirt does not have it. */
  readonly libvirt?: string;
  /** Where it is in the file, else where the element around it is; in offsets. */
  readonly start: number;
}

/** A value of a definition, as it is written and in a form in which equal ones are alike. */
interface Fact {
  readonly element: XmlElement;
  readonly path: string;
  /** The element's path, with what tells it from its like. */
  readonly place: string;
  readonly attribute: string | undefined;
  readonly written: string;
  readonly value: string;
}

/**
 * Compares what a file says of a VM with the definition that libvirt has of it, in all that the grammar describes but
 * devices other than IOMMUs and memory. Order, layout, units, and what libvirt adds to every definition do not count.
 *
 * @param file the file's `<domain>`
 * @param stored the `<domain>` that `virsh dumpxml --inactive` printed
 * @returns the CPU first, then in the file's order
 */
export function driftBetween(file: XmlElement, stored: XmlElement, grammar: Grammar): Drift[] {
  const [here, there] = [readSide(file, grammar), readSide(stored, grammar)];
  // With NUMA cells, the memory is that of the cells, whatever is written.
  if ([...here.facts.values()].some(({ path }) => path === "cpu/numa/cell")) {
    for (const { facts } of [here, there]) for (const path of ["memory", "currentMemory"]) facts.delete(path);
  }
  const drifts: Drift[] = [];
  for (const [key, fact] of here.facts) {
    const other = there.facts.get(key);
    if (other?.value === fact.value || (other !== undefined && isAlias(fact, other))) continue;
    if (other === undefined && (isAdded(fact, there.facts) || isPartOfMissing(fact, here.facts, there.facts))) continue;
    drifts.push(drift(fact, fact.written, other?.written));
  }
  for (const [key, fact] of there.facts) {
    if (here.facts.has(key) || isAdded(fact, here.facts) || isPartOfMissing(fact, there.facts, here.facts)) continue;
    drifts.push({
      ...drift(fact, undefined, fact.written),
      start: (nearest(fact.place, here.elements) ?? file).start,
    });
  }
  return drifts.sort((one, other) => rankOf(one) - rankOf(other) || one.start - other.start);
}

/** An attribute of an element that the other side does not have at all: the element says it. */
function isPartOfMissing(
  { place, attribute }: Fact,
  own: ReadonlyMap<string, Fact>,
  others: ReadonlyMap<string, Fact>,
): boolean {
  return attribute !== undefined && own.has(place) && !others.has(place);
}

function drift({ place, attribute, element }: Fact, file: string | undefined, libvirt: string | undefined): Drift {
  return {
    element: place,
    ...(attribute === undefined ? {} : { attribute }),
    ...(file === undefined ? {} : { file }),
    ...(libvirt === undefined ? {} : { libvirt }),
    start: (attribute === undefined ? undefined : attributeNamed(element, attribute)?.start) ?? element.start,
  };
}

function rankOf({ element }: Drift): number {
  return element === "cpu" || element.startsWith("cpu/") ? 0 : 1;
}

/** The element in the file that is nearest to a place which only libvirt has. */
function nearest(place: string, places: ReadonlyMap<string, XmlElement>): XmlElement | undefined {
  for (let at = place; at !== ""; at = at.includes("/") ? at.slice(0, at.lastIndexOf("/")) : "") {
    const element = places.get(at);
    if (element !== undefined) return element;
  }
  return undefined;
}

/** `q35` is stored as the newest `pc-q35-…`, `pc` as `pc-i440fx-…`, `virt` as `virt-…`. */
function isAlias({ path, attribute, value }: Fact, { value: stored }: Fact): boolean {
  if (path !== "os/type" || attribute !== "machine") return false;
  if (value === "pc") return stored.startsWith("pc-i440fx-");
  return stored.startsWith(`${value}-`) || stored.startsWith(`pc-${value}-`);
}

/** What tells an element from others of its name: the attribute that libvirt itself goes by. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ["cpu/feature", "name"],
  ["cpu/numa/cell", "id"],
  ["cpu/numa/cell/distances/sibling", "id"],
  ["cpu/numa/cell/cache", "level"],
  ["clock/timer", "name"],
  ["vcpus/vcpu", "id"],
  ["iothreadids/iothread", "id"],
  ["cputune/vcpupin", "vcpu"],
  ["cputune/iothreadpin", "iothread"],
  ["numatune/memnode", "cellid"],
  ["perf/event", "name"],
  ["os/firmware/feature", "name"],
  ["os/boot", "dev"],
]);

/** Not compared: devices and what they need, labels, free text, and what an address is about. */
const LEFT_OUT =
  /^(?:metadata|title|description|uuid|genid|hwuuid|name|resource|seclabel|sysinfo|blkiotune|throttlegroups|idmap|os\/(?:nvram|loader|firmware|varstore)(?:\/.*)?|devices|devices\/(?!iommu|memory(?:\/|$)).*|devices\/(?:iommu|memory)\/(?:address|alias|acpi|uuid)(?:\/.*)?)$/;

/**
 * Does {@link driftBetween} compare what is at this path of the grammar?
 *
 * @param attribute undefined for the element itself
 */
export function isCompared(path: string, attribute: string | undefined, grammar: Grammar): boolean {
  const described = grammar.elements[path];
  if (described === undefined || LEFT_OUT.test(path)) return false;
  if (attribute === undefined || attribute === "unit" || attribute === KEYS.get(path)) return true;
  return described.attributes?.[attribute] !== undefined;
}

/** The elements of a `<domain>` by their places, as {@link Drift.element} names them. */
export function elementsByPlace(domain: XmlElement, grammar: Grammar): ReadonlyMap<string, XmlElement> {
  return readSide(domain, grammar).elements;
}

/** One of the two that are compared. */
interface Side {
  /** By place and attribute. */
  readonly facts: Map<string, Fact>;
  /** By place; those too that only hold others. */
  readonly elements: ReadonlyMap<string, XmlElement>;
}

function readSide(domain: XmlElement, grammar: Grammar): Side {
  const facts = new Map<string, Fact>();
  const elements = new Map<string, XmlElement>();
  const visit = (element: XmlElement, around: string): void => {
    const counts = new Map<string, number>();
    for (const child of element.elements) {
      const path = grammarPath(child);
      if (path === undefined || grammar.elements[path] === undefined) continue;
      const place = placeOf(child, path, { around, counts });
      elements.set(place, child);
      if (!LEFT_OUT.test(path))
        for (const fact of ofElement(child, { path, place, grammar })) facts.set(keyOf(fact), fact);
      visit(child, place);
    }
  };
  visit(domain, "");
  // Without them they are the same as the value they belong to.
  for (const [key, whole] of [
    ["currentMemory", "memory"],
    ["vcpu current", "vcpu"],
  ] as const) {
    if (facts.get(key)?.value === facts.get(whole)?.value) facts.delete(key);
  }
  return { facts, elements };
}

function keyOf({ place, attribute }: Fact): string {
  return attribute === undefined ? place : `${place} ${attribute}`;
}

function placeOf(
  element: XmlElement,
  path: string,
  { around, counts }: { readonly around: string; readonly counts: Map<string, number> },
): string {
  const key = KEYS.get(path);
  const own = key === undefined ? undefined : attributeNamed(element, key)?.value.trim();
  const start = around === "" ? element.name : `${around}/${element.name}`;
  const count = (counts.get(path) ?? 0) + 1;
  counts.set(path, count);
  if (own !== undefined) return `${start}[${own}]`;
  // Cells without a number have that of their order.
  if (path === "cpu/numa/cell") return `${start}[${count - 1}]`;
  return count === 1 ? start : `${start}[${count}]`;
}

function* ofElement(
  element: XmlElement,
  { path, place, grammar }: { readonly path: string; readonly place: string; readonly grammar: Grammar },
): Iterable<Fact> {
  const text = element.content.trim();
  const common = { element, path, place };
  // `<acpi/>` says something by being there; what only holds others does not.
  if (grammar.elements[path]?.children === undefined)
    yield { ...common, attribute: undefined, written: shown(element, text), value: textValue(element, path, text) };
  for (const { name, value } of element.attributes) {
    if (grammar.elements[path]?.attributes?.[name] === undefined || name === "unit" || name === KEYS.get(path))
      continue;
    yield { ...common, attribute: name, written: value, value: attributeValue(element, path, { name, value }) };
  }
}

/** An element in a few words: its text with the unit, else its attributes. */
function shown(element: XmlElement, text: string): string {
  const unit = attributeNamed(element, "unit")?.value;
  if (text !== "") return unit === undefined ? text : `${text} ${unit}`;
  return element.attributes.map(({ name, value }) => `${name}='${value}'`).join(" ");
}

/** Elements and attributes whose value is a size of memory, in the unit of an attribute `unit`. */
const SIZES =
  /^(?:cpu\/numa\/cell memory|memoryBacking\/hugepages\/page size|memory|currentMemory|maxMemory|memtune\/\w+|features\/smm\/tseg|devices\/memory\/.*(?:size|block|requested))$/;

/** Is it a size of memory, whose unit is in an attribute beside it? */
export function isSize(path: string, attribute: string | undefined): boolean {
  return SIZES.test(attribute === undefined ? path : `${path} ${attribute}`);
}

function textValue(element: XmlElement, path: string, text: string): string {
  return isSize(path, undefined) ? sizeValue(text, attributeNamed(element, "unit")?.value) : numberValue(text);
}

function attributeValue(
  element: XmlElement,
  path: string,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  if (isSize(path, name)) return sizeValue(value, attributeNamed(element, "unit")?.value);
  if (/^(?:cpus|cpuset|nodeset|vcpus|iothreads)$/.test(name)) {
    const set = parseCpuList(value);
    return set === undefined ? value : formatCpuList(set);
  }
  return numberValue(value);
}

/** In whole KiB, as libvirt keeps sizes. */
function sizeValue(value: string, unit: string | undefined): string {
  const size = parseMemory(value, unit);
  return "problem" in size ? value : String((size.bytes + 1023n) / 1024n);
}

/** `08` and `+8` are 8. */
function numberValue(value: string): string {
  const digits = /^\+?0*(\d{1,20})$/.exec(value.trim())?.[1];
  return digits ?? value.trim();
}
