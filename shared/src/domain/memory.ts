import { attributeNamed, childNamed, grandchildrenNamed, type XmlElement } from "../xml/index.js";
import { MEMORY_LIMIT, parseSize, type Size } from "./numbers.js";
import type { DomainView, NumaCellView } from "./views.js";

const KIB = 1024n;

/** Reads a size of memory. */
export function parseMemory(value: string, unit: string | undefined): Size {
  return parseSize(value, unit, KIB, MEMORY_LIMIT);
}

/** The size in an element's text, whole KiB as libvirt keeps it; zero where it is empty or absent. */
export function sizeOfText(element: XmlElement | undefined): Size {
  if (element === undefined || element.content === "") return { bytes: 0n };
  const size = parseMemory(element.content, attributeNamed(element, "unit")?.value);
  return "problem" in size ? size : { bytes: wholeKib(size.bytes) };
}

/**
 * The memory that a guest is defined with: its cells', else that of `<memory>`; with cells also that of its memory
 * devices (virDomainDefPostParseMemory).
 *
 * @returns bytes; undefined where one of the sizes cannot be read
 */
export function definedMemory({ domain, numa }: DomainView): bigint | undefined {
  const cells = sum((numa?.cells ?? []).map(memoryOf));
  const devices = grandchildrenNamed(domain, "devices", "memory").map((device) =>
    bytesOf(sizeOfText(childNamed(childNamed(device, "target"), "size"))),
  );
  if (cells === undefined) return undefined;
  return cells > 0n ? sum([cells, ...devices]) : bytesOf(sizeOfText(childNamed(domain, "memory")));
}

function memoryOf({ memory, unit }: NumaCellView): bigint | undefined {
  const size = memory === undefined ? undefined : parseMemory(memory.value, unit?.value);
  return size === undefined || "problem" in size ? undefined : wholeKib(size.bytes);
}

function bytesOf(size: Size): bigint | undefined {
  return "problem" in size ? undefined : size.bytes;
}

function wholeKib(bytes: bigint): bigint {
  return ((bytes + KIB - 1n) / KIB) * KIB;
}

function sum(sizes: readonly (bigint | undefined)[]): bigint | undefined {
  let all = 0n;
  for (const size of sizes) {
    if (size === undefined) return undefined;
    all += size;
  }
  return all;
}

/** Models of memory devices that belong to a NUMA cell, as soon as the VM has cells. */
export const NEEDS_NODE: ReadonlySet<string> = new Set(["dimm", "nvdimm", "virtio-mem"]);

/** One `<memory>` of the devices. */
export interface MemoryDeviceView {
  readonly element: XmlElement;
  readonly model: string | undefined;
  readonly source: XmlElement | undefined;
  readonly target: XmlElement | undefined;
  readonly node: XmlElement | undefined;
  /** Bytes in whole KiB; undefined where the size cannot be read. */
  readonly size: bigint | undefined;
}

/** The memory devices of a guest. */
export function readMemoryDevices({ domain }: Pick<DomainView, "domain">): readonly MemoryDeviceView[] {
  return grandchildrenNamed(domain, "devices", "memory").map((element) => {
    const target = childNamed(element, "target");
    return {
      element,
      model: attributeNamed(element, "model")?.value,
      source: childNamed(element, "source"),
      target,
      node: childNamed(target, "node"),
      size: sizeIn(target, "size"),
    };
  });
}

/** The bytes that a child's text tells; zero where there is none, undefined where libvirt reads no size. */
export function sizeIn(element: XmlElement | undefined, name: string): bigint | undefined {
  const size = sizeOfText(childNamed(element, name));
  return "problem" in size ? undefined : size.bytes;
}
