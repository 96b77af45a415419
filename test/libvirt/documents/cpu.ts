import type { CpuMap } from "../../../shared/src/engine/index.js";
import type { Dice } from "./dice.js";
import { element } from "./markup.js";
import { ODD_NUMBERS, topology } from "./topology.js";

const MODES = [undefined, "custom", "custom", "host-model", "host-passthrough", "maximum"] as const;
const POLICIES = ["require", "disable", "optional", "force", "forbid"] as const;

export interface CpuWishes {
  readonly map: CpuMap;
  readonly vcpus: number;
  /** Markup of `<numa>`, or nothing. */
  readonly numa: string;
}

/** `<cpu>` in any of its modes. */
export function cpu(dice: Dice, { map, vcpus, numa }: CpuWishes): string {
  const mode = dice.slip(MODES, ["passthrough", "Host-Model", "", " custom", "host"]);
  const fromHost = mode === "host-passthrough" || mode === "maximum";
  const named = (mode ?? "custom") === "custom" && dice.slip([true, true, true], [false]);
  const attributes = {
    mode,
    match: dice.slip([undefined, undefined, "exact", "minimum", "strict"], ["any", "", "Exact"]),
    check: dice.slip([undefined, undefined, "none", "partial", "full"], ["strict", "", "default", "FULL"]),
    migratable: fromHost
      ? dice.slip([undefined, "on", "off"], ["yes", ""])
      : dice.slip([undefined], ["on", "off", "x"]),
    deprecated_features: dice.chance(0.05) ? dice.slip(["on", "off"], ["maybe"]) : undefined,
  };
  const children = [
    named || dice.chance(0.1) ? model(dice, map) : "",
    named
      ? dice.slip(["", "", element("vendor", {}, "Intel")], [element("vendor", {}, "Nobody")])
      : dice.slip([""], [element("vendor", {}, "AMD")]),
    dice.chance(0.45) ? topology(dice, vcpus) : "",
    dice.chance(0.25) ? cache(dice, fromHost) : "",
    dice.chance(0.2) ? maxphysaddr(dice) : "",
    ...(named || (mode ?? "custom") !== "custom" || dice.chance(0.05) ? features(dice, map) : []),
    numa,
    dice.slip([""], [element("flags"), element("mode", { name: "host-model" }), element("arch", {}, "x86_64")]),
  ];
  return element("cpu", attributes, ...shuffled(dice, children));
}

/** Mostly in the usual order: libvirt reads them in any. */
function shuffled(dice: Dice, children: readonly string[]): readonly string[] {
  return dice.chance(0.1) ? [...children].reverse() : children;
}

function model(dice: Dice, map: CpuMap): string {
  const attributes = {
    fallback: dice.slip([undefined, undefined, "allow", "forbid"], ["yes", "", "Allow"]),
    vendor_id: dice.slip(
      [undefined, undefined, undefined, "KVMKVMKVMKVM"],
      ["short", "with,a,comma", "", "far-too-long-an-id", "ééééééé"],
    ),
  };
  return element("model", attributes, dice.slip([dice.pick(map.models).name], ["nonsense", "", " Haswell "]));
}

function cache(dice: Dice, fromHost: boolean): string {
  const mode = dice.slip(fromHost ? ["emulate", "passthrough", "disable"] : ["emulate", "disable"], [
    "passthrough",
    undefined,
    "x",
    "",
  ]);
  const level = mode === "emulate" ? dice.slip(["3"], ["1", "2", undefined]) : dice.slip([undefined], ["3", "1"]);
  const one = element("cache", { level: dice.slip([level], ["0", "4", "x", "", "-1"]), mode });
  return dice.slip([one], [one + one]);
}

function maxphysaddr(dice: Dice): string {
  const mode = dice.slip(["emulate", "passthrough"], [undefined, "", "x"]);
  const bits =
    mode === "emulate" ? dice.slip(["42"], [...ODD_NUMBERS, undefined, "60"]) : dice.slip([undefined], ["42"]);
  return element("maxphysaddr", { mode, bits, limit: dice.slip([undefined], ["39", "0", "x"]) });
}

function features(dice: Dice, map: CpuMap): string[] {
  const names = new Set(Array.from({ length: dice.pick([0, 0, 1, 2, 4]) }, () => dice.pick(map.features).name));
  const written = [...names].map((name) =>
    element("feature", {
      policy: dice.slip(POLICIES, ["enable", "", "Require", undefined]),
      name: dice.slip([name], ["", undefined, "sse4_1", `${name} `]),
    }),
  );
  return dice.slip([written], [[...written, ...written.slice(0, 1)]]);
}
