import * as l10n from "@vscode/l10n";
import { type CpuDefinition, fillDefaults, takesHostCpu } from "../../engine/index.js";
import {
  type Guest,
  type HostProblem,
  type Judgement,
  type LiveCpu,
  liveCpu,
  localReason,
  type PoolHost,
  vendorOf,
} from "../../hosts/index.js";
import { code, featureSpans, fill, number, type Text } from "../document.js";
import { STEP_OF, STEP_ORDER, type Step, type StepId } from "./step.js";

/** What a hypervisor would have to tell. */
const OF_THE_HYPERVISOR: ReadonlySet<StepId> = new Set(["vcpus", "address-bits", "migratable", "mode", "replacement"]);
/** Only when nothing is against these is the host's CPU looked at. */
const BEFORE: ReadonlySet<StepId> = new Set(["address-bits", "migratable", "feature-names", "mode", "model"]);

/**
 * A judgement step by step, in libvirt's order. What was judged stays: a step fails, passes or is not known as the
 * judgement's problems say.
 */
export function stepsOf(guest: Guest, host: PoolHost, judgement: Judgement): Step[] {
  const asked = askedOf(guest, host, judgement);
  const byStep = new Map<StepId, HostProblem>();
  for (const problem of [...judgement.problems].reverse()) {
    const known = byStep.get(STEP_OF[problem.code]);
    if (known?.verdict !== "fails" || problem.verdict === "fails") byStep.set(STEP_OF[problem.code], problem);
  }
  return STEP_ORDER.flatMap((id) => stepOf(id, byStep, asked) ?? []);
}

function askedOf(guest: Guest, host: PoolHost, { problems }: Judgement): Asked {
  const { modes, hostModel, cpu, virtType } = host.host;
  const isOther = problems.some(({ code }) => code === "other-hypervisor");
  const isUnknown = modes === undefined && hostModel === undefined && cpu !== undefined;
  const about = guest.virtType ?? virtType ?? "kvm";
  return {
    guest,
    cpu: fillDefaults(guest.cpu, { arch: guest.arch, virtType: about }),
    host,
    isProcessorOnly: isOther || isUnknown,
  };
}

function stepOf(id: StepId, problems: ReadonlyMap<StepId, HostProblem>, asked: Asked): Step | undefined {
  const problem = problems.get(id);
  if (problem !== undefined) {
    return {
      id,
      state: problem.verdict === "fails" ? "fails" : "unknown",
      found: localReason(problem.because),
      problem,
    };
  }
  // What a VM gets is of interest where it starts.
  if (id === "live" && problems.size > 0) return undefined;
  const found = PASSING[id](asked);
  if (found === undefined) return undefined;
  if (isAfterFailure(id, problems) || isCutOff(id, problems)) return { id, state: "not-reached", found: "" };
  const open = openText(id, problems, asked);
  return open === undefined ? { id, state: "passes", found } : { id, state: "unknown", found: open };
}

/** libvirt stops at the first; of what comes after it only other problems are worth telling. */
function isAfterFailure(id: StepId, problems: ReadonlyMap<StepId, HostProblem>): boolean {
  const at = STEP_ORDER.indexOf(id);
  return [...problems].some(([each, { verdict }]) => verdict === "fails" && STEP_ORDER.indexOf(each) < at);
}

/** Names that are not known, or another architecture, end the comparison though nothing is refused for certain. */
function isCutOff(id: StepId, problems: ReadonlyMap<StepId, HostProblem>): boolean {
  if (id !== "architecture" && problems.has("architecture")) return true;
  if (id === "hypervisor" || STEP_ORDER.indexOf(id) < STEP_ORDER.indexOf("forbidden")) return false;
  return [...problems.keys()].some((each) => BEFORE.has(each));
}

/** What nobody tells of a host. */
function openText(id: StepId, problems: ReadonlyMap<StepId, HostProblem>, asked: Asked): Text | undefined {
  const { isProcessorOnly, cpu, host } = asked;
  if (isProcessorOnly) {
    if (id === "hypervisor" || OF_THE_HYPERVISOR.has(id)) return l10n.t("the hypervisor is unknown");
    // A processor is not compared with emulated guests, nor with what takes the host's CPU.
    const isCompared = asked.guest.virtType !== "qemu" && host.host.cpu !== undefined && host.map.arch === "x86";
    const isLate = STEP_ORDER.indexOf(id) >= STEP_ORDER.indexOf("model");
    return isLate && !isCompared ? l10n.t("unknown") : undefined;
  }
  const isUndecided = problems.get("hypervisor")?.verdict === "unknown" && id === "features";
  return isUndecided && cpu.check !== "none" ? l10n.t("unknown") : undefined;
}

/** What a step is about: the guest with libvirt's defaults filled in, and a host. */
interface Asked {
  readonly guest: Guest;
  readonly cpu: CpuDefinition;
  readonly host: PoolHost;
  /** Nothing is known of a hypervisor that runs this guest: the processor alone is looked at. */
  readonly isProcessorOnly: boolean;
}

/** What there is to say of each step that nothing is against; undefined where libvirt does not ask. */
const PASSING: Readonly<Record<StepId, (asked: Asked) => Text | undefined>> = {
  definition: () => undefined,
  architecture: ({ guest }) => [code(guest.arch)],
  hypervisor: ({ guest: { virtType } }) =>
    virtType === undefined ? l10n.t("not in the definition") : [code(virtType)],
  machine: ({ guest: { machine } }) => (machine === undefined ? undefined : [code(machine)]),
  vcpus: ({ guest: { vcpus }, host: { host } }) =>
    vcpus === undefined || host.maxVcpus === undefined
      ? undefined
      : vcpus === 1
        ? l10n.t("1 vCPU of at most {0}", number(host.maxVcpus))
        : l10n.t("{0} vCPUs of at most {1}", number(vcpus), number(host.maxVcpus)),
  offers: ({ guest: { needs } }) => askedText([...(needs?.features ?? []), ...(needs?.hyperv ?? [])]),
  resources: ({ guest: { needs } }) =>
    askedText([
      ...new Set([...(needs?.pins ?? []), ...(needs?.nodes ?? [])].map(({ element }) => element)),
      ...(needs === undefined || needs.pageSizes.length === 0 ? [] : ["hugepages"]),
      ...(needs?.tscFrequency === undefined ? [] : ["tsc"]),
    ]),
  "address-bits": ({ cpu: { maxPhysAddr }, host: { host } }) =>
    maxPhysAddr?.mode !== "emulate" || maxPhysAddr.bits === undefined || host.physicalBits === undefined
      ? undefined
      : l10n.t("{0} bits; the host has {1}", maxPhysAddr.bits, host.physicalBits),
  migratable: ({ cpu }) =>
    cpu.mode === "host-passthrough" && cpu.migratable === "on" ? l10n.t("supported") : undefined,
  "feature-names": ({ cpu, host: { release, map } }) =>
    cpu.features.length === 0 || map.features.length === 0 ? undefined : l10n.t("supported by libvirt {0}", release),
  mode: ({ cpu }) => fill(l10n.t("{0} is supported"), code(cpu.mode ?? "custom")),
  model: ({ cpu, host: { release } }) =>
    cpu.mode !== "custom" || cpu.model === undefined
      ? undefined
      : fill(l10n.t("{0}, supported by libvirt {1}"), code(cpu.model), release),
  forbidden: ({ cpu }) =>
    cpu.check !== "none" && cpu.features.some(({ policy }) => policy === "forbid")
      ? l10n.t("the host has none of them")
      : undefined,
  vendor: ({ cpu, host }) => {
    if (cpu.mode !== "custom" || cpu.vendor === undefined) return undefined;
    return vendorOf(host) === cpu.vendor ? [code(cpu.vendor)] : l10n.t("libvirt does not check it here");
  },
  features: featuresText,
  replacement: () => undefined,
  "invariant-tsc": () => undefined,
  qemu: () => undefined,
  check: ({ cpu }) => (cpu.check === "full" ? l10n.t("QEMU's CPU matches the definition") : undefined),
  live: ({ guest, host }) => {
    const live = liveCpu(guest, host);
    return live && liveText(live);
  },
};

function liveText({ lost, open }: LiveCpu): Text {
  const unknown =
    open.length === 0 ? [] : fill(` ${l10n.t("Not known: {0}.")}`, featureSpans(open.map(({ name }) => name)));
  if (lost.length === 0) return [l10n.t("all features that the definition asks for"), ...unknown];
  const fewer =
    lost.length === 1
      ? fill(l10n.t("1 feature fewer than the definition asks for: {0}"), featureSpans(lost))
      : fill(l10n.t("{0} features fewer than the definition asks for: {1}"), number(lost.length), featureSpans(lost));
  return [...fewer, ...unknown];
}

function askedText(names: readonly string[]): Text | undefined {
  return names.length === 0 ? undefined : featureSpans(names);
}

function featuresText({ cpu, isProcessorOnly }: Asked): Text {
  if (takesHostCpu(cpu.mode)) return l10n.t("nothing is compared: the VM uses the host's CPU");
  if (cpu.check === "none") {
    return fill(l10n.t("{0}: nothing is compared, missing features are removed"), code("check='none'"));
  }
  return isProcessorOnly ? l10n.t("the processor has all of them") : l10n.t("the host supports all of them");
}
