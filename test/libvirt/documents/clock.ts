import type { Dice } from "./dice.js";
import { element } from "./markup.js";

const TIMERS = ["rtc", "pit", "hpet", "tsc", "kvmclock", "hypervclock"] as const;

/** `<clock>` with some timers. */
export function clock(dice: Dice): string {
  const timers = TIMERS.filter(() => dice.chance(0.3)).map((name) => timer(dice, name));
  const offset = dice.pick(["utc", "localtime"]);
  return element(
    "clock",
    { offset },
    ...timers,
    dice.slip([""], [timers[0] ?? ""]),
    dice.slip([""], [element("timer", { name: "tock" }), element("timer")]),
  );
}

function timer(dice: Dice, name: (typeof TIMERS)[number]): string {
  return element("timer", {
    name: dice.slip([name], ["armvtimer", "platform", ""]),
    present: dice.slip([undefined, "yes", "no"], ["on", ""]),
    tickpolicy: usualPolicies(dice, name),
    track: dice.chance(0.05) ? dice.slip(["guest", "wall"], ["x"]) : undefined,
    frequency: name === "tsc" && dice.chance(0.4) ? dice.slip(["2000000000"], ["0", "x", "-1"]) : undefined,
    mode: name === "tsc" && dice.chance(0.3) ? dice.slip(["auto", "native"], ["x", "paravirt", "emulate"]) : undefined,
  });
}

function usualPolicies(dice: Dice, name: string): string | undefined {
  const odd = ["merge", "discard", "x", ""];
  if (name === "rtc") return dice.slip([undefined, "catchup", "delay"], odd);
  if (name === "pit") return dice.slip([undefined, "delay", "discard"], odd);
  return dice.slip([undefined], ["delay", ...odd]);
}
