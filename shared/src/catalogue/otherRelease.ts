import * as l10n from "@vscode/l10n";
import type { Knowledge } from "./knows.js";

/** Where a release lacks a name: the release that brought it later, or took it away, as a sentence. */
export function otherRelease(knowledge: Knowledge): string | undefined {
  const { known } = knowledge;
  if (known === "gone") return l10n.t("libvirt {0} removed it.", knowledge.by);
  if (known !== "later") return undefined;
  const { since, after = "", by = "" } = knowledge;
  return since === undefined
    ? l10n.t("It was added between libvirt {0} and {1}.", after, by)
    : l10n.t("libvirt {0} supports it.", since);
}
