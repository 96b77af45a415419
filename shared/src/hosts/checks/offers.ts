import * as l10n from "@vscode/l10n";
import { type Host, type HostOffers, machineFamily } from "../../engine/internal.js";
import type { Guest, GuestNeeds } from "../guestNeeds.js";
import { type HostProblem, vmProblem } from "../hostProblem.js";

/** What a VM asks for beside its CPU, against what domain capabilities say of it (qemuValidateDomainDef, libvirt 12.8). */
export function offerProblems(guest: Guest, host: Host): HostProblem[] {
  const { needs } = guest;
  const { offers } = host;
  if (needs === undefined) return [];
  if (offers === undefined) return spinlocks(guest);
  const isSameMachine = host.machine === undefined || isOfFamily(guest, host.machine);
  return [
    ...features(needs, offers, isSameMachine),
    ...gicVersion(needs, offers),
    ...launchSecurity(needs, offers),
    ...(isSameMachine ? firmware(needs, offers) : []),
    ...hyperv(needs, offers, guest),
    ...spinlocks(guest),
  ];
}

function isOfFamily({ machine }: Guest, known: string): boolean {
  return machine === undefined || machineFamily(machine) === machineFamily(known);
}

const MESSAGES: Readonly<Record<string, string>> = {
  vmcoreinfo: "vmcoreinfo is not available with this QEMU binary",
  ps2: "ps2 feature is not available with this QEMU binary",
  genid: "this QEMU does not support the 'genid' capability",
  "async-teardown": "asynchronous teardown is not available with this QEMU binary",
};

/** Whether the PS/2 controller can be turned off depends on the machine type, the others on QEMU. */
function features(needs: GuestNeeds, offers: HostOffers, isSameMachine: boolean): HostProblem[] {
  return Object.entries(MESSAGES).flatMap(([name, message]) => {
    if (!needs.features.includes(name) || offers.features[name] !== false) return [];
    if (name === "ps2" && !isSameMachine) return [];
    return [lacking(name, message, name === "genid" ? ["genid"] : ["features", name])];
  });
}

function lacking(subject: string, message: string, at: readonly string[]): HostProblem {
  return vmProblem("vm-feature", "fails", l10n.t("the hypervisor does not support {0} there", subject), {
    message,
    subject,
    at,
  });
}

function gicVersion({ gicVersion: version }: GuestNeeds, { gicVersions }: HostOffers): HostProblem[] {
  if (version === undefined || version === "host" || gicVersions === undefined || gicVersions.includes(version))
    return [];
  const message = "gic-version option is not available with this QEMU binary";
  return [lacking(`gic version='${version}'`, message, ["features", "gic"])];
}

function launchSecurity({ launchSecurity: type }: GuestNeeds, { launchSecurity: types }: HostOffers): HostProblem[] {
  if (type === undefined || types?.includes(type)) return [];
  if (types !== undefined) {
    const message = `'${type}' launch security is not supported with this QEMU binary`;
    return [lacking(`launchSecurity type='${type}'`, message, ["launchSecurity"])];
  }
  const because = l10n.t("the host's domain capabilities do not mention {0}", "launchSecurity");
  return [vmProblem("vm-feature", "unknown", because, { subject: "launchSecurity", at: ["launchSecurity"] })];
}

function firmware(needs: GuestNeeds, offers: HostOffers): HostProblem[] {
  const asked = [
    { value: needs.firmware, values: offers.firmwares, name: "firmware", at: ["os"] },
    { value: needs.loaderType, values: offers.loaderTypes, name: "loader type", at: ["os", "loader"] },
    { value: needs.loaderSecure, values: offers.loaderSecure, name: "loader secure", at: ["os", "loader"] },
  ];
  return asked.flatMap(({ value, values, name, at }) => {
    if (value === undefined || values === undefined || values.includes(value)) return [];
    // A loader that is named by its path may be one that no firmware description lists.
    if (name === "loader secure" && value === "no") return [];
    const isSure = name === "firmware";
    const problem = lacking(`${name}='${value}'`, isSure ? noFirmware(value) : "", at);
    return [isSure ? problem : { ...problem, verdict: "unknown" as const }];
  });
}

function noFirmware(value: string): string {
  return `Unable to find '${value}' firmware that is compatible with the current configuration`;
}

/** Enlightenments for which KVM has to have registers; without them QEMU ends at start. */
const WITH_REGISTERS: ReadonlySet<string> = new Set(
  "vapic vpindex runtime synic stimer reset frequencies reenlightenment tlbflush ipi evmcs hypervclock".split(" "),
);

/** libvirt lists these two whatever KVM has. */
const ALWAYS_LISTED: ReadonlySet<string> = new Set(["spinlocks", "vendor_id"]);

/**
 * Under KVM; an emulated guest sees none, and starts. The timer is not listed: it is there where others are that need
 * registers.
 */
function hyperv(needs: GuestNeeds, { hyperv: listed }: HostOffers, { virtType }: Guest): HostProblem[] {
  if (virtType === "qemu" || needs.hyperv.length === 0) return [];
  if (listed === undefined) {
    const because = l10n.t("the host's domain capabilities do not mention {0}", "hyperv");
    return [vmProblem("vm-feature", "unknown", because, { subject: "hyperv", at: ["features", "hyperv"] })];
  }
  const isProbed = listed.some((name) => !ALWAYS_LISTED.has(name));
  const absent = needs.hyperv.filter((name) => !listed.includes(name) && !(name === "hypervclock" && isProbed));
  const isRefused = (name: string) => WITH_REGISTERS.has(name) || (isProbed && name !== "avic");
  const isRefusedOne = absent.some(isRefused);
  const named = isRefusedOne
    ? absent.filter((name) => name === "relaxed" || isRefused(name))
    : absent.filter(isOpen(isProbed));
  const [first] = named;
  if (first === undefined) return [];
  const at = first === "hypervclock" ? ["clock", "timer"] : ["features", "hyperv", first];
  const problem = lacking(`hyperv ${named.join(", ")}`, "", at);
  return [isRefusedOne ? problem : { ...problem, verdict: "unknown" }];
}

/** Where KVM has no Hyper-V at all, QEMU leaves out what needs none of its registers; of relaxed that is not on record. */
function isOpen(isProbed: boolean): (name: string) => boolean {
  return (name) => (isProbed ? name === "avic" : name === "relaxed");
}

/** Looked for in the guest's CPU once QEMU runs (qemuProcessVerifyCPUFeatures); only KVM gives it. Of a 32-bit emulator it reads none. */
function spinlocks({ needs, virtType, arch }: Guest): HostProblem[] {
  if (virtType !== "qemu" || arch !== "x86_64" || !needs?.features.includes("pvspinlock")) return [];
  const why = l10n.t("paravirtual spinlocks do not work without KVM");
  const message = "host doesn't support paravirtual spinlocks";
  return [vmProblem("vm-feature", "fails", why, { message, subject: "pvspinlock", at: ["features", "pvspinlock"] })];
}
