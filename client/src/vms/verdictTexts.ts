import type { Translate } from "../../../shared/src/config/index.js";
import type { JudgedVm, VmChange, VmCpu } from "../../../shared/src/messages.js";
import type { LiveState } from "./liveUpdates.js";

/** Whether a VM starts on its target, in a few words; undefined where nobody has said where it runs. */
export function outcomeText({ outcome, starts, hosts }: JudgedVm, t: Translate): string | undefined {
  switch (outcome) {
    case "not-valid":
      return t("not valid");
    case "starts":
      return t("starts");
    case "some":
      return t("starts on {0} of {1} hosts", starts, hosts);
    case "fits":
      return t("fits, not confirmed");
    case "fails":
      return t("does not start");
    case "unknown":
      return t("start unknown");
    case "no-target":
      return undefined;
  }
}

/** `Skylake-Server-IBRS, 4 features`. */
export function cpuText({ mode, model, features }: VmCpu, t: Translate): string {
  const listed = features === 1 ? [t("1 feature")] : features > 1 ? [t("{0} features", features)] : [];
  return [model ?? mode, ...listed].join(", ");
}

/** Of more changes a tooltip does not tell. */
const MOST_TOLD = 3;

/** What a VM's tooltip says of it, each in a line. */
export function judgedLines({ cpu, outcome, errors, summary, changes }: JudgedVm, t: Translate): string[] {
  const rest = changes.length - MOST_TOLD;
  return [
    ...(cpu === undefined ? [] : [t("CPU: {0}", cpuText(cpu, t))]),
    ...(outcome === "not-valid" ? [errorsText(errors, t)] : summary === undefined ? [] : [summary]),
    ...(changes.length === 0 ? [] : [t("Changes after the next start:")]),
    ...changes.slice(0, MOST_TOLD).map((change) => `• ${changeText(change, t)}`),
    ...(rest > 0 ? [`• ${t("{0} more", rest)}`] : []),
  ];
}

function errorsText(errors: number, t: Translate): string {
  return errors === 1
    ? t("libvirt rejects the definition: 1 error.")
    : t("libvirt rejects the definition: {0} errors.", errors);
}

function changeText({ what, now, next }: VmChange, t: Translate): string {
  if (now === undefined) return next === "" ? t("{0}: added", what) : t("{0}: added {1}", what, next ?? "");
  if (next === undefined) return t("{0}: removed", what);
  return t("{0}: {1}, now {2}", what, next, now);
}

/** What a connection's tooltip says of live updates; empty where nothing is followed. */
export function liveText(state: LiveState | undefined, t: Translate): string {
  switch (state) {
    case undefined:
      return "";
    case "on":
      return t("Changes of VMs are shown as they happen.");
    case "lost":
      return t(
        "The connection to libvirt was lost. The list shows what was last known. Refresh it when libvirt runs again.",
      );
    case "ended":
      return t(
        "Changes of VMs are no longer shown as they happen: virsh event failed several times. Refresh the connection to try again.",
      );
  }
}
