import * as l10n from "@vscode/l10n";
import { CPU_MODES, type CpuMode } from "../../engine/index.js";
import {
  type CheckContext,
  type Fix,
  likelyValue,
  offer,
  type Refused,
  type Rule,
  setMode,
  valuesFor,
} from "../kit.js";

/** An emulated guest has no host CPU: what is nearest to it is the mode maximum; under KVM both are the same. */
function chooseMode({ attribute }: Refused, context: CheckContext): Fix[] {
  const { cpu, type } = context.view;
  if (cpu === undefined || attribute === undefined) return [];
  const isEmulated = type?.value === "qemu";
  const { likely, others } = valuesFor(cpu.element, attribute, {}, context);
  const known = [...likely, ...others].flatMap((value) => CPU_MODES.find((mode) => mode === value) ?? []);
  const modes = isEmulated ? known.filter((mode) => mode !== "host-passthrough") : known;
  if (isEmulated && likelyValue(attribute.value, [...CPU_MODES]) === "host-passthrough") moveFirst(modes, "maximum");
  if (attribute.value === "maximum") moveFirst(modes, "host-passthrough");
  // What does not go with the new mode goes.
  return modes.map((mode) => offer(l10n.t("Change to {0}", mode), ...setMode(context.text, cpu, mode)));
}

function moveFirst(modes: CpuMode[], first: CpuMode): void {
  modes.sort((a, b) => Number(b === first) - Number(a === first));
}

/** The CPU's mode. */
export const modeRules: readonly Rule[] = [
  {
    id: "cpu-mode",
    stage: "define",
    severity: "error",
    message: "Unknown CPU mode '{value}'. {expected}",
    reason: "text",
    codes: ["invalid-mode"],
    fixesOf: chooseMode,
    vetted: true,
  },
];
