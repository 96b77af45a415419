import { type CpuSpan, cpuListLimit, type NumaCellView } from "../../../../shared/src/domain/index.js";
import type { XmlElement } from "../../../../shared/src/xml/index.js";

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
