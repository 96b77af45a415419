import * as l10n from "@vscode/l10n";
import { modelName } from "../../domain/index.js";
import { writeLikely } from "../fix.js";
import { knownLater, likelyModel } from "../likelyNames.js";
import type { Check, CheckContext, Rule } from "../rule.js";

/** The name is not in libvirt's map; where QEMU alone judges models, a warning. */
const modelUnknown: Check = function* ({ view, catalogue, cpu }: CheckContext) {
  const name = view.cpu === undefined ? undefined : modelName(view.cpu);
  const model = view.cpu?.model;
  if (cpu === undefined || name === undefined || model === undefined || isCompatMode(cpu.mode)) return;
  if (catalogue.models.size === 0 || catalogue.models.has(name)) return;
  const later = knownLater(catalogue.since.models.get(name), catalogue.release);
  const likely = later === undefined ? likelyModel(name, catalogue) : undefined;
  const blank = likely !== undefined && likely === name.trim();
  const hint =
    later ??
    (blank
      ? l10n.t(" libvirt does not trim white space: take it away.")
      : likely === undefined
        ? elsewhere(name)
        : l10n.t(" Did you mean {0}?", likely));
  yield {
    rule: "model-unknown",
    range: model.range,
    data: {
      name: blank ? name.replaceAll(/\s+/g, " ") : name.trim(),
      release: catalogue.release,
      hint,
      ...(likely === undefined ? {} : { likely }),
    },
    ...(catalogue.map?.arch === "x86"
      ? { libvirt: `internal error: Unknown CPU model ${name}` }
      : { severity: "warning" }),
  };
};

/** host-model does not take the model's name for a model: x86 ignores it, ppc64 reads a compatibility mode. */
function isCompatMode(mode: string | undefined): boolean {
  return mode === "host-model";
}

function elsewhere(name: string): string {
  if (name === "host") return l10n.t(" QEMU's host is the mode host-passthrough.");
  if (name === "max") return l10n.t(" QEMU's max is the mode maximum.");
  return /^x86-64-v\d/.test(name) ? l10n.t(" libvirt has no such levels: choose a model that includes the level.") : "";
}

export const modelUnknownRules: readonly Rule[] = [
  {
    id: "model-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} knows no model '{name}', and refuses to start the VM.{hint}",
    check: modelUnknown,
    fix: writeLikely,
  },
];
