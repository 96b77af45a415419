import { isOlder } from "../../../shared/src/common/releases.js";
import type { CpuMap } from "../../../shared/src/engine/index.js";
import { clock } from "./clock.js";
import { cpu } from "./cpu.js";
import type { Dice } from "./dice.js";
import { features } from "./features.js";
import { element } from "./markup.js";
import { numa } from "./numa.js";
import { cputune, memoryBacking, numatune } from "./tuning.js";
import { vcpu, vcpus } from "./vcpus.js";

export interface DomainWishes {
  readonly name: string;
  /** Domain types that this machine can define. */
  readonly types: readonly string[];
  readonly map: CpuMap;
  /** The libvirt release that is asked. */
  readonly release: string;
}

/** Machine types that the QEMU beside a libvirt has. */
function machinesOf(release: string): readonly string[] {
  const version = isOlder(release, "9.0.0") ? "5.2" : "7.2";
  return ["q35", "q35", "pc", `pc-q35-${version}`, `pc-i440fx-${version}`];
}

/** A whole x86 domain around its CPU. With dice that never slip, libvirt should take it. */
export function domain(dice: Dice, { name, types, map, release }: DomainWishes): string {
  const machine = dice.pick(machinesOf(release));
  const count = dice.slip([1, 2, 2, 4, 4, 6, 8, 12, 16, 64], [240, 256, 288, 300]);
  const cells = dice.chance(0.3) ? numa(dice, count) : { markup: "", cells: 0 };
  const iommu = machine.includes("q35") && dice.chance(0.1);
  return element(
    "domain",
    { type: dice.pick(types) },
    element("name", {}, name),
    dice.slip([cells.cells > 0 && dice.chance(0.2)], [true])
      ? element("maxMemory", { slots: "4", unit: "MiB" }, "1024")
      : "",
    element("memory", { unit: "MiB" }, "64"),
    dice.chance(0.1) ? memoryBacking(dice, cells.cells) : "",
    dice.chance(0.95) ? vcpu(dice, count) : "",
    count <= 8 && dice.chance(0.12) ? vcpus(dice, count) : "",
    dice.chance(0.1) ? cputune(dice, count) : "",
    dice.chance(0.1) ? numatune(dice, cells.cells) : "",
    element("os", {}, element("type", { arch: "x86_64", machine }, "hvm")),
    dice.chance(0.9) ? features(dice, { ioapic: iommu || dice.chance(0.05) }) : "",
    dice.chance(0.92) ? cpu(dice, { map, vcpus: count, numa: cells.markup }) : "",
    dice.chance(0.5) ? clock(dice) : "",
    iommu ? element("devices", {}, iommuDevice(dice)) : "",
  );
}

function iommuDevice(dice: Dice): string {
  const intremap = dice.slip(["on"], ["off", "x", undefined]);
  const driver = element("driver", { intremap, eim: dice.slip([undefined, "on"], ["off", "x"]) });
  const one = element("iommu", { model: dice.slip(["intel"], ["smmuv3", "virtio", "x", undefined]) }, driver);
  return dice.slip([one], [one + one]);
}
