import * as l10n from "@vscode/l10n";
import { type DomainView, type NumaCellView, parseLong } from "../../domain/index.js";
import { removeElement } from "../../edits/index.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type MakeFixes,
  prefer,
  type Report,
  type Rule,
  valueRange,
  wrongAttribute,
  wrongSize,
} from "../kit.js";
import { numberIn } from "../vcpus/count.js";
import { cellRange, cellsByNumber, numaCells } from "./numaCells.js";

/** libvirt: virDomainNumaDefParseXML and virDomainNumaDefValidate. */
const interconnects: Check = function* ({ view }) {
  const cells = numaCells(view);
  const links = interconnectsOf(view);
  if (links.length === 0) return;
  const known = new Map([...cellsByNumber(cells)].map(([id, cell]) => [id, { ...cell, levels: levelsOf(cell) }]));
  const seen = new Map<string, XmlElement>();
  for (const link of links) {
    if (link.name !== "latency" && link.name !== "bandwidth") continue;
    yield* wrongLink(link);
    const ends = { initiator: number(link, "initiator"), target: number(link, "target") };
    yield* wrongEnds(link, ends, known, cells.length);
    yield* linkTwice(link, ends, seen);
  }
};

/** What is in the first `<interconnects>` of each `<numa>`. */
export function interconnectsOf({ numa }: DomainView): readonly XmlElement[] {
  return (numa?.elements ?? []).flatMap((element) => childNamed(element, "interconnects")?.elements ?? []);
}

interface LinkedCell extends NumaCellView {
  /** The levels of its caches. */
  readonly levels: ReadonlySet<number | undefined>;
}

function levelsOf({ element }: NumaCellView): ReadonlySet<number | undefined> {
  return new Set(childrenNamed(element, "cache").map((cache) => number(cache, "level")));
}

interface Ends {
  readonly initiator: number | undefined;
  readonly target: number | undefined;
}

function* wrongLink(link: XmlElement): Iterable<Report> {
  if (link.name === "latency")
    yield* wrongAttribute(link, "value", { required: true, suggested: "10", read: parseLong });
  else yield* wrongSize({ element: link, name: "value", path: "./@value" });
  yield* wrongAttribute(link, "initiator", { required: true, suggested: "0" });
  yield* wrongAttribute(link, "target", { required: true, suggested: "0" });
  yield* wrongAttribute(link, "cache");
  yield* wrongAttribute(link, "type", { required: true, words: ["access", "read", "write"] });
}

function* wrongEnds(
  link: XmlElement,
  ends: Ends,
  known: ReadonlyMap<number, LinkedCell>,
  count: number,
): Iterable<Report> {
  for (const end of ["initiator", "target"] as const) {
    const id = ends[end];
    if (id === undefined || id < count) continue;
    yield {
      rule: "numa-link-cell",
      range: placeOf(link, end),
      data: { id: String(id), cells: cellRange(count) },
      libvirt: `XML error: '${end}' refers to a non-existent NUMA node`,
      fixes: removing(link),
    };
  }
  const initiator = ends.initiator === undefined ? undefined : known.get(ends.initiator);
  const hasCpus = initiator?.cpus !== undefined && initiator.cpus.set?.count !== 0;
  // QEMU's driver fills cell 0 up before it looks; the others have what is written.
  if (initiator !== undefined && !hasCpus && initiator.number !== 0) {
    const libvirt = "XML error: NUMA nodes without CPUs can't be initiator";
    yield {
      rule: "numa-initiator-cpus",
      range: placeOf(link, "initiator"),
      data: { id: String(initiator.number) },
      libvirt,
      fixes: removing(link),
    };
  }
  yield* wrongCache(link, ends.target === undefined ? undefined : known.get(ends.target));
}

function* wrongCache(link: XmlElement, target: LinkedCell | undefined): Iterable<Report> {
  const level = number(link, "cache") ?? 0;
  if (target === undefined || level === 0 || target.levels.has(level)) return;
  yield {
    rule: "numa-link-cache",
    range: placeOf(link, "cache"),
    data: { id: String(target.number ?? ""), level: String(level) },
    related: [{ ...target.element.startTag, message: l10n.t("The cell.") }],
    libvirt: "XML error: 'cache' refers to a non-existent NUMA node cache",
    fixes: removing(link),
  };
}

function* linkTwice(link: XmlElement, { initiator, target }: Ends, seen: Map<string, XmlElement>): Iterable<Report> {
  if (initiator === undefined || target === undefined) return;
  const type = attributeNamed(link, "type")?.value ?? "";
  const same = [link.name, initiator, target, number(link, "cache") ?? 0, type].join(" ");
  const back = initiator === target ? undefined : seen.get(`${target} ${initiator}`);
  const other = seen.get(same) ?? back;
  if (other !== undefined) {
    const isBack = seen.get(same) === undefined;
    yield {
      rule: "numa-link-duplicate",
      range: link.startTag,
      data: {
        problem: isBack
          ? l10n.t("A link works in both directions: the other direction already exists")
          : l10n.t("The same link already exists"),
      },
      related: [{ ...other.startTag, message: l10n.t("The other one.") }],
      libvirt: `XML error: ${isBack ? "Link already defined" : "Duplicate info for NUMA latencies"}`,
      fixes: removing(link),
    };
  }
  if (!seen.has(same)) seen.set(same, link);
  if (!seen.has(`${initiator} ${target}`)) seen.set(`${initiator} ${target}`, link);
}

function number(element: XmlElement, name: string): number | undefined {
  return numberIn(attributeNamed(element, name)?.value);
}

function placeOf(element: XmlElement, name: string) {
  const attribute = attributeNamed(element, name);
  return attribute === undefined ? element.nameRange : valueRange(attribute);
}

function removing(link: XmlElement): MakeFixes {
  return ({ text }) => [prefer(l10n.t("Remove this link"), removeElement(text, link))];
}

/** Latency and bandwidth between cells. */
export const numaLinkRules: readonly Rule[] = [
  {
    id: "numa-link-cell",
    stage: "define",
    severity: "error",
    message: "Cell {id} does not exist: {cells}.",
    check: interconnects,
  },
  {
    id: "numa-initiator-cpus",
    stage: "define",
    severity: "error",
    message: "Cell {id} has no vCPUs, so it cannot be an initiator.",
  },
  {
    id: "numa-link-cache",
    stage: "define",
    severity: "error",
    message: "Cell {id} has no level {level} cache.",
  },
  {
    id: "numa-link-duplicate",
    stage: "define",
    severity: "error",
    message: "{problem}. Remove one of them.",
  },
];
