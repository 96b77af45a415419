import { foreignArch, guestArch, isArmVirt, machineType } from "../../domain/guestMachine.js";
import type { DomainView } from "../../domain/index.js";
import { readTimers, type TimerView } from "../../domain/timers.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { wrongAttribute } from "../attributeReports.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Check, Fix, FixMaker, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
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
    yield* wrongAttribute(timer.element, "name", { required: true, words: NAMES });
    yield* wrongAttribute(timer.element, "present", { words: ["yes", "no"] });
    yield* wrongAttribute(timer.element, "tickpolicy", { words: POLICIES });
    yield* wrongAttribute(timer.element, "track", { words: TRACKS });
    yield* wrongAttribute(timer.element, "mode", { words: MODES });
    yield* wrongFrequency(timer);
    yield* onlyForTsc(timer);
    if (onQemu) yield* unsupported(timer, view);
  }
};

/** Only the tsc has a frequency and a mode (libvirt 9.0's answers). */
function* onlyForTsc(timer: TimerView): Iterable<Report> {
  const name = timer.name?.value ?? "";
  if (name === "tsc" || !NAMES.includes(name)) return;
  const set = { frequency: frequencyOf(timer) !== undefined, mode: MODES.includes(timer.mode?.value ?? "") };
  for (const attribute of ["frequency", "mode"] as const) {
    if (!set[attribute]) continue;
    const libvirt = `timer ${name} doesn't support setting of timer ${attribute}`;
    yield refuse(timer, `Only the tsc has a ${attribute}, the ${name} has none.`, libvirt, attribute);
  }
}

/** What QEMU's driver refuses about a timer that libvirt knows. */
function* unsupported(timer: TimerView, view: DomainView): Iterable<Report> {
  const name = timer.name?.value ?? "";
  const isPresent = timer.present?.value === "yes";
  const arch = foreignArch(view);
  if (name === "platform") {
    yield refuse(timer, "QEMU has no platform timer.", "unsupported timer type (name) 'platform'");
  } else if (X86_CPU_TIMERS.includes(name) && isPresent && arch !== undefined) {
    yield refuse(timer, `${arch} guests have no ${name} timer.`, configuring(name, view));
  } else if (name === "hpet" && isPresent && arch !== undefined) {
    yield refuse(timer, `${arch} guests have no hpet timer.`, "hpet timer is not supported by this architecture");
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
      "Only KVM guests of ARM's machine type virt have the armvtimer.",
      configuring("armvtimer", view),
    );
  } else if (timer.present?.value === "no") {
    yield refuse(timer, "The armvtimer can't be taken away.", "The 'armvtimer' timer can't be disabled", "present");
  }
}

/** Which ways of making up for lost ticks a timer has. */
function* ticks(timer: TimerView, name: string): Iterable<Report> {
  const policy = timer.tickpolicy?.value ?? "";
  if (name === "rtc" && timer.track?.value === "boot") {
    yield refuse(timer, "QEMU's rtc can't follow the time since boot.", "unsupported rtc timer track 'boot'", "track");
  }
  const refused = name === "rtc" ? ["merge", "discard"] : name === "pit" ? ["merge"] : [];
  if (refused.includes(policy)) {
    const libvirt = `unsupported ${name}${name === "rtc" ? " timer" : ""} tickpolicy '${policy}'`;
    yield refuse(timer, `QEMU's ${name} has no tick policy ${policy}.`, libvirt, "tickpolicy");
  }
  if (name === "armvtimer" && (policy === "catchup" || policy === "merge")) {
    const libvirt = `The 'armvtimer' timer does not support tickpolicy '${policy}'`;
    yield refuse(timer, `The armvtimer has no tick policy ${policy}.`, libvirt, "tickpolicy");
  }
}

function configuring(name: string, view: DomainView): string {
  const guest = `virtType=${view.type?.value ?? ""} arch=${guestArch(view) ?? ""} machine=${machineType(view) ?? ""}`;
  return `Configuring the '${name}' timer is not supported for ${guest} guests`;
}

type Place = "present" | "tickpolicy" | "track" | "frequency" | "mode";

function refuse(timer: TimerView, problem: string, libvirt: string, attribute?: Place): Report {
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
  if (attribute === undefined) return [prefer("Remove the timer", remove)];
  const catchup = setAttribute(text, element, "tickpolicy", "catchup");
  const canCatchUp = attribute.name === "tickpolicy" && element.attributes.some(({ value }) => value === "rtc");
  return [
    prefer(`Remove ${attribute.name}`, removeAttribute(text, attribute)),
    ...(canCatchUp ? [offer("Change the tick policy to catchup", catchup)] : []),
    offer("Remove the timer", remove),
  ];
};

/** The clock's timers. */
export const timerRules: readonly Rule[] = [
  {
    id: "timer-unsupported",
    stage: "define",
    severity: "error",
    message: "{problem} libvirt refuses the definition.",
    explanation:
      "Not every guest has every timer: tsc, kvmclock, hypervclock and hpet belong to x86, armvtimer to KVM guests of ARM's machine type virt; QEMU has no platform timer. The rtc knows the tick policies delay and catchup, the pit delay, catchup and discard.",
    example:
      "<domain type='kvm'><cpu mode='host-model'/><clock offset='utc'><timer name='rtc' tickpolicy='merge'/></clock></domain>",
    check: timers,
    fix: fixTimer,
  },
];
