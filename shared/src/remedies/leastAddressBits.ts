import type { Target } from "../hosts/index.js";

/** The address bits that every host of a target has, as far as its documents tell; undefined where none does. */
export function leastAddressBits({ hosts }: Target): number | undefined {
  let least: number | undefined;
  for (const { host } of hosts) {
    const bits = host.physicalBits;
    if (bits !== undefined && bits > 0) least = Math.min(bits, least ?? bits);
  }
  return least;
}
