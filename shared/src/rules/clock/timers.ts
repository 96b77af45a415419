import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import {
  type DomainView,
  foreignArch,
  guestArch,
  isArmVirt,
  machineType,
  parseLong,
  parseSize,
  readTimers,
  type TimerView,
} from "../../domain/index.js";
import { removeAttribute, removeElement, setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, type XmlAttribute } from "../../xml/index.js";
import {
  allowedValues,
  type Check,
  type Fix,
  isNone,
  isWrapped,
  offer,
  otherValue,
  prefer,
  type Report,
  type Rule,
  removeWhole,
  valueRange,
  wrongAttribute,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";
import { clockOffset } from "./offset.js";

const NAMES: readonly string[] = ["platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer"];
const POLICIES: readonly string[] = ["delay", "catchup", "merge", "discard"];
const TRACKS: readonly string[] = ["boot", "guest", "wall", "realtime"];
const MODES: readonly string[] = ["auto", "native", "emulate", "paravirt", "smpsafe"];
/** The timers that QEMU knows as properties of an x86 CPU. */
const X86_CPU_TIMERS: readonly string[] = ["tsc", "kvmclock", "hypervclock"];

/** libvirt: virDomainTimerDefParseXML and qemuValidateDomainDefClockTimers (9.0, 11.3). */
const timers: Check = function* (context) {
  const { view, catalogue } = context;
  yield* clockOffset(context);
  const onQemu = runsOnQemu(view.type?.value);
  for (const timer of readTimers(view)) {
    yield* wrongAttribute(timer.element, "name", { required: true, words: NAMES, suggested: likelyTimer(timer) });
    yield* wrongAttribute(timer.element, "present", { words: ["yes", "no"] });
    yield* wrongAttribute(timer.element, "tickpolicy", { words: POLICIES });
    yield* wrongAttribute(timer.element, "track", { words: allowedValues(catalogue, "clock/timer", "track") });
    yield* wrongAttribute(timer.element, "mode", { words: MODES });
    yield* wrongFrequency(timer, catalogue.release);
    yield* settings(timer);
    yield* catchups(timer, catalogue.release);
    if (onQemu) yield* unsupported(timer, view, catalogue.release);
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
    yield refuse(timer, l10n.t("The timer {0} does not support {1}.", name, setting), libvirt, setting);
  }
}

/** Whether a timer's setting says something; what libvirt reads as nothing, or not at all, is reported elsewhere. */
function isSet(timer: TimerView, setting: Setting): boolean {
  const value = timer[setting]?.value ?? "";
  if (setting === "frequency") return frequencyOf(timer) !== undefined;
  return { track: TRACKS, tickpolicy: POLICIES, mode: MODES }[setting].includes(value);
}

/** How lost ticks are made up for: only of use to the tick policy catchup (libvirt 9.0's answers). */
function* catchups(timer: TimerView, release: string): Iterable<Report> {
  const catchup = childNamed(timer.element, "catchup");
  if (catchup === undefined) return;
  for (const name of ["threshold", "slew", "limit"]) {
    const value = attributeNamed(catchup, name)?.value ?? "0";
    if (!isNone(value, release) && !isWrapped(value, release))
      yield* wrongAttribute(catchup, name, { read: parseLong });
  }
  const says = ["threshold", "slew", "limit"].some(
    (name) => (parseLong(attributeNamed(catchup, name)?.value ?? "") ?? 0n) > 0n,
  );
  if (!says || timer.tickpolicy?.value === "catchup") return;
  yield {
    rule: "timer-unsupported",
    range: catchup.startTag,
    data: { problem: l10n.t("<catchup> works only with tickpolicy='catchup'.") },
    libvirt: "XML error: setting of timer catchup policies is only supported with tickpolicy='catchup'",
    fixes: ({ text }) => [removeWhole(text, catchup)],
  };
}

/** What QEMU's driver refuses about a timer that libvirt knows. */
function* unsupported(timer: TimerView, view: DomainView, release: string): Iterable<Report> {
  const name = timer.name?.value ?? "";
  const isPresent = timer.present?.value === "yes";
  const arch = foreignArch(view);
  if (name === "platform") {
    yield refuse(
      timer,
      l10n.t("QEMU does not support the platform timer."),
      "unsupported timer type (name) 'platform'",
    );
  } else if (X86_CPU_TIMERS.includes(name) && isPresent && arch !== undefined) {
    yield refuse(timer, l10n.t("{0} VMs do not support the timer {1}.", arch, name), configuring(name, view));
  } else if (name === "hpet" && isPresent && arch !== undefined) {
    yield refuse(
      timer,
      l10n.t("{0} VMs do not support the timer hpet.", arch),
      "hpet timer is not supported by this architecture",
    );
  } else if (name === "armvtimer") {
    yield* armTimer(timer, view);
  }
  // Of guests that are not x86, 12.8 was asked only.
  yield* ticks(timer, name, isOlder(release, "12.8.0") ? undefined : arch);
}

function* armTimer(timer: TimerView, view: DomainView): Iterable<Report> {
  const isArm = guestArch(view) === undefined || isArmVirt(view);
  if (view.type?.value !== "kvm" || !isArm) {
    yield refuse(
      timer,
      l10n.t("armvtimer works only for ARM VMs with KVM and the machine type virt."),
      configuring("armvtimer", view),
    );
  } else if (timer.present?.value === "no") {
    yield refuse(timer, l10n.t("armvtimer cannot be removed."), "The 'armvtimer' timer can't be disabled", "present");
  }
}

/** Which ways of making up for lost ticks a timer has. */
function* ticks(timer: TimerView, name: string, arch: string | undefined): Iterable<Report> {
  const policy = timer.tickpolicy?.value ?? "";
  if (name === "rtc" && timer.track?.value === "boot") {
    yield refuse(
      timer,
      l10n.t("QEMU's rtc does not support track='boot'."),
      "unsupported rtc timer track 'boot'",
      "track",
    );
  }
  // Only the x86 PIT makes up for ticks.
  const ofPit = arch === undefined ? ["merge"] : ["merge", "catchup"];
  const refused = name === "rtc" ? ["merge", "discard"] : name === "pit" ? ofPit : [];
  if (refused.includes(policy)) {
    const libvirt = `unsupported ${name}${name === "rtc" ? " timer" : ""} tickpolicy '${policy}'`;
    yield refuse(timer, l10n.t("QEMU's {0} does not support tickpolicy='{1}'.", name, policy), libvirt, "tickpolicy");
  }
  if (name === "armvtimer" && (policy === "catchup" || policy === "merge")) {
    const libvirt = `The 'armvtimer' timer does not support tickpolicy '${policy}'`;
    yield refuse(timer, l10n.t("armvtimer does not support tickpolicy='{0}'.", policy), libvirt, "tickpolicy");
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
    fixes: ({ text }) => fixTimer(text, timer, place),
  };
}

/** @param attribute what of the timer is refused; undefined for all of it */
function fixTimer(text: string, { element, name }: TimerView, attribute: XmlAttribute | undefined): Fix[] {
  const remove = removeElement(text, element);
  if (attribute === undefined) return [prefer(l10n.t("Remove the timer"), remove)];
  const catchup = setValue(text, attribute, "catchup");
  const canCatchUp = attribute.name === "tickpolicy" && name?.value === "rtc";
  return [
    prefer(l10n.t("Remove {0}", attribute.name), removeAttribute(text, attribute)),
    ...(canCatchUp ? [offer(l10n.t("Change tickpolicy to catchup"), catchup)] : []),
    offer(l10n.t("Remove the timer"), remove),
  ];
}

/** The clock's timers. */
export const timerRules: readonly Rule[] = [
  {
    id: "timer-unsupported",
    stage: "define",
    severity: "error",
    message: "{problem} libvirt rejects the definition.",
    check: timers,
  },
];

/** A timer's frequency in Hz; undefined where libvirt reads none, or reads zero for "not said". */
export function frequencyOf({ frequency }: TimerView): bigint | undefined {
  const hertz = frequency === undefined ? undefined : parseHertz(frequency.value);
  return hertz === 0n ? undefined : hertz;
}

/** What virXMLPropULongLong (11.3) refuses about a timer's frequency. */
function* wrongFrequency({ element, frequency }: TimerView, release: string): Iterable<Report> {
  if (frequency === undefined || parseHertz(frequency.value) !== undefined) return;
  if (isNone(frequency.value, release) || isWrapped(frequency.value, release)) return;
  yield {
    rule: "attribute-value",
    range: valueRange(frequency.attribute),
    data: { value: frequency.value, attribute: "frequency", expected: l10n.t("Use a whole number in Hz.") },
    libvirt: `XML error: Invalid value for attribute 'frequency' in element '${element.name}': '${frequency.value}'. Expected non-negative integer value`,
    fixes: otherValue(element, frequency.attribute, {}),
  };
}

function parseHertz(text: string): bigint | undefined {
  const size = parseSize(text, "b");
  return "bytes" in size ? size.bytes : undefined;
}
