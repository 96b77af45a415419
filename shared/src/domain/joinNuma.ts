import type { CpuView, GuestNumaView } from "./cpuView.js";

/**
 * The NUMA of a guest: libvirt asks for `./cpu/numa[1]` and so reads the first `<numa>` of every `<cpu>`, also of those
 * that it drops otherwise (9.0's answers). Cells without an id are numbered by their place among all.
 */
export function joinNuma(cpus: readonly CpuView[]): GuestNumaView | undefined {
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
