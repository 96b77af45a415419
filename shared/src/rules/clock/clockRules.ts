import * as l10n from "@vscode/l10n";
import { type DomainView, foreignArch, isBoundToHost, readTimers } from "../../domain/index.js";
import { addToClock, removeElements, setAttribute } from "../../edits/index.js";
import type { Host } from "../../engine/index.js";
import { documentStyle, type TextEdit, type XmlElement } from "../../xml/index.js";
import { type Check, type CheckContext, type Fix, offer, otherCpu, prefer, type Rule } from "../kit.js";
import { assessmentOf } from "../target/assessment.js";
import { runsOnQemu } from "../vcpus/count.js";
import { frequencyOf, timerRules } from "./timers.js";

/** libvirt: qemuMigrationSrcIsAllowed (11.3), which also guards saving and snapshots with memory. */
const invtscFrequency: Check = function* ({ view }) {
  if (view.domain === undefined || !runsOnQemu(view.type?.value) || foreignArch(view) !== undefined) return;
  const invtsc = view.cpu?.features.find(({ name }) => name?.value === "invtsc");
  const policy = invtsc?.policy?.value ?? "require";
  if (invtsc === undefined || (policy !== "require" && policy !== "force")) return;
  const isSaid = readTimers(view).some((timer) => timer.name?.value === "tsc" && frequencyOf(timer) !== undefined);
  // Who passes a device through or asks for what blocks migration has decided against it.
  if (isSaid || isBoundToHost(view) || view.cpu?.migratable?.value === "off") return;
  const libvirt =
    "Requested operation is not valid: domain has 'invtsc' CPU feature but TSC frequency is not specified";
  yield { rule: "invtsc-frequency", range: invtsc.element, libvirt, fixes: (given) => fixInvtsc(given).map(otherCpu) };
};

function fixInvtsc(context: CheckContext): Fix[] {
  const { text, view } = context;
  if (view.domain === undefined) return [];
  const named = view.cpu?.features.filter(({ name }) => name?.value === "invtsc").map((each) => each.element) ?? [];
  const frequency = frequencyFor(context);
  const remove = offer(l10n.t("Remove the feature invtsc"), ...removeElements(text, named));
  // Another frequency than the host's keeps the VM from starting: without a target there is none to write.
  if (frequency === undefined) return [remove];
  const edit = sayFrequency(text, view, view.domain, String(frequency));
  return [prefer(l10n.t("Add the TSC frequency of the hosts ({0} Hz)", String(frequency)), edit), remove];
}

/** How far a VM's frequency may be from that of a host that cannot scale it (virHostCPUGetTscInfo, 5.2). */
const TOLERANCE = 250 / 1_000_000;

/** A frequency that all hosts of the target give, if all of them tell theirs. */
function frequencyFor(context: CheckContext): number | undefined {
  const hosts = assessmentOf(context)?.target.hosts ?? [];
  const counters = hosts.map(({ host }) => host.tsc);
  const { frequency } = counters.find((tsc) => tsc?.scaling !== true) ?? counters[0] ?? {};
  if (frequency === undefined) return undefined;
  const isGiven = (tsc: Host["tsc"]) =>
    tsc !== undefined && (tsc.scaling === true || Math.abs(tsc.frequency - frequency) <= tsc.frequency * TOLERANCE);
  return counters.every(isGiven) ? frequency : undefined;
}

function sayFrequency(text: string, view: DomainView, domain: XmlElement, frequency: string): TextEdit {
  const timer = readTimers(view).find(({ name }) => name?.value === "tsc");
  if (timer !== undefined) return setAttribute(text, timer.element, "frequency", frequency);
  const { quote } = documentStyle(text);
  return addToClock(text, domain, [`<timer name=${quote}tsc${quote} frequency=${quote}${frequency}${quote}/>`]);
}

/** Invtsc and migration. */
export const invtscRules: readonly Rule[] = [
  {
    id: "invtsc-frequency",
    stage: "migrate",
    severity: "warning",
    message:
      "invtsc blocks migration, saving and snapshots of this VM. Add a <timer name='tsc'> with the frequency of its hosts (<counter name='tsc'> in virsh capabilities).",
    check: invtscFrequency,
  },
];

/** The clock and its timers. */
export const clockRules: readonly Rule[] = [...timerRules, ...invtscRules];
