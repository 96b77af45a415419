import * as l10n from "@vscode/l10n";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** How long ago something was, in the largest whole unit: "3 days old". */
export function ageText(time: number, now: number): string {
  const age = now - time;
  if (age >= DAY) return counted(age / DAY, l10n.t("1 day old"), (count) => l10n.t("{0} days old", count));
  if (age >= HOUR) return counted(age / HOUR, l10n.t("1 hour old"), (count) => l10n.t("{0} hours old", count));
  if (age >= MINUTE) return counted(age / MINUTE, l10n.t("1 minute old"), (count) => l10n.t("{0} minutes old", count));
  return l10n.t("less than a minute old");
}

function counted(number: number, one: string, several: (count: string) => string): string {
  const count = Math.floor(number);
  return count === 1 ? one : several(count.toLocaleString("en"));
}
