import * as l10n from "@vscode/l10n";
import { fillDefaults } from "../../../engine/index.js";
import type { Guest } from "../../guest.js";
import type { HostProblem, Judgement } from "../../judge.js";
import { localReason } from "../../localReason.js";
import type { PoolHost } from "../../poolHost.js";
import type { Text } from "../document.js";
import { type Asked, PASSING } from "./passing.js";
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
    const because = localReason(problem.because);
    return {
      id,
      state: problem.verdict === "fails" ? "fails" : "unknown",
      found: because,
      problem: { ...problem, because },
    };
  }
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
    if (id === "hypervisor" || OF_THE_HYPERVISOR.has(id)) return l10n.t("nothing is known of the hypervisor there");
    // A processor is not compared with emulated guests, nor with what takes the host's CPU.
    const isCompared = asked.guest.virtType !== "qemu" && host.host.cpu !== undefined && host.map.arch === "x86";
    const isLate = STEP_ORDER.indexOf(id) >= STEP_ORDER.indexOf("model");
    return isLate && !isCompared ? l10n.t("not known") : undefined;
  }
  const isUndecided = problems.get("hypervisor")?.verdict === "unknown" && id === "features";
  return isUndecided && cpu.check !== "none" ? l10n.t("not known") : undefined;
}
