import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { type CpuSet, type CpuSpan, formatCpuList, parseCount, parseCpuList } from "../../domain/index.js";
import { setAttribute } from "../../edits/index.js";
import { attributeNamed, childrenNamed, type Range, type XmlElement } from "../../xml/index.js";
import { missingAttribute, offer, type Report, removeThis, valueRange, wrongAttribute, wrongSize } from "../kit.js";

/** One `<cachetune>` or `<memorytune>`; its set holds only vCPUs of the VM. */
export interface Share {
  readonly set: CpuSet;
  readonly element: XmlElement;
}

/** What cachetune and memorytune of the same vCPUs have together. */
interface Group {
  readonly set: CpuSet;
  readonly monitors: { readonly list: string; readonly set: CpuSet; readonly element: XmlElement }[];
  /** The nodes, and the caches by level, id and type. */
  readonly taken: Map<string, XmlElement>;
}

/** Does a share say anything? libvirt forgets one that does not. */
export function saysSomething({ elements }: XmlElement): boolean {
  return elements.some(({ name }) => name === "cache" || name === "monitor" || name === "node");
}

/** What libvirt's readers of what is in a share refuse (virDomainCachetuneDefParse, virDomainMemorytuneDefParse, 12.8). */
export function* wrongGroups(shares: readonly Share[], vcpus: number, release: string): Iterable<Report> {
  const groups = new Map<string, Group>();
  for (const { set, element } of shares) {
    const list = formatCpuList(set);
    // A second cachetune for the same vCPUs is refused as a whole.
    const shared = element.name === "cachetune" ? undefined : groups.get(list);
    const group = shared ?? { set, monitors: [], taken: new Map() };
    for (const node of childrenNamed(element, "node")) yield* wrongNode(node, group);
    for (const cache of childrenNamed(element, "cache")) yield* wrongCache(cache, group);
    for (const monitor of childrenNamed(element, "monitor")) {
      yield* wrongMonitor(monitor, element, group, vcpus);
      // Newer releases take the vCPUs of the share.
      if (attributeNamed(monitor, "vcpus") === undefined && isOlder(release, "11.4.0")) yield lacksVcpus(monitor, list);
    }
    if (saysSomething(element)) groups.set(list, group);
  }
}

function* wrongNode(node: XmlElement, { taken }: Group): Iterable<Report> {
  yield* wrongAttribute(node, "id", { required: true });
  yield* wrongAttribute(node, "bandwidth", { required: true });
  yield* tooMuch(node, "id", l10n.t("this node number"));
  const id = parseCount(attributeNamed(node, "id")?.value ?? "");
  const other = id === undefined ? undefined : taken.get(`node ${id}`);
  if (id === undefined) return;
  taken.set(`node ${id}`, node);
  if (other === undefined) return;
  const problem = l10n.t("The bandwidth of node {0} is already set.", id);
  yield conflict(node, problem, `XML error: Memory Bandwidth already defined for node ${id}`, other);
}

const TYPES = ["both", "code", "data"] as const;

/** From here on libvirtd has not the memory for a list of all levels, or of all caches and nodes up to this one. */
const LEVELS_LIMIT = 2 ** 28;
const IDS_LIMIT = 2 ** 31;

/** A number for which libvirtd makes so long a list that it ends (virresctrl.c, 12.8). */
function* tooMuch(element: XmlElement, name: string, what: string): Iterable<Report> {
  const [limit, usual] = name === "level" ? [LEVELS_LIMIT, "3"] : [IDS_LIMIT, "0"];
  const number = parseCount(attributeNamed(element, name)?.value ?? "");
  if (number === undefined || number < limit) return;
  yield {
    rule: "libvirtd-ends",
    range: placeOf(element, name),
    data: { what },
    fixes: ({ text }) => [offer(l10n.t("Change to {0}", usual), setAttribute(text, element, name, usual))],
  };
}

function* wrongCache(cache: XmlElement, { taken }: Group): Iterable<Report> {
  yield* wrongAttribute(cache, "id", { required: true });
  yield* wrongAttribute(cache, "level", { required: true, suggested: "3" });
  yield* wrongAttribute(cache, "type", { required: true, words: TYPES });
  yield* wrongSize({ element: cache, name: "size", path: "./@size" });
  const level = parseCount(attributeNamed(cache, "level")?.value ?? "");
  const id = parseCount(attributeNamed(cache, "id")?.value ?? "");
  const type = attributeNamed(cache, "type")?.value ?? "";
  yield* tooMuch(cache, "level", l10n.t("this cache level"));
  yield* tooMuch(cache, "id", l10n.t("this cache number"));
  if (level === undefined || id === undefined || !TYPES.some((each) => each === type)) return;
  const key = (each: string) => `cache ${level} ${id} ${each}`;
  const others = type === "both" ? TYPES : ["both", type];
  const other = others.map((each) => taken.get(key(each))).find((each) => each !== undefined);
  taken.set(key(type), cache);
  if (other === undefined) return;
  const libvirt = `XML error: Colliding cache allocations for cache level '${level}' id '${id}', type '${type}'`;
  yield conflict(cache, l10n.t("This cache already has an allocation."), libvirt, other);
}

function* wrongMonitor(monitor: XmlElement, share: XmlElement, group: Group, vcpus: number): Iterable<Report> {
  if (share.name === "cachetune") yield* wrongLevel(monitor);
  const attribute = attributeNamed(monitor, "vcpus");
  const parsed = attribute === undefined ? group.set : parseCpuList(attribute.value);
  const range = placeOf(monitor, "vcpus");
  const refuse = (problem: string, libvirt: string, other?: XmlElement): Report => ({
    ...conflict(monitor, problem, libvirt, other),
    range,
  });
  if (parsed === undefined) {
    const value = attribute?.value ?? "";
    const problem = l10n.t("'{0}' is not a valid list of vCPUs.", value);
    yield refuse(problem, `XML error: Invalid monitor attribute 'vcpus' value '${value}'`);
    return;
  }
  const set = within(parsed, vcpus);
  if (set === undefined) {
    yield refuse(l10n.t("This monitor lists no vCPU of the VM."), "invalid argument: vcpus is empty");
  } else if (set.spans.some((span) => !covers(group.set, span))) {
    const problem = l10n.t("A monitor can list only vCPUs of its {0}.", `<${share.name}>`);
    yield refuse(problem, "invalid argument: Monitor vcpus conflicts with allocation");
  } else yield* besideOthers(monitor, share, set, group, refuse);
}

function* wrongLevel(monitor: XmlElement): Iterable<Report> {
  yield* wrongAttribute(monitor, "level", { required: true, suggested: "3" });
  const level = parseCount(attributeNamed(monitor, "level")?.value ?? "");
  if (level === undefined || level === 3) return;
  yield {
    ...conflict(
      monitor,
      l10n.t("Only the level 3 cache can be monitored."),
      `XML error: Invalid monitor cache level '${level}'`,
    ),
    range: placeOf(monitor, "level"),
  };
}

function lacksVcpus(monitor: XmlElement, suggested: string): Report {
  const libvirt = "XML error: Missing monitor attribute 'vcpus'";
  return { ...missingAttribute(monitor, "vcpus", { suggested }), libvirt };
}

type Refuse = (problem: string, libvirt: string, other?: XmlElement) => Report;

/** Monitors of one share may not share vCPUs; one for the cache and one for memory may have the same ones. */
function* besideOthers(
  element: XmlElement,
  share: XmlElement,
  set: CpuSet,
  { monitors }: Group,
  refuse: Refuse,
): Iterable<Report> {
  const list = formatCpuList(set);
  const same = monitors.find((each) => each.list === list && each.element.parent?.name === share.name);
  const other = monitors.find((each) => each.list !== list && each.set.spans.some((span) => touches(set, span)));
  // Each monitor is compared with the others only until one of them is wrong: documents can be hostile.
  if (same !== undefined) {
    const libvirt = "invalid argument: Identical vcpus found in same type monitors";
    yield refuse(l10n.t("These vCPUs already have a monitor."), libvirt, same.element);
  } else if (other !== undefined) {
    const libvirt = "invalid argument: vcpus overlaps in resctrl groups";
    yield refuse(l10n.t("Some of these vCPUs already have a monitor."), libvirt, other.element);
  } else monitors.push({ list, set, element });
}

function conflict(element: XmlElement, problem: string, libvirt: string, other?: XmlElement): Report {
  return {
    rule: "resctrl-conflict",
    range: element.startTag,
    data: { problem },
    ...(other === undefined ? {} : { related: [{ ...other.startTag, message: l10n.t("The other one.") }] }),
    libvirt,
    fixes: ({ text }) => [removeThis(text, element)],
  };
}

function placeOf(element: XmlElement, name: string): Range {
  const attribute = attributeNamed(element, name);
  return attribute === undefined ? element.startTag : valueRange(attribute);
}

function covers({ spans }: CpuSet, { first, last }: CpuSpan): boolean {
  return spans.some((span) => span.first <= first && last <= span.last);
}

function touches({ spans }: CpuSet, { first, last }: CpuSpan): boolean {
  return spans.some((span) => span.first <= last && first <= span.last);
}

/** A set without what is no vCPU's number; undefined where nothing is left. */
export function within(set: CpuSet | undefined, max: number | undefined): CpuSet | undefined {
  if (set === undefined || max === undefined) return undefined;
  const spans = set.spans
    .filter(({ first }) => first < max)
    .map(({ first, last }) => ({ first, last: Math.min(last, max - 1) }));
  return spans.length === 0 ? undefined : { spans, count: spans.length };
}
