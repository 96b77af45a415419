import type { Dice } from "./dice.js";
import { element } from "./markup.js";
import { ODD_NUMBERS } from "./topology.js";

/** What the rest of a document must know of its cells. */
export interface Numa {
  readonly markup: string;
  readonly cells: number;
}

/** `<numa>` whose cells share the vCPUs, unless a slip happens. */
export function numa(dice: Dice, vcpus: number): Numa {
  const cells = dice.slip(
    [1, 2, 2, 3].filter((count) => count <= vcpus),
    [0, 1],
  );
  const named = dice.chance(0.8);
  const caches = dice.chance(0.15);
  const written = Array.from({ length: cells }, (_, id) => cell(dice, { id, cells, vcpus, named, caches }));
  const links = cells > 0 && dice.chance(0.15) ? interconnects(dice, cells, caches) : "";
  return { markup: element("numa", {}, ...written, links), cells };
}

interface Cell {
  readonly id: number;
  readonly cells: number;
  readonly vcpus: number;
  readonly named: boolean;
  readonly caches: boolean;
}

function cell(dice: Dice, { id, cells, vcpus, named, caches }: Cell): string {
  const first = Math.floor((id * vcpus) / cells);
  const last = Math.floor(((id + 1) * vcpus) / cells) - 1;
  const attributes = {
    id: named ? dice.slip([String(id)], [String(id + 1), "0", "-1", "x", "", undefined]) : undefined,
    cpus: dice.slip(
      [first === last ? String(first) : `${first}-${last}`],
      [
        `0-${last}`,
        `${first}-${vcpus}`,
        `${vcpus}`,
        "x",
        "",
        "3-1",
        `${first}-${last},^${first}`,
        undefined,
        "0-70000",
      ],
    ),
    memory: dice.slip([String(32768)], [...ODD_NUMBERS, undefined]),
    unit: dice.slip(["KiB", undefined], ["kg", ""]),
    memAccess: dice.slip([undefined, undefined, undefined, "shared", "private"], ["none", ""]),
    discard: dice.slip([undefined, undefined, undefined, "yes", "no"], ["on", ""]),
  };
  const distances = dice.chance(0.3) ? siblings(dice, id, cells) : "";
  const cache = caches
    ? element(
        "cache",
        {
          level: dice.slip(["1"], ["4", "0", "x", undefined]),
          associativity: dice.slip(["direct", "none", "full"], ["x", undefined]),
          policy: dice.slip(["none", "writeback"], ["x", undefined]),
        },
        element("size", { value: dice.slip(["8"], ["0", "x", undefined]), unit: "KiB" }),
        element("line", { value: dice.slip(["64"], ["0", "x", undefined]), unit: "B" }),
      )
    : "";
  return element("cell", attributes, distances, cache);
}

function siblings(dice: Dice, self: number, cells: number): string {
  const written = Array.from({ length: cells }, (_, id) =>
    element("sibling", {
      id: dice.slip([String(id)], [String(cells), "-1", "x", undefined]),
      value: dice.slip([id === self ? "10" : "20"], ["9", "10", "11", "255", "256", "0", "x", undefined]),
    }),
  );
  return element("distances", {}, ...dice.slip([written], [[], written.slice(1), [...written, ...written]]));
}

function interconnects(dice: Dice, cells: number, caches: boolean): string {
  const node = (): string => dice.slip([String(dice.below(cells))], [String(cells), "x"]);
  const link = (name: string): string =>
    element(name, {
      initiator: node(),
      target: node(),
      cache: caches && dice.chance(0.3) ? dice.slip(["1"], ["2", "x"]) : undefined,
      type: dice.slip(["access", "read", "write"], ["fetch", undefined]),
      value: dice.slip(["5"], ["0", "x", undefined]),
      unit: name === "bandwidth" ? "KiB" : undefined,
    });
  const links = [link("latency"), link("bandwidth"), ...(dice.chance(0.3) ? [link("latency")] : [])];
  return element("interconnects", {}, ...links);
}
