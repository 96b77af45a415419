import type { XmlAttribute, XmlElement, XmlNode } from "../tree.js";
import { pairBranches } from "./branches.js";
import { isTag, type Template, type TemplateMark } from "./template.js";

/**
 * What a place is to libvirt's answer.
 * - `free`: anything may be there, and braces and dollars often do: descriptions, metadata, QEMU's own arguments
 * - `inert`: it decides nothing about the CPU: names, disks
 * - `quiet`: libvirt wants a number there, on which little depends
 * - `checked`: all else
 */
type Zone = "free" | "inert" | "quiet" | "checked";

/** Where a mark stands. */
export interface MarkPlace {
  readonly zone: Zone;
  /**
   * In an attribute's value, in an element's text, between elements, elsewhere in a tag, in a comment or the like, or
   * outside the outermost element.
   */
  readonly where: "value" | "text" | "between" | "tag" | "comment" | "outside";
  /** libvirt refuses a placeholder there, as it wants a word or a number. */
  readonly isStrict: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const FREE = words("description title metadata");
/** Children of the VM of which no rule reads a value. */
const INERT = words("name uuid genid on_poweroff on_reboot on_crash on_lockfailure sysinfo seclabel resource idmap");
const QUIET = words("memory currentMemory");
const READ_DEVICES = words("iommu memory controller");
const INERT_IN_OS = words(
  "kernel initrd cmdline dtb init initarg initenv initdir inituser initgroup nvram boot bootmenu",
);
/** Elements whose text libvirt reads as a word or a number. */
const WITH_WORD = words(
  "model vendor arch vcpu type memory currentMemory maxMemory iothreads shares period quota global_period global_quota emulator_period emulator_quota iothread_period iothread_quota",
);
/** Elements with nothing but elements in them. */
const CONTAINERS = words(
  "domain inactiveDomain domainsnapshot domstatus cpu cpus os features devices numa cell numatune cputune cachetune clock memoryBacking vcpus hyperv kvm capabilities host domainCapabilities topology feature cache distances",
);

function zoneIn(element: XmlElement, outer: Zone): Zone {
  const { name, parent } = element;
  if (name.includes(":")) return "free";
  if (outer !== "checked") return outer;
  if (FREE.has(name)) return "free";
  switch (parent?.name) {
    case "domain":
    case "inactiveDomain":
      return INERT.has(name) ? "inert" : QUIET.has(name) ? "quiet" : "checked";
    case "devices":
      return READ_DEVICES.has(name) ? "checked" : "inert";
    case "os":
      return INERT_IN_OS.has(name) ? "inert" : "checked";
    case "hyperv":
      return name === "vendor_id" ? "inert" : "checked";
    default:
      return "checked";
  }
}

interface Level {
  readonly nodes: readonly XmlNode[];
  next: number;
  readonly element: XmlElement | undefined;
  readonly zone: Zone;
}

/**
 * Where marks stand, each in turn; one pass over the tree.
 *
 * @param marks in the text's order
 */
export function markPlaces(nodes: readonly XmlNode[], marks: readonly TemplateMark[]): MarkPlace[] {
  const places: MarkPlace[] = [];
  const levels: Level[] = [{ nodes, next: 0, element: undefined, zone: "checked" }];
  const placeUpTo = (end: number, placeOf: (start: number) => MarkPlace) => {
    for (let mark = marks[places.length]; mark !== undefined && mark.start < end; mark = marks[places.length]) {
      places.push(placeOf(mark.start));
    }
  };
  for (let level = levels[0]; level !== undefined && places.length < marks.length; level = levels[levels.length - 1]) {
    const { element, zone } = level;
    const node = level.nodes[level.next++];
    if (node === undefined) {
      levels.pop();
      if (element !== undefined) placeUpTo(element.end, () => ({ zone, where: "tag", isStrict: false }));
    } else if (node.kind !== "element") {
      const place = placeOfText(node.kind === "text" || node.kind === "stray", element, zone);
      placeUpTo(node.end, () => place);
    } else {
      placeUpTo(node.start, () => placeOfText(true, element, zone));
      const inner = zoneIn(node, zone);
      placeUpTo(node.startTag.end, inTag(node, inner));
      levels.push({ nodes: node.children, next: 0, element: node, zone: inner });
    }
  }
  placeUpTo(Number.POSITIVE_INFINITY, () => placeOfText(true, undefined, "checked"));
  return places;
}

function placeOfText(isText: boolean, element: XmlElement | undefined, zone: Zone): MarkPlace {
  if (!isText) return { zone, where: "comment", isStrict: false };
  if (element === undefined) return { zone, where: "outside", isStrict: false };
  const isBetween = element.elements.length > 0 || (zone === "checked" && CONTAINERS.has(element.name));
  if (isBetween) return { zone, where: "between", isStrict: zone === "checked" };
  return { zone, where: "text", isStrict: isRead(zone) && WITH_WORD.has(element.name) };
}

function isRead(zone: Zone): boolean {
  return zone === "checked" || zone === "quiet";
}

/** A time zone is any text, and a vendor is one of twelve characters. */
function takesText({ name, value }: XmlAttribute): boolean {
  return name === "timezone" || (name === "vendor_id" && value.length === 12);
}

/** Marks are asked for in the text's order, and attributes are in it. */
function inTag(element: XmlElement, zone: Zone): (start: number) => MarkPlace {
  let next = 0;
  return (start) => {
    const { attributes } = element;
    while ((attributes[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const attribute = attributes[next];
    const value = attribute?.valueRange;
    const isIn = value !== undefined && attribute?.closed === true && value.start <= start && start < value.end;
    if (!isIn || attribute === undefined) return { zone, where: "tag", isStrict: false };
    return { zone, where: "value", isStrict: isRead(zone) && !takesText(attribute) };
  };
}

/** What is written as `{name}`, `$NAME` and so on means itself in many texts: it is a placeholder only in place of a word. */
const DISTINCT: ReadonlySet<string> = new Set(["Jinja", "Go", "Mustache", "ERB", "Terraform", "XSLT"]);

/**
 * Decides whether what may be marks of a template are. One in a place where libvirt would refuse it, or where only a template
 * has it, makes the document a template; then all are, whatever their language: no fix may hit one by mistake.
 *
 * @param nodes the tree of the text, its marks passed over
 * @returns undefined for a text that is no template
 */
export function recognise(marks: readonly TemplateMark[], nodes: readonly XmlNode[]): Template | undefined {
  const places = markPlaces(nodes, marks);
  const languages = new Set<string>();
  let isOpen = false;
  let isInValues = true;
  for (const [index, place] of places.entries()) {
    const mark = marks[index];
    if (mark === undefined) continue;
    if (decides(mark, place)) languages.add(mark.language);
    isOpen ||= opens(mark, place);
    isInValues &&= isInValue(mark, place);
  }
  if (languages.size === 0) return undefined;
  // Terraform's own placeholders go without saying.
  if (languages.has("Terraform")) languages.delete("$NAME");
  return { marks, languages: [...languages], branches: pairBranches(marks), isOpen, isInValues };
}

function decides(mark: TemplateMark, { zone, where, isStrict }: MarkPlace): boolean {
  if (where === "comment" || zone === "free") return false;
  if (!DISTINCT.has(mark.language)) return isStrict;
  return mark.role !== "comment" || where === "outside" || mark.language === "ERB";
}

/** May libvirt's answer be another with another text in its place? */
function opens(mark: TemplateMark, { zone, where }: MarkPlace): boolean {
  if (mark.role === "comment" || zone === "free") return false;
  if (where === "comment") return isTag(mark);
  if (where === "outside") return mark.role !== "tag";
  return zone === "checked";
}

function isInValue({ role }: TemplateMark, { where }: MarkPlace): boolean {
  return where === "value" || where === "text" || where === "comment" || role === "comment";
}
