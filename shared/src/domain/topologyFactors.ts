import type { TopologyView } from "./cpuView.js";

/** A level of a topology that is worth telling, and how many there are. */
export interface TopologyFactor {
  readonly name: "sockets" | "dies" | "clusters" | "cores" | "threads";
  readonly number: number;
}

/** The levels from the outermost in, without what is one by itself: a die in each socket is what everybody expects. */
export function topologyFactors(topology: TopologyView): TopologyFactor[] {
  return (["sockets", "dies", "clusters", "cores", "threads"] as const).flatMap((name) => {
    const number = topology[name]?.number;
    return number === undefined || (number === 1 && (name === "dies" || name === "clusters")) ? [] : [{ name, number }];
  });
}
