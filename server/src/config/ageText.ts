import * as l10n from "@vscode/l10n";

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** How long ago something was, in the largest whole unit: "3 days old". */
export function ageText(time: number, now: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.floor((now - time) / length);
    if (count >= 1) return l10n.t("{0} {1}{2} old", count.toLocaleString("en"), unit, count === 1 ? "" : "s");
  }
  return l10n.t("less than a minute old");
}
