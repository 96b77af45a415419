import type { Dice } from "./dice.js";
import { element } from "./markup.js";

const ON_OFF = ["on", "on", "off"] as const;
const NOT_ON_OFF = ["yes", "", "ON", undefined] as const;

const HYPERV = [
  "relaxed",
  "vapic",
  "vpindex",
  "runtime",
  "synic",
  "reset",
  "frequencies",
  "reenlightenment",
  "tlbflush",
  "ipi",
  "evmcs",
  "avic",
] as const;
const KVM = ["hidden", "hint-dedicated", "poll-control", "pv-ipi"] as const;

/** The domain's `<features>`. */
export function features(dice: Dice, { ioapic }: { readonly ioapic: boolean }): string {
  const eoi = dice.slip([undefined, undefined, "on"], NOT_ON_OFF);
  const parts = [
    dice.chance(0.8) ? element("acpi") : "",
    dice.chance(0.8) ? element("apic", { eoi }) : "",
    dice.chance(0.3) ? hyperv(dice) : "",
    dice.chance(0.2) ? kvm(dice) : "",
    dice.chance(0.1) ? element("pvspinlock", { state: dice.slip(ON_OFF, NOT_ON_OFF) }) : "",
    dice.chance(0.1) ? element("pmu", { state: dice.slip(ON_OFF, ["maybe"]) }) : "",
    dice.chance(0.1) ? element("smm", { state: dice.slip(ON_OFF, ["x"]) }) : "",
    dice.chance(0.1) ? element("vmport", { state: dice.slip(ON_OFF, ["x"]) }) : "",
    ioapic ? element("ioapic", { driver: dice.slip(["qemu"], ["kvm", "x", undefined]) }) : "",
  ];
  return element("features", {}, ...parts);
}

function hyperv(dice: Dice): string {
  const mode = dice.slip([undefined, undefined, "custom", "passthrough"], ["x", "", "host-model"]);
  const chosen = HYPERV.filter(() => dice.chance(0.3)).map((name) =>
    element(name, { state: dice.slip(ON_OFF, NOT_ON_OFF) }),
  );
  const parts = [
    ...chosen,
    dice.chance(0.2)
      ? element("spinlocks", {
          state: dice.slip(ON_OFF, NOT_ON_OFF),
          retries: dice.slip(["8191", "4095", "4294967295"], ["4094", "0", "x", "-1", undefined, "4294967296"]),
        })
      : "",
    dice.chance(0.2)
      ? element("vendor_id", {
          state: dice.slip(ON_OFF, NOT_ON_OFF),
          value: dice.slip(["KVM Hv", "", "123456789012"], ["1234567890123", "a,b", undefined]),
        })
      : "",
    dice.chance(0.2)
      ? element(
          "stimer",
          { state: dice.slip(ON_OFF, NOT_ON_OFF) },
          dice.slip(
            ["", element("direct", { state: "on" })],
            [element("direct"), element("indirect", { state: "on" })],
          ),
        )
      : "",
    dice.slip([""], [element("relax", { state: "on" }), element("time", { state: "on" })]),
  ];
  return element("hyperv", { mode }, ...parts);
}

function kvm(dice: Dice): string {
  const parts = KVM.filter(() => dice.chance(0.4)).map((name) =>
    element(name, { state: dice.slip(ON_OFF, NOT_ON_OFF) }),
  );
  const size = dice.slip(["4096", "1024", "65536"], ["1023", "0", "x", "131072", undefined]);
  const ring = dice.chance(0.2) ? element("dirty-ring", { state: dice.slip(ON_OFF, NOT_ON_OFF), size }) : "";
  return element("kvm", {}, ...parts, ring, dice.slip([""], [element("hide", { state: "on" })]));
}
