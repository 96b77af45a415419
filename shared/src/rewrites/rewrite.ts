import * as l10n from "@vscode/l10n";
import type { CpuView } from "../domain/index.js";
import type { CpuDefinition, CpuMap, Host, Model } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** A host with the name by which the user knows it: a file's or a configured one. */
export interface NamedHost {
  readonly name: string;
  readonly host: Host;
}

/**
 * What a rewrite answers: edits that do not overlap, a line that says what they do, and sentences about what to mind; or
 * why there are none.
 */
export type Rewritten<T = object> =
  | ({ readonly edits: readonly TextEdit[]; readonly summary: string; readonly cautions?: readonly string[] } & T)
  | { readonly error: string };

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
  if (view.cpu === undefined) return { error: l10n.t("This document has no <cpu> to change.") };
  if (view.cpu.isHost) return { error: l10n.t("This <cpu> describes a host. Only the <cpu> of a VM can be changed.") };
  if (catalogue.map?.arch !== "x86") {
    return {
      error: l10n.t("libvirt does not define the CPU features of {0}, so nothing can be computed.", catalogue.arch),
    };
  }
  return { view: view.cpu, cpu: view.cpu.definition(), map: catalogue.map };
}

/** `1 feature`, `12 features`. */
export function countFeatures(count: number): string {
  return count === 1 ? l10n.t("1 feature") : l10n.t("{0} features", count);
}

/** A guest's CPU that names a model of the map. */
export interface CustomCpu extends GuestCpu {
  readonly model: Model;
}

/** The document's CPU as a custom one, or why it is none. */
export function customCpu(context: RuleContext): CustomCpu | { readonly error: string } {
  const guest = guestCpu(context);
  if ("error" in guest) return guest;
  const { cpu, map } = guest;
  if (cpu.mode !== "custom") {
    return {
      error: l10n.t("This CPU is {0} and has no model. Convert it to a custom CPU first.", cpu.mode ?? ""),
    };
  }
  if (cpu.model === undefined) return { error: l10n.t("This CPU has no model.") };
  const model = map.modelByName.get(cpu.model);
  if (model === undefined)
    return { error: l10n.t("libvirt {0} does not support the CPU model {1}.", map.release, cpu.model) };
  return { ...guest, model };
}
