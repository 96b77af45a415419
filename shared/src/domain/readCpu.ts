import { childNamed, childrenNamed, type XmlElement } from "../xml/index.js";
import { readAttr, readCpuListAttr, readNumberAttr } from "./attr.js";
import type { CacheView, CpuView, FeatureView, MaxphysaddrView, ModelView, NumaCellView, NumaView } from "./cpuView.js";
import { readTopology } from "./readTopology.js";
import { readText } from "./textView.js";

/**
 * Reads a `<cpu>`; nothing is judged here, only found.
 * @param isHost whether it stands where a host's CPU stands
 */
export function readCpu(element: XmlElement, isHost: boolean): CpuView {
  const caches = childrenNamed(element, "cache").map(readCache);
  const arch = childNamed(element, "arch");
  return {
    element,
    isHost: isHost || arch !== undefined,
    mode: readAttr(element, "mode"),
    match: readAttr(element, "match"),
    check: readAttr(element, "check"),
    migratable: readAttr(element, "migratable"),
    deprecatedFeatures: readAttr(element, "deprecated_features"),
    arch: readText(arch),
    model: readModel(childNamed(element, "model")),
    vendor: readText(childNamed(element, "vendor")),
    topology: readTopology(childNamed(element, "topology")),
    cache: caches[0],
    caches,
    maxphysaddr: readMaxphysaddr(childNamed(element, "maxphysaddr")),
    features: childrenNamed(element, "feature").map(readFeature),
    numa: readNuma(childNamed(element, "numa")),
  };
}

function readModel(element: XmlElement | undefined): ModelView | undefined {
  const text = readText(element);
  return text && { ...text, fallback: readAttr(element, "fallback"), vendorId: readAttr(element, "vendor_id") };
}

function readCache(element: XmlElement): CacheView {
  return { element, level: readNumberAttr(element, "level"), mode: readAttr(element, "mode") };
}

function readMaxphysaddr(element: XmlElement | undefined): MaxphysaddrView | undefined {
  return (
    element && {
      element,
      mode: readAttr(element, "mode"),
      bits: readNumberAttr(element, "bits"),
      limit: readNumberAttr(element, "limit"),
    }
  );
}

function readFeature(element: XmlElement): FeatureView {
  return { element, name: readAttr(element, "name"), policy: readAttr(element, "policy") };
}

function readNuma(element: XmlElement | undefined): NumaView | undefined {
  if (element === undefined) return undefined;
  return { element, cells: childrenNamed(element, "cell").map(readCell) };
}

/** As virDomainNumaDefParseXML (11.3) numbers cells: those without an id by their place. */
function readCell(element: XmlElement, place: number): NumaCellView {
  const id = readNumberAttr(element, "id");
  return {
    element,
    id,
    number: id === undefined ? place : id.number,
    cpus: readCpuListAttr(element, "cpus"),
    memory: readNumberAttr(element, "memory"),
    unit: readAttr(element, "unit"),
  };
}
