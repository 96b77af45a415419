import type { Dice } from "./dice.js";
import { element } from "./markup.js";

/** `<cputune>`: pins of vCPUs. */
export function cputune(dice: Dice, vcpus: number): string {
  const pins = Array.from({ length: Math.min(vcpus, 3) }, (_, id) =>
    element("vcpupin", {
      vcpu: dice.slip([String(id)], [String(vcpus), "0", "x", "-1", undefined]),
      cpuset: dice.slip(["0", "0-1"], ["x", "", "1-0", undefined]),
    }),
  );
  const sched = element("vcpusched", {
    vcpus: dice.slip(["0"], ["x", String(vcpus), undefined]),
    scheduler: dice.slip(["batch", "idle"], ["x", undefined]),
  });
  return element("cputune", {}, ...pins, dice.chance(0.3) ? sched : "");
}

/** `<numatune>`: where the guest's memory comes from. */
export function numatune(dice: Dice, cells: number): string {
  const mode = dice.slip(["strict", "preferred", "interleave", "restrictive"], ["x", ""]);
  const memory = element("memory", {
    mode,
    nodeset: dice.slip(["0"], ["x", "", undefined]),
    placement: dice.slip([undefined, "static"], ["x"]),
  });
  const nodes = Array.from({ length: cells }, (_, id) =>
    element("memnode", {
      cellid: dice.slip([String(id)], [String(cells), "0", "x", undefined]),
      mode: dice.slip([mode], ["strict", "restrictive", "x"]),
      nodeset: dice.slip(["0"], ["x", undefined]),
    }),
  );
  return element("numatune", {}, memory, ...(dice.slip([dice.chance(0.5)], [true]) ? nodes : []));
}

/** `<memoryBacking>`: huge pages and sharing. */
export function memoryBacking(dice: Dice, cells: number): string {
  const pages = element("page", {
    size: "2048",
    unit: "KiB",
    nodeset: cells > 0 ? dice.slip([undefined, "0"], [String(cells), "x"]) : dice.slip([undefined], ["0", "1"]),
  });
  return element(
    "memoryBacking",
    {},
    dice.chance(0.5) ? element("hugepages", {}, dice.chance(0.6) ? pages : "") : "",
    dice.chance(0.4) ? element("access", { mode: dice.pick(["shared", "private"]) }) : "",
    dice.chance(0.3) ? element("source", { type: dice.pick(["memfd", "file"]) }) : "",
  );
}
