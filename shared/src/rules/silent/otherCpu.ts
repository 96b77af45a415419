import * as l10n from "@vscode/l10n";
import { andList } from "../../common/lists.js";
import { isOlder } from "../../common/releases.js";
import { type CpuArgument, cpuArguments, type DomainView, lastFeature, overridesCpu } from "../../domain/index.js";
import {
  cpuParts,
  escapeAttribute,
  firstBehind,
  insertChildren,
  joinInsertions,
  removeElement,
  removeElements,
  setValue,
} from "../../edits/index.js";
import type { CpuMode } from "../../engine/index.js";
import { type DomainSetting, fromQemuCpu } from "../../qemu/index.js";
import { attributeNamed, documentStyle, type TextEdit, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  offer,
  otherCpu,
  placeCpu,
  prefer,
  type Rule,
  useMode,
} from "../kit.js";
import { writeSettings } from "../writeSettings.js";

/** QEMU takes the last -cpu, and libvirt puts these arguments last. */
const cpuOverridden: Check = function* ({ view }) {
  if (!overridesCpu(view)) return;
  for (const argument of cpuArguments(view)) {
    yield {
      rule: "cpu-overridden",
      range: argument.flag,
      data: { argument: argument.text },
      ...(view.cpu === undefined
        ? {}
        : { related: [{ ...view.cpu.element.nameRange, message: l10n.t("This has no effect on the CPU.") }] }),
      fixes: (given) => moveOrRemove(argument, given).map(otherCpu),
    };
  }
};

function moveOrRemove({ flag, value, text: argument }: CpuArgument, context: CheckContext): Fix[] {
  const { text, view } = context;
  if (flag.parent === undefined) return [];
  const pair = value === undefined ? [flag] : [flag, value];
  const remove = offer(l10n.t("Remove these arguments"), ...removePair(text, pair));
  const move = moved(argument, context);
  if (move === undefined) return [remove];
  const args = withoutCpu(text, pair, move.left, view.os?.arch?.value === "i686");
  // What it has besides in the definition has had no effect so far: only the author knows whether it shall.
  const countsAgain = lastFeature(view, "hyperv") !== undefined || lastFeature(view, "kvm") !== undefined;
  const make = move.left.length === 0 && !countsAgain ? prefer : offer;
  return [make(moveTitle(move.left, view), ...joinInsertions([...move.edits, ...args])), remove];
}

/** What is put into the definition, and which options stay arguments. */
interface Moved {
  readonly edits: readonly TextEdit[];
  readonly left: readonly string[];
}

/** Writes what the argument says into `<cpu>`, `<features>` and `<clock>`, as far as libvirt has a place for it. */
function moved(argument: string, context: CheckContext): Moved | undefined {
  const { text, view } = context;
  const { map, release } = context.catalogue;
  if (map?.arch !== "x86") return undefined;
  const read = fromQemuCpu(argument, map);
  if ("error" in read) return undefined;
  const isYoung = ({ since }: DomainSetting) => since !== undefined && isOlder(release, since);
  // Without QEMU's enforce a host that lacks a feature runs the VM without it.
  const check = read.cpu.mode === "custom" && read.cpu.check === undefined ? { check: "none" as const } : {};
  const cpu = { ...read.cpu, ...check };
  const written = placeCpu(text, view, cpu, cpuParts(cpu, text));
  if (written === undefined || read.settings.some(isYoung)) return undefined;
  const settings = writeSettings(text, view, read.settings);
  return { edits: joinInsertions([...written, ...settings]), left: read.left.map(({ option }) => option) };
}

/** The arguments without -cpu; what is left becomes a property that QEMU sets whatever the last -cpu is. */
function withoutCpu(
  text: string,
  pair: readonly XmlElement[],
  left: readonly string[],
  isOf32Bits: boolean,
): TextEdit[] {
  const [flag, value] = pair;
  const values = [attributeNamed(flag, "value"), attributeNamed(value, "value")] as const;
  const [first, ...others] = left.map((option) => `${isOf32Bits ? "i386" : "x86_64"}-cpu.${option}`);
  if (flag?.parent === undefined || value === undefined || first === undefined) return removePair(text, pair);
  const { quote } = documentStyle(text);
  const lines = others.flatMap((option) => ["-global", option]);
  const args = lines.map((each) => `<${flag.name} value=${quote}${escapeAttribute(each, quote)}${quote}/>`);
  const { elements } = flag.parent;
  const behind = elements[elements.indexOf(value) + 1];
  return [
    ...(values[0] === undefined ? [] : [setValue(text, values[0], "-global")]),
    ...(values[1] === undefined ? [] : [setValue(text, values[1], first)]),
    ...(args.length === 0 ? [] : [insertChildren(text, flag.parent, args, behind)]),
  ];
}

/** Without arguments the element itself has nothing to say. */
function removePair(text: string, pair: readonly XmlElement[]): TextEdit[] {
  const parent = pair[0]?.parent;
  return parent !== undefined && parent.elements.length === pair.length
    ? [removeElement(text, parent)]
    : removeElements(text, pair);
}

function moveTitle(left: readonly string[], view: DomainView): string {
  const again = ["hyperv", "kvm"].filter((name) => lastFeature(view, name) !== undefined).map((name) => `<${name}>`);
  const move =
    left.length === 0
      ? l10n.t("Move to the definition")
      : l10n.t("Move to the definition, and keep {0} as an argument (-global)", andList(left));
  return again.length === 0 ? move : l10n.t("{0} ({1} has an effect again)", move, andList(again));
}

export const cpuOverriddenRules: readonly Rule[] = [
  {
    id: "cpu-overridden",
    stage: "silent",
    severity: "warning",
    message:
      "{argument} overrides <cpu>, <hyperv> and <kvm>: QEMU uses only the last -cpu. Use the definition instead.",
    check: cpuOverridden,
  },
];

/** Off x86 it does not start at all: mode-needs-kvm. */
const hostModelEmulated: Check = function* ({ view, cpu, catalogue }) {
  const typed = view.cpu;
  const mode = typed?.mode?.attribute;
  if (mode === undefined || cpu?.mode !== "host-model" || view.type?.value !== "qemu") return;
  if (typed === undefined || catalogue.map?.arch !== "x86") return;
  // Other caches go with another mode.
  const make = typed.cache === undefined ? prefer : offer;
  yield {
    rule: "host-model-emulated",
    range: mode.valueRange ?? mode,
    fixes: ({ text }) => [otherCpu(useMode(text, typed, "maximum", make))],
  };
};

export const hostModelEmulatedRules: readonly Rule[] = [
  {
    id: "host-model-emulated",
    aboutGuest: true,
    stage: "silent",
    severity: "information",
    message:
      "Without KVM (domain type qemu), host-model is not the host's model but the one nearest to what QEMU emulates. Use maximum.",
    check: hostModelEmulated,
  },
];

/** A whole KVM guest that says nothing about its CPU. */
const cpuMissing: Check = function* ({ view, catalogue }) {
  const { domain } = view;
  const type = view.os?.type;
  if (domain === undefined || view.cpu !== undefined || type === undefined) return;
  if (view.type?.value !== "kvm" || catalogue.map?.arch !== "x86") return;
  yield {
    rule: "cpu-missing",
    range: type.element,
    fixes: ({ text }) => [addCpu(text, domain, "host-model", prefer), addCpu(text, domain, "host-passthrough", offer)],
  };
};

function addCpu(text: string, domain: XmlElement, mode: CpuMode, make: typeof offer): Fix {
  const { quote } = documentStyle(text);
  const line = `<cpu mode=${quote}${mode}${quote}/>`;
  return otherCpu(make(l10n.t("Use mode {0}", mode), insertChildren(text, domain, [line], firstBehind(domain, "cpu"))));
}

export const cpuMissingRules: readonly Rule[] = [
  {
    id: "cpu-missing",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message:
      "Without <cpu> the VM gets QEMU's default CPU, the very old qemu64. Many current operating systems cannot boot on it.",
    check: cpuMissing,
  },
];
