import * as l10n from "@vscode/l10n";
import { suitsArch } from "../../common/arches.js";
import {
  familyOfGuest,
  type Host,
  type HostGuest,
  type HostMachine,
  isForVms,
  machineFamily,
} from "../../engine/internal.js";
import type { Guest } from "../guestNeeds.js";
import { type HostProblem, vmProblem } from "../hostProblem.js";

/** The domain types of libvirt's QEMU driver; of others a host's documents about QEMU say nothing. */
const OF_QEMU: ReadonlySet<string> = new Set(["qemu", "kvm", "hvf"]);

/**
 * Has the host an emulator for this VM, and has that its machine type? Refused when the domain is defined
 * (virQEMUCapsCacheLookupDefault, qemuDomainDefPostParse, qemuValidateDomainDef, libvirt 12.8).
 */
export function machineProblems(guest: Guest, host: Host): HostProblem[] {
  const type = typeProblem(guest, host);
  if (type !== undefined) return [type];
  const emulator = emulatorProblem(guest, host);
  // Another emulator has machine types of its own.
  if (emulator !== undefined) return [emulator];
  const machine = machineProblem(guest, host);
  return machine === undefined ? vcpuProblems(guest, host) : [machine];
}

/** What capabilities list for this guest. */
export function listedGuest({ arch, virtType }: Guest, { guests = [] }: Host): HostGuest | undefined {
  return guests.find((each) => each.arch === arch && (virtType === undefined || each.domains.includes(virtType)));
}

function typeProblem(guest: Guest, host: Host): HostProblem | undefined {
  const { arch, virtType } = guest;
  if (host.guests === undefined || (virtType !== undefined && !OF_QEMU.has(virtType))) return undefined;
  if (listedGuest(guest, host) !== undefined) return undefined;
  const isArchListed = host.guests.some((each) => each.arch === arch);
  if (!isArchListed && !suitsArch(arch, host.arch)) return undefined;
  if (!isArchListed && guest.needs?.emulator === undefined) {
    return vmProblem("domain-type", "fails", l10n.t("the host has no emulator for {0} VMs", arch), {
      message: `No emulator found for arch '${arch}'`,
      subject: arch,
      at: ["os", "type"],
    });
  }
  if (!isArchListed) return undefined;
  const path = guest.needs?.emulator ?? host.guests.find((each) => each.arch === arch)?.emulator ?? "";
  return vmProblem(
    "domain-type",
    "fails",
    l10n.t("the host does not support {0} VMs of type {1}", arch, virtType ?? ""),
    { message: `Emulator '${path}' does not support virt type '${virtType}'`, subject: virtType ?? "", at: [] },
  );
}

/** What the documents say of one emulator need not be so of another. */
function emulatorProblem(guest: Guest, host: Host): HostProblem | undefined {
  const listed = listedGuest(guest, host)?.emulator;
  const emulator = guest.needs?.emulator ?? listed;
  const known = host.emulator ?? listed;
  if (emulator === undefined || known === undefined || known === emulator) return undefined;
  return vmProblem(
    "other-emulator",
    "unknown",
    l10n.t("the host's documents are for the emulator {0}, but the VM uses {1}", known, emulator),
    { subject: emulator, at: ["devices", "emulator"] },
  );
}

function machineProblem(guest: Guest, host: Host): HostProblem | undefined {
  const { machine } = guest;
  if (machine === undefined) return undefined;
  if (isListed(machine, guest, host) === true) return isForVms(machine) ? undefined : board(machine);
  const listed = listedGuest(guest, host);
  if (listed === undefined) {
    if (host.machine === undefined) return undefined;
    const because = l10n.t("add the host's capabilities to check the machine type {0}", machine);
    return vmProblem("machine-type", "unknown", because, { subject: machine, at: ["os", "type"] });
  }
  const nearest = nearestMachine(machine, listed.machines);
  const because =
    nearest === undefined
      ? l10n.t("the host has no machine type {0}", machine)
      : l10n.t("the host has no machine type {0}; the nearest is {1}", machine, nearest);
  return vmProblem("machine-type", "fails", because, {
    message: `Emulator '${listed.emulator ?? host.emulator ?? ""}' does not support machine type '${machine}'`,
    subject: machine,
    ...(nearest === undefined ? {} : { instead: nearest }),
    at: ["os", "type"],
  });
}

/** What a board takes is not on record. */
function board(machine: string): HostProblem {
  const because = l10n.t("only QEMU knows what VMs of the machine type {0} need", machine);
  return vmProblem("machine-type", "unknown", because, { subject: machine, at: ["os", "type"] });
}

/** @returns undefined where the documents do not tell */
function isListed(machine: string, guest: Guest, host: Host): boolean | undefined {
  const listed = listedGuest(guest, host);
  if (listed !== undefined)
    return listed.machines.some(({ name, canonical }) => machine === name || machine === canonical);
  return host.machine === undefined ? undefined : isSureOf(machine, host.machine) || undefined;
}

/**
 * By domain capabilities alone: the machine type they are about is there with its alias, and so are those of the six
 * years before it, which QEMU keeps: three releases a year. Distributions that name their own machine types drop others.
 */
function isSureOf(machine: string, known: string): boolean {
  if (machine === known || (machineFamily(machine) === machineFamily(known) && !/\d\.\d/.test(machine))) return true;
  const [asked, has] = [machine, known].map((name) => /^(.*-)(\d+)\.([012])$/.exec(name));
  if (asked === undefined || asked === null || has === undefined || has === null || asked[1] !== has[1]) return false;
  const age = Number(has[2]) * 3 + Number(has[3]) - Number(asked[2]) * 3 - Number(asked[3]);
  return age >= 0 && age <= KEPT_RELEASES;
}

const KEPT_RELEASES = 17;

/** The alias of the same family, else the newest of it. */
function nearestMachine(machine: string, machines: readonly HostMachine[]): string | undefined {
  const family = machineFamily(machine);
  const same = machines.filter(
    ({ name }) => machineFamily(name) === family || familyStart(name) === familyStart(machine),
  );
  const alias = same.find(({ canonical }) => canonical !== undefined);
  return (
    alias?.name ??
    same
      .map(({ name }) => name)
      .sort(byVersion)
      .at(-1)
  );
}

/** RHEL's `pc-q35-rhel9.4.0` is one of `pc-q35`. */
function familyStart(machine: string): string {
  return machineFamily(machine).replace(/-rhel.*$/, "");
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

/**
 * The machine type's limit, and under KVM the kernel's, which domain capabilities tell where it is lower than that of the
 * machine type they are about.
 */
function vcpuProblems(guest: Guest, host: Host): HostProblem[] {
  const { vcpus, machine, arch } = guest;
  if (vcpus === undefined) return [];
  const listed = listedGuest(guest, host)?.machines ?? [];
  const limitOf = (name: string | undefined) =>
    listed.find((each) => each.name === name || each.canonical === name)?.maxVcpus;
  const isSame =
    machine === undefined
      ? host.machine === undefined ||
        machineFamily(host.machine) === familyOfGuest(arch, undefined) ||
        listed.length === 0
      : machineFamily(machine) === machineFamily(host.machine ?? machine);
  const own = machine === undefined ? listed[0]?.maxVcpus : limitOf(machine);
  const known = host.maxVcpus;
  const isOfKernel = known !== undefined && known < (limitOf(host.machine) ?? 0);
  const limits = [own, isOfKernel || (own === undefined && isSame) ? known : undefined].filter(
    (limit) => limit !== undefined,
  );
  if (limits.length > 0) {
    const limit = Math.min(...limits);
    return vcpus <= limit ? [] : [tooMany(vcpus, limit, machine ?? host.machine ?? "", "fails")];
  }
  return known === undefined || vcpus <= known ? [] : [tooMany(vcpus, known, host.machine ?? "", "unknown")];
}

function tooMany(vcpus: number, limit: number, machine: string, verdict: HostProblem["verdict"]): HostProblem {
  return vmProblem(
    "too-many-vcpus",
    verdict,
    l10n.t("the VM has {0} vCPUs, but the machine type {1} supports {2} there", vcpus, machine, limit),
    { limit, message: `Maximum CPUs greater than specified machine type limit ${limit}`, at: ["vcpu"] },
  );
}
