import { attributeNamed, childNamed, grandchildrenNamed, type XmlElement } from "../xml/index.js";
import type { NumaCellView } from "./cpuView.js";
import type { DomainView } from "./domainView.js";
import { MEMORY_LIMIT, parseSize, type Size } from "./parseSize.js";

const KIB = 1024n;

/** Reads a size of memory. */
export function parseMemory(value: string, unit: string | undefined): Size {
  return parseSize(value, unit, KIB, MEMORY_LIMIT);
}

/** The size in an element's text, whole KiB as libvirt keeps it; zero where it is empty or absent. */
export function sizeOfText(element: XmlElement | undefined): Size {
  if (element === undefined || element.text === "") return { bytes: 0n };
  const size = parseMemory(element.text, attributeNamed(element, "unit")?.value);
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
