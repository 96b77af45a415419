import * as l10n from "@vscode/l10n";
import { type AbiLevel, abiLevel } from "../../catalogue/abiLevel.js";
import { modelsOfLevel, oldestOf } from "../../catalogue/levelModel.js";
import { guestSystem } from "../../domain/guestSystem.js";
import { wordsOf } from "../../engine/cpuData.js";
import type { CpuDefinition, CpuMap } from "../../engine/index.js";
import { offer } from "../fix.js";
import { type NamedModel, namedModel } from "../namedModel.js";
import type { Check, CheckContext, FindingData, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { viewAt } from "../viewAt.js";

/** What these systems are built for, by their makers' release notes. */
const BUILT_FOR: readonly (readonly [pattern: RegExp, level: AbiLevel])[] = [
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
  const vendor = named.cpu.vendor ?? named.model.vendor ?? "";
  const data = { model: named.model.name, vendor, needed, system: system.replace(/^https?:\/\/[^/]*\//, "") };
  yield { rule: "abi-level", range: named.view.range, data };
};

/** The level of the model with the listed features; unknown ones have a rule of their own. */
function levelOf({ model, map, cpu }: NamedModel): AbiLevel | undefined {
  const features = cpu.features.filter(({ name }) => map.featureByName.has(name));
  const definition: CpuDefinition = { ...cpu, features };
  return abiLevel({ ...model, words: wordsOf(definition, map) }, map);
}

/** The oldest models that reach the level: of the CPU's vendor, or of either where it has none, as qemu64. */
function newerModels({ vendor, needed }: FindingData, map: CpuMap | undefined): string[] {
  const level = BUILT_FOR.find(([, each]) => each === needed)?.[1];
  if (level === undefined || map === undefined) return [];
  const vendors = vendor === "" ? ["Intel", "AMD"] : [vendor ?? ""];
  return vendors.flatMap((each) => oldestOf(modelsOfLevel(level, each, map), map)?.name ?? []);
}

export const abiLevelRules: readonly Rule[] = [
  {
    id: "abi-level",
    stage: "advice",
    severity: "warning",
    message:
      "{system} is built for {needed} processors, and {model} is none: the system stops at boot. Choose a newer model.",
    check: abiLevelTooLow,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      return [
        offer(l10n.t("Take the host's model (host-model)"), ...setMode(context.document.text, cpu, "host-model")),
        ...newerModels(finding.data, context.catalogue.map).map((newer) =>
          offer(l10n.t("Change to {0}", newer), { start: finding.start, end: finding.end, newText: newer }),
        ),
      ];
    },
  },
];
