import * as l10n from "@vscode/l10n";
import { refusalOf } from "../engine/compare.js";
import {
  type CpuDefinition,
  CpuError,
  type CpuMap,
  checkStart,
  compareCpu,
  fillDefaults,
  type Host,
  type StartProblem,
  type StartProblemCode,
} from "../engine/index.js";
import type { Guest } from "./guest.js";
import type { PoolHost } from "./poolHost.js";

/** Why a VM does not start on a host, or why that cannot be told: the engine's problems, and those of the rest of the VM. */
export interface HostProblem extends Omit<StartProblem, "code"> {
  readonly code: StartProblemCode | "other-arch" | "other-hypervisor" | "too-many-vcpus";
  /** The most vCPUs that the machine type takes there. */
  readonly limit?: number;
}

/**
 * `starts` and `fails` are certain. `fits`: the processor has all that the VM needs, but nothing is known of the
 * hypervisor on it. `unknown`: the documents about the host do not decide it.
 */
export type Outcome = "starts" | "fits" | "unknown" | "fails";

export interface Judgement {
  readonly outcome: Outcome;
  /** In libvirt's order; none where it starts. */
  readonly problems: readonly HostProblem[];
}

/**
 * Will this VM start on this host? As {@link checkStart}, with what the rest of the VM adds: its architecture, its
 * hypervisor, its number of vCPUs; and with what a processor alone tells where nothing is known of the hypervisor.
 */
export function judge(guest: Guest, poolHost: PoolHost): Judgement {
  const { host, map } = poolHost;
  if (!suitsArch(guest.arch, host.arch)) return otherArch(guest, host);
  if (isOtherHypervisor(guest, host)) return judgeProcessor(guest, poolHost, otherHypervisor(guest, host));
  if (host.modes === undefined && host.hostModel === undefined && host.cpu !== undefined) {
    return judgeProcessor(guest, poolHost, []);
  }
  const check = checkStart(guest.cpu, host, map);
  return judgementOf([...tooManyVcpus(guest, host), ...check.problems]);
}

function judgementOf(problems: readonly HostProblem[]): Judgement {
  if (problems.some(({ verdict }) => verdict === "fails")) return { outcome: "fails", problems };
  return { outcome: problems.length === 0 ? "starts" : "unknown", problems };
}

/** One QEMU serves both architectures of each of these groups. */
const TOGETHER: readonly (readonly string[])[] = [
  ["x86_64", "i686"],
  ["aarch64", "armv7l", "armv6l"],
  ["ppc64", "ppc64le"],
];

/** Do a host's documents speak about guests of this architecture? */
export function suitsArch(guest: string, host: string): boolean {
  return guest === host || TOGETHER.some((arches) => arches.includes(guest) && arches.includes(host));
}

function otherArch({ arch, virtType }: Guest, host: Host): Judgement {
  const isEmulated = virtType === "qemu";
  const because = isEmulated
    ? l10n.t(
        "what is known of the host is about {0} guests; the domain capabilities for {1} would tell",
        host.arch,
        arch,
      )
    : l10n.t("the host runs {0} guests, the VM is {1}", host.arch, arch);
  const verdict = isEmulated ? "unknown" : "fails";
  return judgementOf([{ code: "other-arch", verdict, message: "", because }]);
}

function isOtherHypervisor({ virtType }: Guest, host: Host): boolean {
  return virtType !== undefined && host.virtType !== undefined && virtType !== host.virtType;
}

function otherHypervisor({ virtType }: Guest, host: Host): HostProblem[] {
  const because = l10n.t(
    "the host's domain capabilities are about {0} guests, the VM is {1}",
    host.virtType ?? "",
    virtType ?? "",
  );
  return [{ code: "other-hypervisor", verdict: "unknown", message: "", because }];
}

/** libvirt: qemuValidateDomainDef. The limit is that of the machine type the document is about. */
function tooManyVcpus({ vcpus, machine }: Guest, host: Host): HostProblem[] {
  if (vcpus === undefined || host.maxVcpus === undefined || vcpus <= host.maxVcpus) return [];
  const isSame = machine === undefined || familyOf(machine) === familyOf(host.machine ?? machine);
  return [
    {
      code: "too-many-vcpus",
      limit: host.maxVcpus,
      verdict: isSame ? "fails" : "unknown",
      message: `Maximum CPUs greater than specified machine type limit ${host.maxVcpus}`,
      because: l10n.t(
        "the VM has {0} vCPUs, the machine type {1} takes {2} there",
        vcpus,
        host.machine ?? "",
        host.maxVcpus,
      ),
    },
  ];
}

/** `pc-q35-11.1` and `q35` are one, and so are `pc`, `pc-i440fx-11.1`. */
function familyOf(machine: string): string {
  if (machine === "q35" || machine.startsWith("pc-q35")) return "q35";
  if (machine === "pc" || machine.startsWith("pc-i440fx")) return "pc";
  return machine.replace(/-[\d.]+$/, "");
}

/** What KVM gives to guests whether the processor has it or not (KVM's emulated CPUID bits, Linux 6.1 to 6.12). */
const EMULATED: ReadonlySet<string> = new Set(["x2apic", "hypervisor", "tsc-deadline", "tsc_adjust", "arat", "umip"]);

/**
 * By the processor alone: what it lacks no hypervisor adds, but for a few; what it has, the hypervisor may withhold.
 * Emulated guests do not depend on it.
 */
function judgeProcessor(guest: Guest, { host, map }: PoolHost, known: readonly HostProblem[]): Judgement {
  const open = known.length > 0 ? known : [hypervisorUnknown()];
  const cpu = fillDefaults(guest.cpu, { arch: guest.arch, virtType: guest.virtType ?? "kvm" });
  if (guest.virtType === "qemu" || host.cpu === undefined || map.arch !== "x86") return judgementOf(open);
  if (cpu.mode !== "custom") return fits(open);
  const { model } = host.cpu;
  if (model !== undefined && !map.modelByName.has(model)) return judgementOf([hostModelUnknown(model, map)]);
  try {
    const problem = processorProblem(host.cpu, cpu, map);
    return problem === undefined ? fits(open) : judgementOf([problem]);
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    const code = error.code === "unknown-model" ? "unknown-model" : "unknown-feature";
    return judgementOf([{ code, verdict: "fails", message: error.message, because: error.message }]);
  }
}

function hypervisorUnknown(): HostProblem {
  const because = l10n.t("nothing is known of the hypervisor there; its domain capabilities would tell");
  return { code: "hypervisor-unknown", verdict: "unknown", message: "", because };
}

/** A processor that a newer libvirt described is as good as unknown. */
function hostModelUnknown(model: string, { release }: CpuMap): HostProblem {
  const because = l10n.t("libvirt {0} does not know the processor's model {1}", release, model);
  return { code: "model-unknown-here", verdict: "unknown", message: "", because };
}

function processorProblem(processor: CpuDefinition, cpu: CpuDefinition, map: CpuMap): HostProblem | undefined {
  const comparison = compareCpu(processor, cpu, map);
  const { result, reason = "", features = [] } = comparison;
  if (result !== "incompatible") return undefined;
  const refusal = refusalOf(comparison);
  if (refusal === "missing-features") {
    const missing = features.filter((name) => !EMULATED.has(name));
    if (missing.length === 0) return undefined;
    return {
      code: refusal,
      verdict: cpu.check === "none" ? "unknown" : "fails",
      message: `Host CPU does not provide required features: ${missing.join(", ")}`,
      features: missing,
      because: l10n.t("the processor lacks what the model or the definition needs"),
    };
  }
  // What the processor has beyond the definition, the hypervisor may withhold.
  const isVendor = refusal === "vendor-differs";
  return {
    code: isVendor ? refusal : "hypervisor-unknown",
    verdict: isVendor && cpu.check !== "none" ? "fails" : "unknown",
    message: reason,
    ...(features.length > 0 ? { features } : {}),
    because: l10n.t("the processor does not match"),
  };
}

function fits(problems: readonly HostProblem[]): Judgement {
  return { outcome: "fits", problems };
}
