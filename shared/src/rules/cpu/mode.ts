import * as l10n from "@vscode/l10n";
import { CPU_MODES } from "../../engine/index.js";
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

/** An emulated guest has no host CPU: what is nearest to it is the mode maximum. */
function chooseMode({ attribute }: Refused, context: CheckContext): Fix[] {
  const { cpu, type } = context.view;
  if (cpu === undefined || attribute === undefined) return [];
  const isEmulated = type?.value === "qemu";
  const { likely, others } = valuesFor(cpu.element, attribute, {}, context);
  const known = [...likely, ...others].flatMap((value) => CPU_MODES.find((mode) => mode === value) ?? []);
  const modes = isEmulated ? known.filter((mode) => mode !== "host-passthrough") : known;
  if (isEmulated && likelyValue(attribute.value, [...CPU_MODES]) === "host-passthrough")
    modes.sort((a, b) => Number(b === "maximum") - Number(a === "maximum"));
  // What does not go with the new mode goes.
  return modes.map((mode) => offer(l10n.t("Change to {0}", mode), ...setMode(context.text, cpu, mode)));
}

/** The CPU's mode. */
export const modeRules: readonly Rule[] = [
  {
    id: "cpu-mode",
    stage: "define",
    severity: "error",
    message: "Unknown CPU mode '{value}'. Use custom, host-model, host-passthrough or maximum.",
    reason: "text",
    codes: ["invalid-mode"],
    fixesOf: chooseMode,
    vetted: true,
  },
];
