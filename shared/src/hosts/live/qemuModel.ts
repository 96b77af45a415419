import {
  addBits,
  type CpuDefinition,
  type CpuMap,
  type Feature,
  findModel,
  type Host,
  hasBits,
  hostWordsOf,
  qemuReleaseOf,
  subtractBits,
  type Words,
} from "../../engine/internal.js";
import { MODELS, NEEDED_BY } from "./qemuX86.js";

/** What QEMU sets in its named models by itself, unless it is told otherwise (kvm_default_props and their like, QEMU 11.1). */
const DEFAULTS: Readonly<Record<string, { readonly on: readonly string[]; readonly off: readonly string[] }>> = {
  kvm: { on: ["hypervisor", "x2apic"], off: ["acpi", "monitor", "svm"] },
  qemu: { on: ["hypervisor"], off: ["vme"] },
};

/** Given to every KVM guest that asks, though domain capabilities do not list it. */
const ALSO_OF_KVM = ["topoext"];

/** QEMU's emulation has the register below since a release after 7.2, and not later than 10.0. */
export const WITHOUT_REGISTER = 702;
export const WITH_REGISTER = 1000;

/** IA32_ARCH_CAPABILITIES: QEMU's emulation has all of its lower bits, though its host-model lists none. */
const ARCH_CAPABILITIES = 0x10a;

let differences: ReadonlyMap<string, string> | undefined;

/** What a model of QEMU has (`+`) and lacks (`-`) against libvirt's; undefined for one that is not known. */
export function differenceOf(model: string): readonly string[] | undefined {
  differences ??= new Map(
    Object.entries(MODELS).flatMap(([each, names]) => names.split(" ").map((name) => [name, each])),
  );
  return differences
    .get(model)
    ?.split(" ")
    .filter((each) => each !== "");
}

/**
 * The features that QEMU tries to give to a named model: its own of that model, those that the definition turns on or off,
 * without those that need one that is off.
 *
 * @param qemuModel the model's name in QEMU, where another is meant than libvirt's
 */
export function askedOfQemu(cpu: CpuDefinition, qemuModel: string, { virtType = "" }: Host, map: CpuMap): Words {
  const words = findModel(map.modelByName.has(qemuModel) ? qemuModel : (cpu.model ?? ""), map).words.slice();
  const set = (name: string, on: boolean) =>
    (on ? addBits : subtractBits)(words, map.featureByName.get(name)?.bits ?? []);
  for (const each of differenceOf(qemuModel) ?? []) set(each.slice(1), each.startsWith("+"));
  for (const name of DEFAULTS[virtType]?.on ?? []) set(name, true);
  for (const name of DEFAULTS[virtType]?.off ?? []) set(name, false);
  for (const { name, policy } of cpu.features) set(name, policy === "require" || policy === "force");
  for (const [need, names] of Object.entries(NEEDED_BY)) {
    if (!hasFeature(words, need, map)) for (const name of names.split(" ")) set(name, false);
  }
  return words;
}

/** The most that QEMU gives to guests of this host. */
export function givenByQemu(hostModel: CpuDefinition, host: Host, map: CpuMap): Words {
  const words = hostWordsOf(hostModel, map).slice();
  if (host.virtType === "kvm") for (const name of ALSO_OF_KVM) addBits(words, map.featureByName.get(name)?.bits ?? []);
  else if ((qemuReleaseOf(host) ?? WITH_REGISTER) > WITHOUT_REGISTER)
    map.registers.forEach(({ kind, index, name }, word) => {
      if (kind === "msr" && index === ARCH_CAPABILITIES && name === "eax") words[word] = 0xffffffff;
    });
  return words;
}

/** Whether a feature of this name is in them. */
export function hasFeature(words: Words, name: string, map: CpuMap): boolean {
  return hasBits(words, map.featureByName.get(name)?.bits ?? []);
}

/** Whether a feature is a bit of IA32_ARCH_CAPABILITIES. */
export function isArchCapability({ bits }: Feature, { registers }: CpuMap): boolean {
  return bits.some(({ word }) => registers[word]?.kind === "msr" && registers[word]?.index === ARCH_CAPABILITIES);
}
