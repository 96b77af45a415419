import { hasBits } from "../../../shared/src/engine/cpuData.js";
import { givenWords, type PoolHost } from "../../../shared/src/hosts/index.js";
import type { Dice } from "../documents/dice.js";
import type { Document } from "../documents/generate.js";
import { element } from "../documents/markup.js";

/** A host, and the domain type its document is about. */
export interface LiveHost {
  readonly virtType: string;
  /** What virsh printed: domain capabilities and capabilities. */
  readonly documents: readonly string[];
  readonly poolHost: PoolHost;
}

const POLICIES = ["require", "require", "disable", "forbid", "optional", "force"] as const;
const MODES = ["custom", "custom", "custom", "host-model", "host-passthrough", "maximum"] as const;

/** A domain that libvirt defines; whether it starts depends on its CPU and its number of vCPUs. */
export function liveDefinition(dice: Dice, name: string, host: LiveHost): Document {
  return { name, xml: liveDomain(name, host, cpu(dice, host.poolHost), vcpus(dice, host.poolHost)) };
}

/** The smallest domain around a `<cpu>`. */
export function liveDomain(name: string, { virtType, poolHost }: LiveHost, cpuMarkup: string, count = 1): string {
  return element(
    "domain",
    { type: virtType },
    element("name", {}, name),
    element("memory", { unit: "MiB" }, "64"),
    element("vcpu", {}, String(count)),
    element("os", {}, element("type", { arch: "x86_64", machine: poolHost.host.machine }, "hvm")),
    // More vCPUs than a byte counts want it, and with it they do; the others ignore it.
    element("features", {}, element("apic")),
    cpuMarkup,
    element("devices", {}, element("controller", { type: "usb", model: "none" })),
  );
}

/** Mostly few: each is a thread to start. Now and then one more than the machine type takes. */
function vcpus(dice: Dice, { host: { maxVcpus } }: PoolHost): number {
  return maxVcpus !== undefined && dice.chance(0.06) ? maxVcpus + 1 : dice.pick([1, 1, 2, 3]);
}

function cpu(dice: Dice, poolHost: PoolHost): string {
  const mode = dice.pick(MODES);
  const isCustom = mode === "custom";
  const check = dice.pick([undefined, undefined, "none", "partial", "partial", "full"]);
  const match = isCustom ? dice.pick([undefined, "exact", "exact", "minimum", "strict"]) : undefined;
  // Nested virtualisation may not take what the processor says of its flaws: half of the CPUs go without.
  const flaws =
    !isCustom && dice.chance(0.5) ? element("feature", { policy: "disable", name: "arch-capabilities" }) : "";
  const model = isCustom
    ? element("model", { fallback: dice.pick([undefined, "allow", "forbid"]) }, modelOf(dice, poolHost))
    : "";
  const vendor = isCustom && dice.chance(0.2) ? element("vendor", {}, dice.pick(["Intel", "AMD"])) : "";
  return element("cpu", { mode, match, check }, model, vendor, flaws, ...features(dice, poolHost));
}

/** As often one that the host calls usable as one that it does not. */
function modelOf(dice: Dice, { host, map }: PoolHost): string {
  const listed = (host.models ?? []).filter(({ name }) => map.modelByName.has(name));
  const isUsable = dice.chance(0.5);
  const wanted = listed.filter(({ usable }) => (usable === "yes") === isUsable).map(({ name }) => name);
  return dice.pick(wanted.length > 0 ? wanted : map.models.map(({ name }) => name));
}

/** Of few features half are those that the hypervisor gives: some definitions have to start. */
function features(dice: Dice, poolHost: PoolHost): string[] {
  const { map } = poolHost;
  const given = givenWords(poolHost);
  const has = map.features.filter(({ bits }) => given !== undefined && hasBits(given, bits));
  const names = new Set(
    Array.from({ length: dice.pick([0, 0, 1, 1, 2, 3]) }, () => {
      return dice.pick(has.length > 0 && dice.chance(0.6) ? has : map.features).name;
    }),
  );
  names.delete("arch-capabilities");
  return [...names].map((name) => element("feature", { policy: dice.pick(POLICIES), name }));
}
