import type { XmlElement } from "../xml/index.js";
import { type NumberAttr, readNumberAttr } from "./attr.js";
import type { TopologyView } from "./cpuView.js";

/** Reads `<topology>`; absent dies and clusters count as one, as in virCPUDefParseXML (11.3). */
export function readTopology(element: XmlElement | undefined): TopologyView | undefined {
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
