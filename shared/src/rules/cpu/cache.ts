import * as l10n from "@vscode/l10n";
import { renameAttribute, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed } from "../../xml/index.js";
import { dropAttribute, offer, prefer, type Rule, removeThis, repair, useMode } from "../kit.js";
/** Cache and address width. */
export const cacheRules: readonly Rule[] = [
  {
    id: "cache-count",
    stage: "define",
    severity: "error",
    message: "A CPU has at most one <cache> element.",
    reason: "cpu",
    codes: ["several-caches"],
    fixesOf: ({ element }, { text }) => [removeThis(text, element)],
  },
  {
    id: "cache-level",
    stage: "define",
    severity: "error",
    message: "Cache level {value} does not exist. Use 1, 2 or 3.",
    reason: "text",
    codes: ["cache-level"],
    fixesOf: ({ attribute }, { text }) =>
      attribute === undefined ? [] : [prefer(l10n.t("Set level to 3"), setValue(text, attribute, "3"))],
  },
  {
    id: "maxphysaddr-limit",
    stage: "define",
    severity: "error",
    message: "limit works only with mode='passthrough'. With mode='emulate', use bits.",
    reason: "cpu",
    codes: ["limit-mode"],
    fixesOf: ({ element, attribute }, { text }) => {
      if (attribute === undefined) return [];
      const bits = attributeNamed(element, "bits");
      return [
        dropAttribute(text, attribute),
        ...(bits === undefined ? [offer(l10n.t("Use bits instead"), renameAttribute(attribute, "bits"))] : []),
        offer(l10n.t("Change the mode to passthrough"), setAttribute(text, element, "mode", "passthrough")),
      ];
    },
  },
];

export const migratableRules: readonly Rule[] = [
  {
    id: "migratable-mode",
    stage: "define",
    severity: "error",
    message: "migratable works only with the modes host-passthrough and maximum, but the mode is {mode}.",
    reason: "cpu",
    codes: ["migratable-mode"],
    fixesOf: ({ attribute }, { text, view }) => {
      if (attribute === undefined || view.cpu === undefined) return [];
      // A named model says which mode is meant; without one it may be the mode that migratable needs.
      if (view.cpu.model !== undefined && (view.cpu.mode?.value ?? "custom") === "custom")
        return [dropAttribute(text, attribute, repair)];
      const mode = view.type?.value === "qemu" ? "maximum" : "host-passthrough";
      return [dropAttribute(text, attribute), useMode(text, view.cpu, mode)];
    },
  },
];

/** A host's CPU, as cpu-compare and cpu-baseline read it. */
export const hostCpuRules: readonly Rule[] = [
  {
    id: "host-cpu-definition",
    stage: "define",
    severity: "error",
    message: "libvirt rejects this definition: {problem}",
    codes: ["arch-with-match", "mode-on-host", "missing-arch", "unknown-arch", "missing-model", "invalid-host-value"],
  },
];
