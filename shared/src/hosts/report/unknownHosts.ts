import * as l10n from "@vscode/l10n";
import type { UnknownHost } from "../poolHost.js";
import { type Block, heading, list, strong, type Text } from "./document.js";
import { hostNames } from "./lists.js";

const MOST_REASONS = 20;

/** Hosts of which nothing is known, and why: said, not left out. */
export function unknownBlocks(unknown: readonly UnknownHost[]): Block[] {
  if (unknown.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of unknown) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  const items = [...byReason].map(([reason, hosts]): Text => [strong(hostNames(hosts)), `: ${reason}`]);
  const shown = items.slice(0, MOST_REASONS);
  const rest = items.length > MOST_REASONS ? [l10n.t("… and {0} more reasons", items.length - MOST_REASONS)] : [];
  return [heading(l10n.t("Hosts of which nothing is known")), ...list([...shown, ...rest])];
}
