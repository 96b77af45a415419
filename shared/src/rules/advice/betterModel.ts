import * as l10n from "@vscode/l10n";
import { type AbiLevel, abiLevel, modelsOfLevel, oldestOf } from "../../catalogue/abiLevel.js";
import { guestSystem } from "../../domain/index.js";
import { setText } from "../../edits/index.js";
import { type CpuDefinition, wordsOf } from "../../engine/internal.js";
import {
  type Check,
  type CheckContext,
  type NamedModel,
  namedModel,
  offer,
  otherCpu,
  type Rule,
  useMode,
} from "../kit.js";

/** What these systems are built for, by their makers' release notes. Windows asks for SSE4.2 and POPCNT since 24H2. */
const BUILT_FOR: readonly (readonly [pattern: RegExp, level: AbiLevel])[] = [
  [/\/\/microsoft\.com\/win\/(?:11|2k25)\b/, "x86-64-v2"],
  [/\/(?:rhel|centos-stream|rocky|ol)\/10\b/, "x86-64-v3"],
  [/\/(?:rhel|centos-stream|rocky|almalinux|ol)\/9\b/, "x86-64-v2"],
  [/\/almalinux\/10\b/, "x86-64-v2"],
  [/\/(?:sle|sles|opensuse|leap)\/16\b/, "x86-64-v2"],
];

/** Such a system stops with "CPU does not support x86-64-v2". */
const abiLevelTooLow: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  const system = guestSystem(context.view.domain);
  if (named === undefined || system === undefined) return;
  const needed = BUILT_FOR.find(([pattern]) => pattern.test(system))?.[1];
  const level = levelOf(named);
  if (needed === undefined || (level !== undefined && level >= needed)) return;
  yield {
    rule: "abi-level",
    range: named.view.range,
    data: { model: named.model.name, needed, system: system.replace(/^https?:\/\/[^/]*\//, "") },
    fixes: ({ text, view }) => [
      ...(view.cpu === undefined ? [] : [otherCpu(useMode(text, view.cpu, "host-model"))]),
      ...newerModels(named, needed).map((newer) =>
        otherCpu(offer(l10n.t("Change to {0}", newer), setText(text, named.view.element, newer))),
      ),
    ],
  };
};

/** The level of the model with the listed features; unknown ones have a rule of their own. */
function levelOf({ model, map, cpu }: NamedModel): AbiLevel | undefined {
  const features = cpu.features.filter(({ name }) => map.featureByName.has(name));
  const definition: CpuDefinition = { ...cpu, features };
  return abiLevel({ ...model, words: wordsOf(definition, map) }, map);
}

/** The oldest models that reach the level: of the CPU's vendor, or of either where it has none, as qemu64. */
function newerModels({ cpu, model, map }: NamedModel, level: AbiLevel): string[] {
  const vendor = cpu.vendor ?? model.vendor ?? "";
  const vendors = vendor === "" ? ["Intel", "AMD"] : [vendor];
  return vendors.flatMap((each) => oldestOf(modelsOfLevel(level, each, map), map)?.name ?? []);
}

export const abiLevelRules: readonly Rule[] = [
  {
    id: "abi-level",
    aboutGuest: true,
    stage: "advice",
    severity: "warning",
    message:
      "{system} needs the CPU level {needed}, but {model} does not reach it: the system cannot boot. Use a newer model.",
    check: abiLevelTooLow,
  },
];

/** Models that QEMU's documentation discourages: nobody's processor, or one that is long gone. */
const DISCOURAGED: ReadonlySet<string> = new Set([
  "qemu32",
  "qemu64",
  "kvm32",
  "kvm64",
  "cpu64-rhel5",
  "cpu64-rhel6",
  "486",
  "athlon",
  "phenom",
  "coreduo",
  "core2duo",
  "n270",
  "pentium",
  "pentium2",
  "pentium3",
  "pentiumpro",
]);

/** Whether a model is one of those; its numbered versions are too. */
export function isOutdated(model: string): boolean {
  return DISCOURAGED.has(model.replace(/-v\d+$/, ""));
}

/** Such models lack what today's systems expect, and every mitigation. */
const modelOutdated: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  if (named === undefined || !isOutdated(named.model.name)) return;
  yield {
    rule: "model-outdated",
    range: named.view.range,
    data: { model: named.model.name },
    fixes: ({ text, view: { cpu } }) =>
      cpu === undefined ? [] : [useMode(text, cpu, "host-model"), useMode(text, cpu, "host-passthrough")].map(otherCpu),
  };
};

export const outdatedModelRules: readonly Rule[] = [
  {
    id: "model-outdated",
    aboutGuest: true,
    stage: "advice",
    severity: "hint",
    message:
      "{model} is missing features that current systems need, and has no protection against known attacks. Use host-model, or a newer model.",
    check: modelOutdated,
  },
];
