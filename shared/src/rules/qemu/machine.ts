import * as l10n from "@vscode/l10n";
import { isQ35, isX86, isX86Machine } from "../../common/arches.js";
import { isOlder } from "../../common/releases.js";
import { type DomainView, guestArch, isFamily, machineType, maxVcpus } from "../../domain/index.js";
import { removeAttribute, setValue } from "../../edits/index.js";
import { type Check, type Fix, offer, type Rule, valueRange } from "../kit.js";
import { giveVcpus, runsOnQemu } from "../vcpus/count.js";

/** libvirt: qemuValidateDomainDef. Where the machine type is left out, the host's QEMU chooses one. */
const vcpusOfMachine: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  const machine = machineType(view);
  const vcpus = maxVcpus(view);
  const most = machine === undefined ? undefined : mostVcpus(machine, archFor(view, machine));
  if (machine === undefined || most === undefined || vcpus === undefined || vcpus <= most) return;
  yield {
    rule: "machine-vcpus",
    range: view.vcpu?.countRange ?? view.root.nameRange,
    data: { machine, most: String(most), vcpus: String(vcpus) },
    libvirt: `unsupported configuration: Maximum CPUs greater than specified machine type limit ${most}`,
    fixes: ({ text }) => [...giveVcpus(text, view, most), ...changeToQ35(text, view, machine)],
  };
};

function changeToQ35(text: string, { os }: DomainView, machine: string): Fix[] {
  if (os?.machine === undefined || (machine !== "isapc" && !machine.startsWith("pc"))) return [];
  return [offer(l10n.t("Change the machine type to q35"), setValue(text, os.machine.attribute, "q35"))];
}

/** The architecture that is named; some machine types are x86's alone. */
function archFor(view: DomainView, machine: string): string {
  return guestArch(view) ?? (isX86Machine(machine) ? "x86_64" : "");
}

/**
 * libvirt itself refuses every other machine type of an x86 guest: it gives them no PCI bus. Names of QEMU's that stand for
 * one of those, as Ubuntu has some, are looked up on the host.
 */
const machineUnknown: Check = function* ({ view, catalogue }) {
  const machine = machineType(view);
  const place = view.os?.machine?.attribute;
  if (machine === undefined || place === undefined || !runsOnQemu(view.type?.value)) return;
  // Up to 11.3 it depends on the devices, and on the host; 12.8 is the first that is known not to ask for them.
  if (isOlder(catalogue.release, "12.8.0")) return;
  if (!isX86(guestArch(view)) || isX86Machine(machine) || machine.startsWith("ubuntu") || isElsewhere(machine)) return;
  yield {
    rule: "machine-unknown",
    range: valueRange(place),
    data: { machine },
    libvirt: `internal error: Machine type '${machine}' supports PCI but no PCI controller added`,
    fixes: ({ text }) => [
      ...["q35", "pc"].map((each) => offer(l10n.t("Change to {0}", each), setValue(text, place, each))),
      offer(l10n.t("Remove the machine type (libvirt chooses)"), removeAttribute(text, place)),
    ],
  };
};

/** The rule machine-arch speaks of these. */
function isElsewhere(machine: string): boolean {
  return (
    ["virt", "pseries", "powernv", "s390-ccw-virtio", "pc", "microvm", "isapc"].some((each) =>
      isFamily(machine, each),
    ) && !machine.startsWith("pc-")
  );
}

/** The most vCPUs of a machine type, in every release of QEMU that has it. */
function mostVcpus(machine: string, arch: string): number | undefined {
  if (arch === "s390x") return isFamily(machine, "s390-ccw-virtio") ? 248 : undefined;
  if (/^raspi[2-4]/.test(machine)) return 4;
  if (isFamily(machine, "virt")) return VIRT.get(arch);
  if (arch !== "x86_64" && arch !== "i686") return undefined;
  if (machine === "isapc") return 1;
  if (machine === "microvm") return 288;
  if (machine === "pc" || machine.startsWith("pc-i440fx-")) return 255;
  return isQ35(machine) ? mostOfQ35(machine) : undefined;
}

const VIRT: ReadonlyMap<string, number> = new Map([
  ["aarch64", 512],
  ["armv7l", 512],
  ["riscv64", 512],
  ["riscv32", 512],
  ["loongarch64", 256],
]);

/** Versions of q35 have the limit of their time; others' versions and the newest the highest. */
function mostOfQ35(machine: string): number {
  const [, major, minor] = /^pc-q35-([0-9]+)\.([0-9]+)$/.exec(machine) ?? [];
  const version = Number(major) * 10 + Number(minor);
  if (Number.isNaN(version) || version >= 90) return 4096;
  return version > 80 ? 1024 : 288;
}

/** What the machine type decides. */
export const machineRules: readonly Rule[] = [
  {
    id: "machine-vcpus",
    stage: "define",
    severity: "error",
    message: "The machine type {machine} supports at most {most} vCPUs, but the VM has {vcpus}.",
    check: vcpusOfMachine,
    vetted: true,
  },
  {
    id: "machine-unknown",
    stage: "define",
    severity: "error",
    message: "Unknown machine type {machine} for an x86 VM. Use q35 or pc.",
    check: machineUnknown,
    vetted: true,
  },
];
