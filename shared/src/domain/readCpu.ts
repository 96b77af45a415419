import { asStored, type CpuDefinition, readCpu } from "../engine/index.js";
import { childNamed, childrenNamed, type XmlElement } from "../xml/index.js";
import {
  type CacheView,
  type CpuView,
  type FeatureView,
  type MaxphysaddrView,
  type ModelView,
  type NumaCellView,
  type NumaView,
  type NumberAttr,
  readAttr,
  readCpuListAttr,
  readNumberAttr,
  readText,
  type TopologyView,
} from "./views.js";

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

/** Reads `<topology>`; absent dies and clusters count as one, as in virCPUDefParseXML (11.3). */
function readTopology(element: XmlElement | undefined): TopologyView | undefined {
  if (element === undefined) return undefined;
  const sockets = readNumberAttr(element, "sockets");
  const dies = readNumberAttr(element, "dies");
  const clusters = readNumberAttr(element, "clusters");
  const cores = readNumberAttr(element, "cores");
  const threads = readNumberAttr(element, "threads");
  const factors = [required(sockets), optional(dies), optional(clusters), required(cores), required(threads)];
  return { element, sockets, dies, clusters, cores, threads, product: multiply(factors) };
}

function required(attr: NumberAttr | undefined): number {
  return attr?.number ?? 0;
}

function optional(attr: NumberAttr | undefined): number {
  return attr === undefined ? 1 : required(attr);
}

/** Undefined where a factor is missing, unreadable or zero: libvirt refuses those. */
function multiply(factors: readonly number[]): number | undefined {
  const product = factors.reduce((left, right) => left * right, 1);
  return product > 0 ? product : undefined;
}

/**
 * Reads a `<cpu>`; nothing is judged here, only found.
 * @param atHost whether it is at the place of a host's CPU
 */
export function readCpuView(element: XmlElement, atHost: boolean): CpuView {
  const caches = childrenNamed(element, "cache").map(readCache);
  const arch = childNamed(element, "arch");
  const isHost = atHost || arch !== undefined;
  let definition: CpuDefinition | undefined;
  return {
    element,
    isHost,
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
    definition: () => {
      definition ??= asStored(readCpu(element, { type: isHost ? "host" : "guest" }, () => {}));
      return definition;
    },
  };
}
