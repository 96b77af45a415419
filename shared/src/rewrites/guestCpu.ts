import * as l10n from "@vscode/l10n";
import type { CpuView } from "../domain/index.js";
import { type CpuDefinition, type CpuMap, readCpu } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";

/** A guest's `<cpu>` on x86. */
export interface GuestCpu {
  readonly view: CpuView;
  /** What libvirt makes of it; of a faulty one, what can be read. */
  readonly cpu: CpuDefinition;
  readonly map: CpuMap;
}

/** The document's CPU, or why there is none to rewrite. */
export function guestCpu(context: RuleContext): GuestCpu | { readonly error: string } {
  const { view, catalogue } = context;
  if (view.cpu === undefined) return { error: l10n.t("This document has no <cpu> to rewrite.") };
  if (view.cpu.isHost) return { error: l10n.t("This <cpu> describes a host; only a guest's can be rewritten.") };
  if (catalogue.map?.arch !== "x86") {
    return {
      error: l10n.t(
        "libvirt leaves the CPU features of {0} to QEMU: there is nothing to compute with.",
        catalogue.arch,
      ),
    };
  }
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  return { view: view.cpu, cpu, map: catalogue.map };
}
