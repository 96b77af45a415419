import type { Dice } from "./dice.js";
import { element } from "./markup.js";

/** Numbers that are none for libvirt, or not the ones it wants here. */
export const ODD_NUMBERS = [
  "0",
  "-1",
  "x",
  "",
  "1.5",
  "+2",
  " 2",
  "0x2",
  "4294967296",
  "99999999999999999999",
] as const;

/** `<topology>` whose product is the number of vCPUs, unless a slip happens. */
export function topology(dice: Dice, vcpus: number): string {
  const parts = split(dice, vcpus);
  const number = (value: number): string => dice.slip([String(value)], [...ODD_NUMBERS, String(value + 1), "65536"]);
  const needed = (value: number): string | undefined => (dice.slip([true], [false]) ? number(value) : undefined);
  return element("topology", {
    sockets: needed(parts.sockets),
    dies: parts.dies === 1 && dice.chance(0.7) ? undefined : number(parts.dies),
    clusters: dice.chance(0.85) ? undefined : dice.slip(["1"], ["0", "2", "x"]),
    cores: needed(parts.cores),
    threads: needed(parts.threads),
  });
}

function split(dice: Dice, vcpus: number): { sockets: number; dies: number; cores: number; threads: number } {
  const threads = vcpus % 2 === 0 && dice.chance(0.4) ? 2 : 1;
  const dies = (vcpus / threads) % 2 === 0 && dice.chance(0.2) ? 2 : 1;
  const rest = vcpus / threads / dies;
  const sockets = rest % 2 === 0 && dice.chance(0.3) ? 2 : 1;
  return { sockets, dies, cores: rest / sockets, threads };
}
