import { servedRoots } from "../common/rootName.js";
import { childNamed, childrenNamed, grandchildrenNamed, type XmlDocument, type XmlElement } from "../xml/index.js";
import { parseWrapping } from "./parseCount.js";
import { readCpuView } from "./readCpu.js";
import {
  type CpuView,
  type DomainView,
  type GuestNumaView,
  type OsView,
  readAttr,
  readCpuListAttr,
  readNumberAttr,
  readText,
  type TextView,
  type VcpusView,
  type VcpuView,
} from "./views.js";

/**
 * The view whose domain or CPU holds this place; the first where none does.
 *
 * @param views all of a document, in its order
 */
export function viewAt(views: readonly DomainView[], offset: number): DomainView | undefined {
  const found = lastBeginning(views, offset);
  return found !== undefined && holds(found, offset) ? found : views[0];
}

/** The last view that begins at this place or before it. Several are siblings, in document order. */
function lastBeginning(views: readonly DomainView[], offset: number): DomainView | undefined {
  let low = 0;
  let high = views.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(views[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return views[low - 1];
}

function holds(view: DomainView, offset: number): boolean {
  return [view.domain, view.cpu?.element].some((e) => e && e.start <= offset && offset <= e.end);
}

function startOf(view: DomainView | undefined): number {
  return (view?.domain ?? view?.cpu?.element)?.start ?? 0;
}

/**
 * The view of a document; of one that holds several domains or CPUs, the view of the first.
 * @returns undefined where the root is none of libvirt's that we serve
 */
export function domainView(document: XmlDocument): DomainView | undefined {
  return domainViews(document)[0];
}

/**
 * One view for each definition in a document: a snapshot has `<domain>` and may have `<inactiveDomain>`, and each `<cpu>` of
 * `<cpus>` is one of its own. So is each `<cpu>` of a template: nobody knows which will be there. At least one for a served
 * root, none for any other.
 */
export function domainViews({ root, template }: XmlDocument): readonly DomainView[] {
  const kind = servedRoots.find((name) => name === root?.name);
  if (root === undefined || kind === undefined) return [];
  const isTemplate = template?.isOpen ?? false;
  const place = { kind, root, isTemplate };
  const views = viewsOf(place);
  return views.length > 0 ? views : [view(place, undefined, [])];
}

/** What all views of a document have in common. */
type Place = Pick<DomainView, "kind" | "root" | "isTemplate">;

function viewsOf(place: Place): readonly DomainView[] {
  const { kind, root } = place;
  switch (kind) {
    case "domain":
      return ofDomain(place, root);
    case "domainsnapshot":
    case "domstatus":
      return root.elements.filter(isDomain).flatMap((domain) => ofDomain(place, domain));
    case "cpu":
      return [view(place, undefined, [root])];
    case "cpus":
      return childrenNamed(root, "cpu").map((cpu) => view(place, undefined, [cpu]));
    case "capabilities":
      return [view(place, undefined, childrenNamed(childNamed(root, "host"), "cpu"))];
    case "domainCapabilities":
      return [];
  }
}

function isDomain(element: XmlElement): boolean {
  return element.name === "domain" || element.name === "inactiveDomain";
}

function ofDomain(place: Place, domain: XmlElement): readonly DomainView[] {
  const cpus = childrenNamed(domain, "cpu");
  if (!place.isTemplate || cpus.length < 2) return [view(place, domain, cpus)];
  return cpus.map((cpu) => view(place, domain, [cpu]));
}

function view(place: Place, domain: XmlElement | undefined, elements: readonly XmlElement[]): DomainView {
  const cpus = elements.map((element) => readCpuView(element, place.kind === "capabilities"));
  return {
    ...place,
    domain,
    cpu: cpus[0],
    cpus,
    vcpu: readVcpu(childNamed(domain, "vcpu")),
    vcpus: readVcpus(childrenNamed(domain, "vcpus")),
    numa: domain === undefined ? undefined : joinNuma(cpus),
    type: readAttr(domain, "type"),
    os: readOs(domain),
    featureElements: childrenNamed(domain, "features").flatMap((each) => each.elements),
    features: childNamed(domain, "features"),
  };
}

function readVcpu(element: XmlElement | undefined): VcpuView | undefined {
  const text: TextView | undefined = readText(element);
  return (
    text && {
      element: text.element,
      count: parseWrapping(text.value),
      countRange: text.range,
      current: readNumberAttr(element, "current"),
      cpuset: readCpuListAttr(element, "cpuset"),
      placement: readAttr(element, "placement"),
    }
  );
}

/** libvirt asks for `./vcpus/vcpu`: it reads those of every `<vcpus>` (9.0's answers). */
function readVcpus(elements: readonly XmlElement[]): VcpusView | undefined {
  const [element] = elements;
  if (element === undefined) return undefined;
  const all = elements.flatMap((each) => childrenNamed(each, "vcpu"));
  const entries = all.map((vcpu) => ({
    element: vcpu,
    id: readNumberAttr(vcpu, "id"),
    enabled: readAttr(vcpu, "enabled"),
    hotpluggable: readAttr(vcpu, "hotpluggable"),
    order: readNumberAttr(vcpu, "order"),
  }));
  return { element, entries };
}

/** Of several `<os>` libvirt reads the first `<type>` that one of them has (`./os/type[1]`, 12.8). */
function readOs(domain: XmlElement | undefined): OsView | undefined {
  const element = childNamed(domain, "os");
  const [type] = grandchildrenNamed(domain, "os", "type");
  const arch = readAttr(type, "arch");
  return (
    element && {
      element,
      type: readText(type),
      // What is empty counts as not there (XPath's string()).
      arch: arch?.value === "" ? undefined : arch,
      machine: readAttr(type, "machine"),
    }
  );
}

/**
 * The NUMA of a guest: libvirt asks for `./cpu/numa[1]` and so reads the first `<numa>` of every `<cpu>`, also of those
 * that it drops otherwise (9.0's answers). Cells without an id are numbered by their place among all.
 */
function joinNuma(cpus: readonly CpuView[]): GuestNumaView | undefined {
  const parts = cpus.flatMap(({ numa }) => numa ?? []);
  const [first] = parts;
  if (first === undefined) return undefined;
  const cells = parts.flatMap((part) => part.cells);
  return {
    element: first.element,
    elements: parts.map(({ element }) => element),
    cells:
      parts.length === 1
        ? cells
        : cells.map((cell, place) => (cell.id === undefined ? { ...cell, number: place } : cell)),
  };
}
