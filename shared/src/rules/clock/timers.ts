import * as l10n from "@vscode/l10n";
import { foreignArch, guestArch, isArmVirt, machineType } from "../../domain/guestMachine.js";
import type { DomainView } from "../../domain/index.js";
import { readTimers, type TimerView } from "../../domain/timers.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed } from "../../xml/index.js";
import { wrongAttribute } from "../attributeReports.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Check, Fix, FixMaker, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { numberIn } from "../vcpus/vcpuMax.js";
import { frequencyOf, wrongFrequency } from "./frequency.js";

const NAMES: readonly string[] = ["platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer"];
const POLICIES: readonly string[] = ["delay", "catchup", "merge", "discard"];
const TRACKS: readonly string[] = ["boot", "guest", "wall", "realtime"];
const MODES: readonly string[] = ["auto", "native", "emulate", "paravirt", "smpsafe"];
/** The timers that QEMU knows as properties of an x86 CPU. */
const X86_CPU_TIMERS: readonly string[] = ["tsc", "kvmclock", "hypervclock"];

/** libvirt: virDomainTimerDefParseXML and qemuValidateDomainDefClockTimers (9.0, 11.3). */
const timers: Check = function* ({ view }) {
  const onQemu = runsOnQemu(view.type?.value);
  for (const timer of readTimers(view)) {
    yield* wrongAttribute(timer.element, "name", { required: true, words: NAMES, suggested: likelyTimer(timer) });
    yield* wrongAttribute(timer.element, "present", { words: ["yes", "no"] });
    yield* wrongAttribute(timer.element, "tickpolicy", { words: POLICIES });
    yield* wrongAttribute(timer.element, "track", { words: TRACKS });
    yield* wrongAttribute(timer.element, "mode", { words: MODES });
    yield* wrongFrequency(timer);
    yield* settings(timer);
    yield* catchups(timer);
    if (onQemu) yield* unsupported(timer, view);
  }
};

/** A timer that has what is set. */
function likelyTimer({ frequency, mode, tickpolicy }: TimerView): string {
  if (frequency !== undefined || mode !== undefined) return "tsc";
  if (tickpolicy?.value === "merge") return "hpet";
  return tickpolicy?.value === "discard" ? "pit" : "rtc";
}

type Setting = "track" | "tickpolicy" | "frequency" | "mode";

/** Whether a timer has a setting (libvirt 9.0's answers). */
const HAS: Readonly<Record<Setting, (name: string) => boolean>> = {
  track: (name) => name === "platform" || name === "rtc",
  tickpolicy: (name) => name !== "kvmclock" && name !== "hypervclock",
  frequency: (name) => name === "tsc",
  mode: (name) => name === "tsc",
};
const SETTINGS: readonly Setting[] = ["tickpolicy", "track", "frequency", "mode"];

/** libvirt: virDomainTimerDefParseXML, for every driver. */
function* settings(timer: TimerView): Iterable<Report> {
  const name = timer.name?.value ?? "";
  if (!NAMES.includes(name)) return;
  for (const setting of SETTINGS) {
    if (HAS[setting](name) || !isSet(timer, setting)) continue;
    const libvirt = `timer ${name} doesn't support setting of timer ${setting}`;
    yield refuse(timer, l10n.t("The timer {0} has no {1}.", name, setting), libvirt, setting);
  }
}

/** Whether a timer's setting says something; what libvirt reads as nothing, or not at all, is reported elsewhere. */
function isSet(timer: TimerView, setting: Setting): boolean {
  const value = timer[setting]?.value ?? "";
  if (setting === "frequency") return frequencyOf(timer) !== undefined;
  return { track: TRACKS, tickpolicy: POLICIES, mode: MODES }[setting].includes(value);
}

/** How lost ticks are made up for: only of use to the tick policy catchup (libvirt 9.0's answers). */
function* catchups(timer: TimerView): Iterable<Report> {
  const catchup = childNamed(timer.element, "catchup");
  if (catchup === undefined) return;
  for (const name of ["threshold", "slew", "limit"]) yield* wrongAttribute(catchup, name);
  const says = ["threshold", "slew", "limit"].some((name) => (numberIn(attributeNamed(catchup, name)?.value) ?? 0) > 0);
  if (!says || timer.tickpolicy?.value === "catchup") return;
  yield {
    rule: "timer-unsupported",
    range: catchup.startTag,
    data: { problem: l10n.t("How to catch up is of use only with tickpolicy='catchup'.") },
    libvirt: "XML error: setting of timer catchup policies is only supported with tickpolicy='catchup'",
  };
}

/** What QEMU's driver refuses about a timer that libvirt knows. */
function* unsupported(timer: TimerView, view: DomainView): Iterable<Report> {
  const name = timer.name?.value ?? "";
  const isPresent = timer.present?.value === "yes";
  const arch = foreignArch(view);
  if (name === "platform") {
    yield refuse(timer, l10n.t("QEMU has no platform timer."), "unsupported timer type (name) 'platform'");
  } else if (X86_CPU_TIMERS.includes(name) && isPresent && arch !== undefined) {
    yield refuse(timer, l10n.t("{0} guests have no {1} timer.", arch, name), configuring(name, view));
  } else if (name === "hpet" && isPresent && arch !== undefined) {
    yield refuse(
      timer,
      l10n.t("{0} guests have no hpet timer.", arch),
      "hpet timer is not supported by this architecture",
    );
  } else if (name === "armvtimer") {
    yield* armTimer(timer, view);
  }
  yield* ticks(timer, name);
}

function* armTimer(timer: TimerView, view: DomainView): Iterable<Report> {
  const isArm = guestArch(view) === undefined || isArmVirt(view);
  if (view.type?.value !== "kvm" || !isArm) {
    yield refuse(
      timer,
      l10n.t("Only KVM guests of ARM's machine type virt have the armvtimer."),
      configuring("armvtimer", view),
    );
  } else if (timer.present?.value === "no") {
    yield refuse(
      timer,
      l10n.t("The armvtimer can't be taken away."),
      "The 'armvtimer' timer can't be disabled",
      "present",
    );
  }
}

/** Which ways of making up for lost ticks a timer has. */
function* ticks(timer: TimerView, name: string): Iterable<Report> {
  const policy = timer.tickpolicy?.value ?? "";
  if (name === "rtc" && timer.track?.value === "boot") {
    yield refuse(
      timer,
      l10n.t("QEMU's rtc can't follow the time since boot."),
      "unsupported rtc timer track 'boot'",
      "track",
    );
  }
  const refused = name === "rtc" ? ["merge", "discard"] : name === "pit" ? ["merge"] : [];
  if (refused.includes(policy)) {
    const libvirt = `unsupported ${name}${name === "rtc" ? " timer" : ""} tickpolicy '${policy}'`;
    yield refuse(timer, l10n.t("QEMU's {0} has no tick policy {1}.", name, policy), libvirt, "tickpolicy");
  }
  if (name === "armvtimer" && (policy === "catchup" || policy === "merge")) {
    const libvirt = `The 'armvtimer' timer does not support tickpolicy '${policy}'`;
    yield refuse(timer, l10n.t("The armvtimer has no tick policy {0}.", policy), libvirt, "tickpolicy");
  }
}

function configuring(name: string, view: DomainView): string {
  const guest = `virtType=${view.type?.value ?? ""} arch=${guestArch(view) ?? ""} machine=${machineType(view) ?? ""}`;
  return `Configuring the '${name}' timer is not supported for ${guest} guests`;
}

function refuse(timer: TimerView, problem: string, libvirt: string, attribute?: Setting | "present"): Report {
  const place = attribute === undefined ? undefined : timer[attribute]?.attribute;
  return {
    rule: "timer-unsupported",
    range: place ?? timer.element.startTag,
    data: { problem },
    libvirt: `unsupported configuration: ${libvirt}`,
  };
}

const fixTimer: FixMaker = (finding, context): Fix[] => {
  const element = elementOf(finding, context);
  const attribute = attributeOf(finding, context);
  if (element === undefined) return [];
  const { text } = context.document;
  const remove = removeElement(text, element);
  if (element.name === "catchup") return [prefer(l10n.t("Remove <catchup>"), remove)];
  if (attribute === undefined) return [prefer(l10n.t("Remove the timer"), remove)];
  const catchup = setAttribute(text, element, "tickpolicy", "catchup");
  const canCatchUp = attribute.name === "tickpolicy" && attributeNamed(element, "name")?.value === "rtc";
  return [
    prefer(l10n.t("Remove {0}", attribute.name), removeAttribute(text, attribute)),
    ...(canCatchUp ? [offer(l10n.t("Change the tick policy to catchup"), catchup)] : []),
    offer(l10n.t("Remove the timer"), remove),
  ];
};

/** The clock's timers. */
export const timerRules: readonly Rule[] = [
  {
    id: "timer-unsupported",
    stage: "define",
    severity: "error",
    message: "{problem} libvirt refuses the definition.",
    check: timers,
    fix: fixTimer,
  },
];
