import type { Dice } from "./dice.js";
import { element } from "./markup.js";
import { ODD_NUMBERS } from "./topology.js";

/** `<vcpu>`: the number, how many there are at start, and where they may run. */
export function vcpu(dice: Dice, count: number): string {
  const attributes = {
    placement: dice.slip([undefined, undefined, "static"], ["", "anywhere"]),
    cpuset: dice.slip([undefined, undefined, undefined, "0-1"], ["", "x", "1-0", "0-", "0,^0", "0-99999", "^1"]),
    current: dice.slip([undefined, undefined, String(Math.ceil(count / 2))], [String(count + 1), ...ODD_NUMBERS]),
  };
  return element("vcpu", attributes, dice.slip([String(count)], [...ODD_NUMBERS, "1 ", "two"]));
}

/** `<vcpus>` with one entry each: the first half cannot be unplugged. */
export function vcpus(dice: Dice, count: number): string {
  const fixed = Math.max(1, Math.ceil(count / 2));
  const ordered = dice.chance(0.6);
  const entries = Array.from({ length: count }, (_, id) => {
    const plugged = id < fixed;
    return element("vcpu", {
      id: dice.slip([String(id)], [String(count), "0", "-1", "x", undefined]),
      enabled: dice.slip([plugged ? "yes" : "no"], ["on", "", plugged ? "no" : "yes", undefined]),
      hotpluggable: dice.slip([plugged ? "no" : "yes"], ["maybe", plugged ? "yes" : "no", undefined]),
      order:
        ordered && plugged ? dice.slip([String(id + 1)], ["1", "0", "x", String(count + 5), undefined]) : undefined,
    });
  });
  return element("vcpus", {}, ...entries);
}
