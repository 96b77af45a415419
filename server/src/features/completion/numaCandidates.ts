import { type CpuSpan, type CpuView, cpuListLimit, type NumaCellView } from "../../../../shared/src/domain/index.js";
import { attributeNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { type Candidate, CompletionItemKind, rank } from "./candidate.js";
import type { ValuePlace } from "./valueCandidates.js";

/** Numbers and lists in the NUMA part and in `<vcpus>`: what is not taken yet. */
export function numaCandidates(context: FeatureContext, place: ValuePlace): Candidate[] {
  return values(context, place).map((label, index) => ({
    label,
    kind: CompletionItemKind.Value,
    sortText: rank(index),
    subject: { kind: "attribute", path: place.path, attribute: place.attribute.name },
  }));
}

function values(context: FeatureContext, { path, element, attribute, cpu }: ValuePlace): string[] {
  switch (`${path} ${attribute.name}`) {
    case "cpu/numa/cell cpus":
      return cpuLists(context, cpu, element);
    case "cpu/numa/cell id":
      return [nextId(element.parent, element, element.name)];
    case "cpu/numa/cell/distances/sibling id":
      return untakenIds(cellIds(cpu), element);
    case "cpu/numa/cell/distances/sibling value":
      return isOwnSibling(element) ? ["10"] : ["20", "21", "31", "255"];
    case "cpu/numa/interconnects/latency initiator":
    case "cpu/numa/interconnects/bandwidth initiator":
    case "cpu/numa/interconnects/latency target":
    case "cpu/numa/interconnects/bandwidth target":
      return cellIds(cpu);
    case "cpu/numa/cell/cache level":
      return ["1", "2", "3"];
    case "vcpus/vcpu id":
      return untakenIds(firstNumbers(context.view.vcpu?.count), element);
    case "vcpu current":
      return context.view.vcpu?.count === undefined ? [] : [String(context.view.vcpu.count)];
    default:
      return [];
  }
}

function cpuLists({ view }: FeatureContext, cpu: CpuView | undefined, element: XmlElement): string[] {
  const rest = remainingCpus(cpu?.numa?.cells ?? [], element, view.vcpu?.count);
  return rest === "" ? [] : [rest];
}

function cellIds(cpu: CpuView | undefined): string[] {
  return (cpu?.numa?.cells ?? []).map(({ id }, index) => id?.value ?? String(index));
}

function untakenIds(ids: readonly string[], element: XmlElement): string[] {
  const taken = takenIds(element.parent, element, element.name);
  return ids.filter((id) => !taken.has(id));
}

/** Enough to choose from; more vCPUs than this nobody lists one by one. */
const MAX_IDS = 512;

function firstNumbers(count: number | undefined): string[] {
  return Array.from({ length: Math.min(count ?? 0, MAX_IDS) }, (_, index) => String(index));
}

/** The distance of a cell to itself is 10. */
function isOwnSibling(sibling: XmlElement): boolean {
  const cell = sibling.parent?.parent;
  const own = cell && (attributeNamed(cell, "id")?.value ?? "");
  return own !== undefined && own === attributeNamed(sibling, "id")?.value;
}

/**
 * The vCPUs that no other cell has, as a list such as `4-7`.
 *
 * @param cell the one that is being typed
 * @param count how many vCPUs there are
 * @returns "" where there are none left, the count is unknown or beyond what libvirt reads in a list
 */
export function remainingCpus(
  cells: readonly NumaCellView[],
  cell: XmlElement | undefined,
  count: number | undefined,
): string {
  if (count === undefined || count > cpuListLimit) return "";
  const free = new Uint8Array(count).fill(1);
  for (const { element, cpus } of cells) {
    if (element !== cell) for (const { first, last } of cpus?.set?.spans ?? []) free.fill(0, first, last + 1);
  }
  return spansOf(free).map(formatSpan).join(",");
}

function spansOf(free: Uint8Array): CpuSpan[] {
  const spans: CpuSpan[] = [];
  for (let first = free.indexOf(1); first >= 0; ) {
    const gap = free.indexOf(0, first);
    const end = gap < 0 ? free.length : gap;
    spans.push({ first, last: end - 1 });
    first = free.indexOf(1, end);
  }
  return spans;
}

/** As libvirt prints it. */
export function formatSpan({ first, last }: CpuSpan): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** The ids of an element's siblings of the same name; one without an id has its place for one, as libvirt counts. */
function takenIds(parent: XmlElement | undefined, element: XmlElement | undefined, name: string): Set<string> {
  const all = parent?.elements.filter((other) => other.name === name) ?? [];
  return new Set(
    all.flatMap((other, index) => (other === element ? [] : (attributeNamed(other, "id")?.value ?? String(index)))),
  );
}

/** The lowest number that none of them has. */
export function nextId(parent: XmlElement | undefined, element: XmlElement | undefined, name: string): string {
  const taken = takenIds(parent, element, name);
  let id = 0;
  while (taken.has(String(id))) id++;
  return String(id);
}
