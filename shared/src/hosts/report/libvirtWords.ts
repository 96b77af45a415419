import * as l10n from "@vscode/l10n";
import type { HostProblem } from "../judge.js";
import { fill, type Span, strong } from "./document.js";

const MOST_FEATURES = 8;

/** What libvirt prints, a long list of features cut; nothing where it says nothing. */
export function libvirtWords({
  message,
  features = [],
  verdict,
}: Pick<HostProblem, "message" | "features" | "verdict">): Span[] {
  if (message === "") return [];
  const says = verdict === "fails" ? l10n.t("libvirt says: {0}") : l10n.t("If it fails, libvirt says: {0}");
  return fill(says, strong(shortened(message, features)));
}

function shortened(message: string, features: readonly string[]): string {
  for (const between of [", ", ","]) {
    const list = features.join(between);
    if (features.length <= MOST_FEATURES || !message.includes(list)) continue;
    const shown = features.slice(0, MOST_FEATURES).join(between);
    const more = l10n.t("… ({0} more)", features.length - MOST_FEATURES);
    return message.replace(list, () => `${shown}${between}${more}`);
  }
  return message;
}
