import type { CpuView } from "../../../../shared/src/domain/index.js";
import { attributeNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";
import { remainingCpus } from "./remainingCpus.js";
import { nextId, takenIds } from "./siblingIds.js";
import type { ValuePlace } from "./valueOffers.js";

/** Numbers and lists in the NUMA part and in `<vcpus>`: what is not taken yet. */
export function numaOffers(context: FeatureContext, place: ValuePlace): Offer[] {
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
