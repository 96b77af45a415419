import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import {
  type DomainView,
  definedMemory,
  maxVcpus,
  NEEDS_NODE,
  parseCount,
  readMemoryDevices,
  scaleOf,
  sizeOfText,
} from "../../domain/index.js";
import { firstBehind, insertChildren, removeAttribute, setAttribute, setText } from "../../edits/index.js";
import {
  attributeNamed,
  childNamed,
  documentStyle,
  type TextEdit,
  type XmlAttribute,
  type XmlElement,
} from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  type MakeFixes,
  offer,
  prefer,
  type Report,
  type Rule,
  type RuleContext,
  removeWhole,
  SIZE_PROBLEMS,
  sizeMessage,
  valueRange,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** How many slots for memory there are; zero where nothing is said, undefined where it is no number. */
export function slotsOf(maxMemory: XmlElement): number | undefined {
  const slots = attributeNamed(maxMemory, "slots")?.value ?? "";
  return slots === "" ? 0 : parseCount(slots);
}

/** libvirt: virDomainDefParseMemory and virDomainDefPostParseMemory, for every driver. */
const maximum: Check = function* ({ view, catalogue }) {
  const element = childNamed(view.domain, "maxMemory");
  if (element === undefined) return;
  const slots = slotsOf(element);
  const size = sizeOfText(element);
  if (slots === undefined) yield wrongSlots(element, attributeNamed(element, "slots"));
  if ("problem" in size) yield wrongMaximum(element, size.problem);
  else if (slots !== undefined) yield* oneOfBoth(element, { slots, bytes: size.bytes, release: catalogue.release });
  const total = definedMemory(view);
  if ("problem" in size || size.bytes === 0n || total === undefined || size.bytes >= total) return;
  const libvirt = "XML error: maximum memory size must be equal or greater than the actual memory size";
  yield report(element, l10n.t("The memory of the VM is more than this maximum."), libvirt, raise);
};

function wrongSlots(element: XmlElement, slots: XmlAttribute | undefined): Report {
  const range = slots === undefined ? element.nameRange : valueRange(slots);
  const problem = l10n.t("'{0}' is not a valid number of slots.", slots?.value ?? "");
  return { ...report(element, problem, "XML error: Failed to parse memory slot count", oneSlot), range };
}

function wrongMaximum(element: XmlElement, wrong: keyof typeof SIZE_PROBLEMS): Report {
  const unit = wrong === "unit" ? attributeNamed(element, "unit") : undefined;
  const value = unit?.value ?? element.content;
  const said = [SIZE_PROBLEMS[wrong](value.trim()), sizeMessage(wrong, value, "./maxMemory[1]")] as const;
  if (unit === undefined) return report(element, ...said, raise);
  return {
    ...report(element, ...said, ({ text }) =>
      offer(l10n.t("Remove the unit (default KiB)"), removeAttribute(text, unit)),
    ),
    range: valueRange(unit),
  };
}

interface Maximum {
  readonly slots: number;
  readonly bytes: bigint;
  readonly release: string;
}

/** 9.0 refuses what 11.3 takes; of those between nothing is known. */
const LIKE_9_0 = "9.1.0";

/** Slots need a maximum; in 9.0 also a maximum slots. */
function* oneOfBoth(element: XmlElement, { slots, bytes, release }: Maximum): Iterable<Report> {
  const old = isOlder(release, LIKE_9_0);
  if (slots > 0 === bytes > 0n || (bytes > 0n && !old)) return;
  const libvirt = old
    ? "both maximum memory size and memory slot count must be specified"
    : "maximum memory size must be specified when specifying number of memory slots";
  const [problem, fix] =
    bytes > 0n
      ? ([l10n.t("slots is missing: the number of slots for hot-pluggable memory."), oneSlot] as const)
      : ([l10n.t("The maximum is missing: the most memory that the VM can have."), raise] as const);
  yield report(element, problem, `XML error: ${libvirt}`, fix);
}

type MakeFix = (context: CheckContext, element: XmlElement) => Fix | undefined;

/** @param fix what can be done but to remove the element */
function report(element: XmlElement, problem: string, libvirt: string, fix: MakeFix): Report {
  return {
    rule: "memory-maximum",
    range:
      element.endTag === undefined ? element.nameRange : { start: element.startTag.end, end: element.endTag.start },
    data: { problem },
    libvirt,
    fixes: (context) => [fix(context, element) ?? [], removeWhole(context.text, element, offer)].flat(),
  };
}

/** One slot is enough for what may be plugged in; how much that is only the author knows. */
function oneSlot({ text }: CheckContext, element: XmlElement): Fix {
  return prefer(l10n.t("Set slots to 1"), setAttribute(text, element, "slots", "1"));
}

/** Raises the maximum to what the VM has. */
function raise({ text, view }: CheckContext, element: XmlElement): Fix | undefined {
  const total = definedMemory(view);
  const unit = attributeNamed(element, "unit")?.value || "KiB";
  const scale = scaleOf(unit);
  if (total === undefined || total === 0n || scale === undefined) return undefined;
  const number = String((total + scale - 1n) / scale);
  return prefer(l10n.t("Change to {0} {1}, the VM's memory", number, unit), setText(text, element, number));
}

/** `<maxMemory>` itself. */
export const maxMemoryRules: readonly Rule[] = [
  {
    id: "memory-maximum",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: maximum,
    vetted: true,
  },
];

/** libvirt: qemuDomainDefValidateMemoryHotplug; newer releases add the cell (qemuDomainDefNumaAutoAdd). */
const hotplugWithoutCells: Check = function* (context) {
  const maxMemory = childNamed(context.view.domain, "maxMemory");
  if (maxMemory === undefined || !needsCell(context)) return;
  const fixes: MakeFixes = (given) => [...writeCell(given), removeWhole(given.text, maxMemory, offer)];
  const place = { rule: "memory-hotplug-cell", range: maxMemory.nameRange, fixes };
  if (addsCell(context)) {
    yield { ...place, data: { problem: l10n.t("libvirt adds one cell with all vCPUs and all memory.") } };
    return;
  }
  if (!isOlder(context.catalogue.release, LIKE_9_0)) return;
  const problem = l10n.t("libvirt {0} rejects the definition without one. Add <numa>.", context.catalogue.release);
  yield {
    ...place,
    data: { problem },
    ...{ stage: "define", severity: "error" },
    libvirt: "unsupported configuration: At least one numa node has to be configured when enabling memory hotplug",
  };
};

/** Whether libvirt adds the cell that memory to be plugged in needs. */
export function addsCell(context: RuleContext): boolean {
  return needsCell(context) && !isOlder(context.catalogue.release, "11.3.0");
}

/** Guests whose memory needs no cell to be plugged in (asked of 9.0, 11.3 and 12.8). */
function isWithoutCell(arch: string, release: string): boolean {
  if (isOlder(release, LIKE_9_0)) return arch.startsWith("ppc64");
  return arch.startsWith("s390") || (/^(?:aarch64|armv[67]l)$/.test(arch) && !isOlder(release, "12.8.0"));
}

/** Hotplug of memory without a cell. */
function needsCell({ view, catalogue }: RuleContext): boolean {
  const arch = view.os?.arch?.value || catalogue.arch;
  if (!runsOnQemu(view.type?.value) || isWithoutCell(arch, catalogue.release) || view.numa !== undefined) return false;
  const maxMemory = childNamed(view.domain, "maxMemory");
  if (maxMemory === undefined) return false;
  const size = sizeOfText(maxMemory);
  return slotsOf(maxMemory) !== 0 || "problem" in size || size.bytes > 0n;
}

/** Writes the one cell that the memory belongs to, as qemuDomainDefNumaAutoAdd does; without `<cpu>` with one around it. */
function writeCell({ text, view }: CheckContext): Fix[] {
  const lines = cellLines(text, view);
  if (view.domain === undefined || lines === undefined) return [];
  const cpu = view.cpu?.element;
  const { indent } = documentStyle(text);
  const around = ["<cpu>", ...lines.map((line) => indent + line), "</cpu>"];
  const edit =
    cpu === undefined
      ? insertChildren(text, view.domain, around, firstBehind(view.domain, "cpu"))
      : insertChildren(text, cpu, lines);
  return [prefer(l10n.t("Add the cell"), edit, ...placeDevices(text, view))];
}

/** `<numa>` with one cell of all vCPUs and all memory; undefined where either cannot be told. */
function cellLines(text: string, view: DomainView): readonly string[] | undefined {
  const max = maxVcpus(view);
  const memory = memoryOfCell(view);
  if (memory === undefined || max === undefined || max === 0) return undefined;
  const { indent, quote } = documentStyle(text);
  const attributes = [
    ["id", "0"],
    ["cpus", max === 1 ? "0" : `0-${max - 1}`],
    ["memory", memory.size],
    ["unit", memory.unit],
  ].map(([name, value]) => ` ${name}=${quote}${value}${quote}`);
  return ["<numa>", `${indent}<cell${attributes.join("")}/>`, "</numa>"];
}

/** The memory of the VM without that of its devices, which `<memory>` includes as long as there is no cell. */
function memoryOfCell(view: DomainView): { readonly size: string; readonly unit: string } | undefined {
  const memory = childNamed(view.domain, "memory");
  if (memory === undefined || !/^\s*[0-9]+\s*$/.test(memory.text)) return undefined;
  const devices = readMemoryDevices(view);
  if (devices.length === 0) {
    return { size: memory.text.trim(), unit: attributeNamed(memory, "unit")?.value ?? "KiB" };
  }
  const whole = sizeOfText(memory);
  if ("problem" in whole) return undefined;
  let rest = whole.bytes;
  for (const { size } of devices) {
    if (size === undefined) return undefined;
    rest -= size;
  }
  return rest < 1024n ? undefined : { size: String(rest / 1024n), unit: "KiB" };
}

/** With a cell, every module must say to which it belongs. */
function placeDevices(text: string, view: DomainView): readonly TextEdit[] {
  return readMemoryDevices(view).flatMap(({ model, target, node }) =>
    NEEDS_NODE.has(model ?? "") && target !== undefined && node === undefined
      ? [insertChildren(text, target, ["<node>0</node>"])]
      : [],
  );
}

/** Memory that can be plugged in. */
export const hotplugRules: readonly Rule[] = [
  {
    id: "memory-hotplug-cell",
    stage: "silent",
    severity: "hint",
    message: "Hot-pluggable memory needs a NUMA cell: {problem}",
    check: hotplugWithoutCells,
    vetted: true,
  },
];
