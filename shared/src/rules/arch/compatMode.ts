import * as l10n from "@vscode/l10n";
import { orList } from "../../lists.js";
import { changeToLikely, offer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

const MODES: readonly string[] = ["power6", "power7", "power8", "power9", "power10"];

/** Under host-model a ppc64 guest's model is a compatibility mode (ppc64CheckCompatibilityMode). */
const compatMode: Check = function* ({ view, cpu, catalogue }) {
  const model = view.cpu?.model;
  if (cpu?.mode !== "host-model" || cpu.model === undefined || model === undefined) return;
  if (catalogue.map?.arch !== "ppc64" || !runsOnQemu(view.type?.value)) return;
  const modes = isOlder(catalogue.release, "12.8.0") ? MODES : [...MODES, "power11"];
  if (modes.includes(cpu.model)) return;
  const likely = modes.find((mode) => mode === cpu.model?.trim().toLowerCase().replaceAll(/[-_ ]/g, ""));
  yield {
    rule: "compat-mode-unknown",
    range: model.range,
    data: { name: cpu.model.trim(), modes: orList(modes), ...(likely === undefined ? {} : { likely }) },
    libvirt: `internal error: Unknown compatibility mode ${cpu.model}`,
  };
};

export const compatModeRules: readonly Rule[] = [
  {
    id: "compat-mode-unknown",
    stage: "start",
    severity: "error",
    message: "'{name}' is not a compatibility mode of POWER, and libvirt refuses to start the VM. Use {modes}.",
    check: compatMode,
    fix: (finding) => {
      const change = changeToLikely(finding);
      if (change.length > 0) return change;
      return ["power10", "power9", "power8"].map((mode) =>
        offer(l10n.t("Change to {0}", mode), { start: finding.start, end: finding.end, newText: mode }),
      );
    },
  },
];
