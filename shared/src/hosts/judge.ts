import * as l10n from "@vscode/l10n";
import { suitsArch } from "../common/arches.js";
import {
  asReadBy,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  checkStart,
  compareCpu,
  fillDefaults,
  type Host,
  qemuReleaseOf,
  refusalWords,
  type StartProblem,
  uncertainNames,
} from "../engine/internal.js";
import { qemuProblems, vmProblems } from "./checks/index.js";
import { featureProblems } from "./checks/qemuFeatures.js";
import type { Guest } from "./guestNeeds.js";
import { type HostProblem, vmProblem } from "./hostProblem.js";
import type { PoolHost } from "./poolHost.js";

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
 * Will this VM start on this host? As {@link checkStart}, with what the rest of the VM adds: its architecture, hypervisor,
 * machine type, and all that it asks for beside its CPU; and with what a processor alone tells where nothing is known of
 * the hypervisor. Parts of the CPU that the host's libvirt does not read are ignored.
 */
export function judge(written: Guest, poolHost: PoolHost): Judgement {
  const { host, map, release } = poolHost;
  const guest = { ...written, cpu: asReadBy(written.cpu, release) };
  if (guest.isTemplate) return ofTemplate();
  if (isOtherDriver(guest, host)) return judgementOf(otherHypervisor(guest, host));
  const problems = vmProblems(guest, host);
  const ofQemu = qemuProblems(guest, poolHost);
  if (!suitsArch(guest.arch, host.arch)) return otherArch(guest, host, problems);
  if (isOtherHypervisor(guest, host))
    return judgeProcessor(guest, poolHost, otherHypervisor(guest, host), [...problems, ...ofQemu]);
  if (host.modes === undefined && host.hostModel === undefined && host.cpu !== undefined) {
    return judgeProcessor(guest, poolHost, [], [...problems, ...ofQemu]);
  }
  const { machine = host.machine } = guest;
  // The guest's machine type may be older than the host's QEMU.
  const qemu = qemuReleaseOf(host);
  const about = {
    ...host,
    arch: guest.arch,
    ...(machine === undefined ? {} : { machine }),
    ...(qemu === undefined ? {} : { qemu }),
  };
  const ofCpu = checkStart(guest.cpu, about, map).problems.flatMap((each) => decided(each, guest, about));
  const before = ofCpu.filter(({ code }) => !AFTER_QEMU.has(code));
  const after = ofCpu.filter(({ code }) => AFTER_QEMU.has(code));
  // A document about one guest's CPU says nothing of machines and their features.
  const told = host.source === "cpu" ? certain : (all: readonly HostProblem[]) => all;
  return judgementOf([...told(problems), ...before, ...told(ofQemu), ...after]);
}

/** Of features that no document and no map tells, what QEMU does with them is on record. */
function decided(problem: StartProblem, guest: Guest, host: Host): readonly HostProblem[] {
  if (problem.because.reason !== "notSaidOfFeatures") return [problem];
  return featureProblems(guest, host) ?? [problem];
}

function ofTemplate(): Judgement {
  const because = l10n.t("the document is a template: the result depends on its placeholders");
  return { outcome: "unknown", problems: [vmProblem("template", "unknown", because)] };
}

function certain(problems: readonly HostProblem[]): readonly HostProblem[] {
  return problems.filter(({ verdict }) => verdict === "fails");
}

/** What libvirt asks once QEMU runs. */
const AFTER_QEMU: ReadonlySet<HostProblem["code"]> = new Set(["invariant-tsc", "specification-differs"]);

function judgementOf(problems: readonly HostProblem[]): Judgement {
  if (problems.some(({ verdict }) => verdict === "fails")) return { outcome: "fails", problems };
  return { outcome: problems.length === 0 ? "starts" : "unknown", problems };
}

/** Adds what is refused whatever the host's CPU is to what was found of that. */
function withCertain({ outcome, problems }: Judgement, others: readonly HostProblem[]): Judgement {
  const refused = certain(others);
  if (refused.length === 0) return { outcome, problems };
  const rest = problems.filter((each) => !isOfHypervisor(each));
  return { outcome: "fails", problems: [...problems.filter(isOfHypervisor), ...refused, ...rest] };
}

/** libvirt looks for an emulator before all else. */
function isOfHypervisor({ code }: HostProblem): boolean {
  return code === "other-arch" || code === "other-hypervisor" || code === "hypervisor-unknown";
}

function otherArch(guest: Guest, host: Host, problems: readonly HostProblem[]): Judgement {
  const { arch, virtType } = guest;
  // Where capabilities list the architecture, its domain capabilities are what is missing.
  const isEmulated = virtType === "qemu";
  const isListed =
    host.guests === undefined
      ? isEmulated
      : host.guests.some((each) => each.arch === arch) || (isEmulated && guest.needs?.emulator !== undefined);
  const because = isListed
    ? l10n.t("the host's data is for {0} VMs; add its domain capabilities for {1}", host.arch, arch)
    : l10n.t("the host runs {0} VMs, but the VM is {1}", host.arch, arch);
  const message = isListed || host.guests === undefined ? "" : `No emulator found for arch '${arch}'`;
  return withCertain(
    judgementOf([vmProblem("other-arch", isListed ? "unknown" : "fails", because, { message })]),
    problems,
  );
}

/** libvirt's drivers other than QEMU's judge by nothing that documents about QEMU tell. */
function isOtherDriver({ virtType }: Guest, host: Host): boolean {
  const isOfQemu = (type: string) => type === "kvm" || type === "qemu" || type === "hvf";
  if (virtType === undefined || virtType === host.virtType) return false;
  return !isOfQemu(virtType) || (host.virtType !== undefined && !isOfQemu(host.virtType));
}

function isOtherHypervisor({ virtType }: Guest, host: Host): boolean {
  return virtType !== undefined && host.virtType !== undefined && virtType !== host.virtType;
}

function otherHypervisor({ virtType }: Guest, host: Host): HostProblem[] {
  const because =
    host.virtType === undefined
      ? l10n.t("the CPU of {0} VMs is not checked", virtType ?? "")
      : l10n.t("the host's domain capabilities are for {0} VMs, but the VM is {1}", host.virtType, virtType ?? "");
  return [vmProblem("other-hypervisor", "unknown", because)];
}

/** What KVM gives to guests whether the processor has it or not (KVM's emulated CPUID bits, Linux 6.1 to 6.12, and QEMU's topoext). */
const EMULATED: ReadonlySet<string> = new Set([
  "x2apic",
  "hypervisor",
  "tsc-deadline",
  "tsc_adjust",
  "arat",
  "umip",
  "topoext",
]);

/**
 * By the processor alone: what it lacks no hypervisor adds, but for a few; what it has, the hypervisor may withhold.
 * Only KVM guests depend on it: emulated ones do not, and of other hypervisors nothing is known.
 */
function judgeProcessor(
  guest: Guest,
  poolHost: PoolHost,
  known: readonly HostProblem[],
  others: readonly HostProblem[],
): Judgement {
  return withCertain(processorJudgement(guest, poolHost, known.length > 0 ? known : [hypervisorUnknown()]), others);
}

function processorJudgement(guest: Guest, { host, map }: PoolHost, open: readonly HostProblem[]): Judgement {
  const cpu = fillDefaults(guest.cpu, { arch: guest.arch, virtType: guest.virtType ?? "kvm" });
  const isKvm = guest.virtType === undefined || guest.virtType === "kvm";
  if (!isKvm || host.cpu === undefined || map.arch !== "x86") return judgementOf(open);
  const uncertain = uncertainNames(cpu, host, map);
  const suits = uncertain.length === 0 ? fits(open) : judgementOf(uncertain);
  if (cpu.mode !== "custom") return suits;
  const { model } = host.cpu;
  if (model !== undefined && !map.modelByName.has(model)) return judgementOf([hostModelUnknown(model, map)]);
  try {
    const problem = processorProblem(host.cpu, cpu, map);
    return problem === undefined ? suits : judgementOf([problem]);
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    const code = error.code === "unknown-model" ? "unknown-model" : "unknown-feature";
    return judgementOf([{ code, verdict: "fails", message: error.message, because: error.message }]);
  }
}

function hypervisorUnknown(): HostProblem {
  const because = l10n.t("the hypervisor is unknown; add the host's domain capabilities");
  return { code: "hypervisor-unknown", verdict: "unknown", message: "", because };
}

/** A processor that a newer libvirt described is as good as unknown. */
function hostModelUnknown(model: string, { release }: CpuMap): HostProblem {
  const because = l10n.t("libvirt {0} does not support the processor's model {1}", release, model);
  return { code: "model-unknown-here", verdict: "unknown", message: "", because };
}

function processorProblem(processor: CpuDefinition, cpu: CpuDefinition, map: CpuMap): HostProblem | undefined {
  const { result, refusal, reason = "", lists, features = [] } = compareCpu(processor, cpu, map);
  if (result !== "incompatible") return undefined;
  if (refusal === "missing-features") {
    const missing = features.filter((name) => !EMULATED.has(name));
    if (missing.length === 0) return undefined;
    return {
      code: refusal,
      verdict: cpu.check === "none" ? "unknown" : "fails",
      ...refusalWords(refusal, missing),
      features: missing,
      because: l10n.t("the processor is missing features of the model or the definition"),
    };
  }
  // What the processor has beyond the definition, the hypervisor may withhold.
  const isVendor = refusal === "vendor-differs" || refusal === "arch-differs";
  return {
    code: isVendor ? "vendor-differs" : "hypervisor-unknown",
    verdict: isVendor && cpu.check !== "none" ? "fails" : "unknown",
    message: reason,
    ...(lists && { lists }),
    ...(features.length > 0 ? { features } : {}),
    because: l10n.t("the processor does not match"),
  };
}

function fits(problems: readonly HostProblem[]): Judgement {
  return { outcome: "fits", problems };
}
