import { get, matched, namesWith, type Processor, type Recordings } from "./recordings.js";

/** A guest's CPU as a hypervisor can give it. */
export interface HostModel {
  readonly model: string;
  readonly vendor: string;
  /** All features the guest may have, the model's included. */
  readonly has: ReadonlySet<string>;
  readonly require: readonly string[];
  readonly disable: readonly string[];
}

/**
 * What processors have and KVM or QEMU does not give to guests: power, thermal and debugging controls, resource control,
 * measured launch, and mpx, which Linux gave up. `ht`, `osxsave` and `ospke` are set from the guest's own topology and registers.
 * Nested virtualization is off on the Intel hosts, because their VMX registers were not recorded.
 */
const notForGuests = [
  ...["acpi", "dca", "ds", "ds_cpl", "dtes64", "est", "monitor", "pbe", "pdcm", "smx", "tm", "tm2", "xtpr"],
  ...["cmt", "mbm_local", "mbm_total", "intel-pt", "mpx", "ht", "osxsave", "ospke", "vmx"],
  ...["avic", "decodeassists", "extapic", "gmet", "ibs", "perfctr_nb", "skinit", "svm-lock", "tce", "wdt"],
];

/** What KVM gives on any host. */
const emulated = ["arat", "hypervisor", "tsc-deadline", "tsc_adjust", "umip", "x2apic"];

/** What KVM gives on an Intel host that is open to L1TF, as these are. */
const emulatedOnIntel = ["arch-capabilities", "pschange-mc-no", "skip-l1dfl-vmentry"];

/** One vendor's bits against speculation that KVM offers because the host has the other vendor's for the same thing. */
const synonyms: readonly (readonly [host: string, guest: readonly string[]])[] = [
  ["spec-ctrl", ["ibpb", "ibrs"]],
  ["stibp", ["amd-stibp"]],
  ["ssbd", ["amd-ssbd"]],
  ["ibrs", ["spec-ctrl"]],
  ["amd-stibp", ["stibp"]],
  ["amd-ssbd", ["ssbd", "virt-ssbd"]],
];

function synonymsOf(host: ReadonlySet<string>): string[] {
  const isIntel = host.has("spec-ctrl");
  return synonyms
    .filter(([name]) => host.has(name) && isIntel === ["spec-ctrl", "stibp", "ssbd"].includes(name))
    .flatMap(([, guest]) => guest);
}

/**
 * The host-model of a KVM host with this processor: the model libvirt decodes for a guest, with what KVM takes away and adds.
 *
 * @throws Error when the processor's guest model is not in the recordings
 */
export function makeHostModel(processor: Processor, recordings: Recordings): HostModel {
  const model = matched(processor.guest, /<model [^>]*>([^<]*)</);
  const vendor = matched(processor.guest, /<vendor>([^<]*)</);
  const content = get(recordings.mapModels, model);
  const processorHas = new Set([...content.has, ...namesWith(processor.guest, "require")]);
  for (const name of namesWith(processor.guest, "disable")) {
    processorHas.delete(name);
  }
  const has = new Set([
    ...processorHas,
    ...emulated,
    ...(vendor === "Intel" ? emulatedOnIntel : []),
    ...synonymsOf(processorHas),
  ]);
  for (const name of notForGuests) {
    has.delete(name);
  }
  const isLost = (name: string): boolean => !has.has(name);
  return {
    model,
    vendor,
    has,
    require: [...has].filter((name) => !content.has.has(name)),
    disable: [...new Set([...content.has, ...content.removed])].filter(isLost),
  };
}
