import { childNamed, childrenNamed, type XmlDocument, type XmlElement } from "../xml/index.js";
import { readAttr, readCpuListAttr, readNumberAttr } from "./attr.js";
import type { TextView } from "./cpuView.js";
import type { DomainView, OsView, VcpusView, VcpuView } from "./domainView.js";
import { joinNuma } from "./joinNuma.js";
import { parseCount } from "./parseCount.js";
import { readCpu } from "./readCpu.js";
import { type RootName, servedRoots } from "./roots.js";
import { readText } from "./textView.js";

/**
 * The view of a document; of one that holds several domains or CPUs, the view of the first.
 * @returns undefined where the root is none of libvirt's that we serve
 */
export function domainView(document: XmlDocument): DomainView | undefined {
  return domainViews(document)[0];
}

/**
 * One view for each definition in a document: a snapshot has `<domain>` and may have `<inactiveDomain>`, and each `<cpu>` of
 * `<cpus>` is one of its own. At least one for a served root, none for any other.
 */
export function domainViews(document: XmlDocument): readonly DomainView[] {
  const { root } = document;
  const kind = servedRoots.find((name) => name === root?.name);
  if (root === undefined || kind === undefined) return [];
  const views = viewsOf(kind, root);
  return views.length > 0 ? views : [view(kind, root, undefined, [])];
}

function viewsOf(kind: RootName, root: XmlElement): readonly DomainView[] {
  switch (kind) {
    case "domain":
      return [ofDomain(kind, root, root)];
    case "domainsnapshot":
    case "domstatus":
      return root.elements.filter(isDomain).map((domain) => ofDomain(kind, root, domain));
    case "cpu":
      return [view(kind, root, undefined, [root])];
    case "cpus":
      return childrenNamed(root, "cpu").map((cpu) => view(kind, root, undefined, [cpu]));
    case "capabilities":
      return [view(kind, root, undefined, childrenNamed(childNamed(root, "host"), "cpu"))];
    case "domainCapabilities":
      return [];
  }
}

function isDomain(element: XmlElement): boolean {
  return element.name === "domain" || element.name === "inactiveDomain";
}

function ofDomain(kind: RootName, root: XmlElement, domain: XmlElement): DomainView {
  return view(kind, root, domain, childrenNamed(domain, "cpu"));
}

function view(
  kind: RootName,
  root: XmlElement,
  domain: XmlElement | undefined,
  elements: readonly XmlElement[],
): DomainView {
  const cpus = elements.map((element) => readCpu(element, kind === "capabilities"));
  return {
    kind,
    root,
    domain,
    cpu: cpus[0],
    cpus,
    vcpu: readVcpu(childNamed(domain, "vcpu")),
    vcpus: readVcpus(childrenNamed(domain, "vcpus")),
    numa: domain === undefined ? undefined : joinNuma(cpus),
    type: readAttr(domain, "type"),
    os: readOs(childNamed(domain, "os")),
    featureElements: childrenNamed(domain, "features").flatMap((each) => each.elements),
    features: childNamed(domain, "features"),
  };
}

function readVcpu(element: XmlElement | undefined): VcpuView | undefined {
  const text: TextView | undefined = readText(element);
  return (
    text && {
      element: text.element,
      count: parseCount(text.value),
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

function readOs(element: XmlElement | undefined): OsView | undefined {
  const type = childNamed(element, "type");
  return element && { element, type: readText(type), arch: readAttr(type, "arch"), machine: readAttr(type, "machine") };
}
