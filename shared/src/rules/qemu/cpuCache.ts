import * as l10n from "@vscode/l10n";
import { foreignArch } from "../../domain/guestMachine.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { takesHostCpu } from "../../engine/index.js";
import { attributeOf, elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** libvirt: qemuValidateDomainDefCpu, 11.3. */
const cpuCache: Check = function* ({ view, cpu }) {
  const cache = cpu?.cache;
  const typed = view.cpu?.cache;
  if (cache === undefined || typed === undefined || !runsOnQemu(view.type?.value)) return;
  const { element, level, mode } = typed;
  const arch = foreignArch(view);
  if (arch !== undefined) {
    const libvirt = `unsupported configuration: CPU cache specification is not supported for '${arch}' architecture`;
    yield { rule: "cache-arch", range: element, data: { arch }, libvirt };
  } else if (cache.mode === "emulate") {
    if (cache.level === 3) return;
    const libvirt = "unsupported configuration: CPU cache mode 'emulate' can only be used with level='3'";
    yield { rule: "cache-emulate-level", range: level?.attribute ?? element.nameRange, libvirt };
  } else if (cache.mode === "passthrough" && !takesHostCpu(cpu?.mode)) {
    const libvirt =
      "unsupported configuration: CPU cache mode 'passthrough' can only be used with 'host-passthrough' / 'maximum' CPUs";
    yield { rule: "cache-passthrough", range: mode?.attribute ?? element, data: { mode: cpu?.mode ?? "" }, libvirt };
  } else if (level !== undefined) {
    const libvirt = `unsupported configuration: unsupported CPU cache level for mode '${cache.mode}'`;
    yield { rule: "cache-level-mode", range: level.attribute, data: { mode: cache.mode }, libvirt };
  }
};

/** `<cache>` in the QEMU driver. */
export const cpuCacheRules: readonly Rule[] = [
  {
    id: "cache-arch",
    stage: "define",
    severity: "error",
    message: "The CPU's cache can be described only for x86 guests; this one is {arch}. Remove <cache>.",
    check: cpuCache,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <cache>")),
  },
  {
    id: "cache-emulate-level",
    stage: "define",
    severity: "error",
    message: "An emulated cache is one of level 3: write level='3'.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Set level='3'"), setAttribute(text, element, "level", "3")),
        offer(l10n.t("Remove <cache>"), removeElement(text, element)),
      ];
    },
  },
  {
    id: "cache-passthrough",
    stage: "define",
    severity: "error",
    message:
      "The host's cache can be passed through only with the modes host-passthrough and maximum; this CPU is {mode}.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const cpu = viewAt(context, finding.start)?.cpu;
      if (element === undefined || cpu === undefined) return [];
      const { text } = context.document;
      const emulate = [setAttribute(text, element, "mode", "emulate"), setAttribute(text, element, "level", "3")];
      return [
        prefer(l10n.t("Emulate a level 3 cache"), ...emulate),
        offer(l10n.t("Remove <cache>"), removeElement(text, element)),
        offer(
          l10n.t("Change the CPU's mode to host-passthrough"),
          setAttribute(text, cpu.element, "mode", "host-passthrough"),
        ),
      ];
    },
  },
  {
    id: "cache-level-mode",
    stage: "define",
    severity: "error",
    message: "With mode {mode} the cache has no level. Remove level.",
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      const { text } = context.document;
      const emulate = [setAttribute(text, element, "mode", "emulate"), setAttribute(text, element, "level", "3")];
      return [
        prefer(l10n.t("Remove level"), removeAttribute(text, attribute)),
        offer(l10n.t("Emulate a level 3 cache"), ...emulate),
      ];
    },
  },
];
