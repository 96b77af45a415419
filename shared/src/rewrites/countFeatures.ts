import * as l10n from "@vscode/l10n";
/** `1 feature`, `12 features`. */
export function countFeatures(count: number): string {
  return count === 1 ? l10n.t("1 feature") : l10n.t("{0} features", count);
}
