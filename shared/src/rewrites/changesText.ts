import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../engine/index.js";

const MOST_NAMED = 2;

/** What differs between two definitions, in few words: "without migratable", "with check='partial' and svm removed". */
export function changesText(before: CpuDefinition, after: CpuDefinition): string {
  const names = changedFeatures(before, after);
  const { maxPhysAddr } = after;
  const changed = [
    ...(["match", "check"] as const).flatMap((name) =>
      after[name] === undefined || after[name] === before[name] ? [] : [`${name}='${after[name]}'`],
    ),
    ...(maxPhysAddr?.bits === before.maxPhysAddr?.bits ? [] : [l10n.t("{0} address bits", maxPhysAddr?.bits ?? "")]),
    ...(names.length > MOST_NAMED ? [l10n.t("{0} features changed", names.length)] : featureTexts(names, after)),
  ];
  const gone = [
    ...(before.vendor !== undefined && after.vendor === undefined ? ["<vendor>"] : []),
    ...(before.migratable !== undefined && after.migratable === undefined ? ["migratable"] : []),
  ];
  const parts = [
    ...(changed.length === 0 ? [] : [l10n.t("with {0}", listed(changed))]),
    ...(gone.length === 0 ? [] : [l10n.t("without {0}", listed(gone))]),
  ];
  return parts.join(", ");
}

const DONE = { require: "required", force: "forced", optional: "optional", disable: "disabled", forbid: "forbidden" };

/** "svm and avx512f removed", "pku disabled". */
function featureTexts(names: readonly string[], { features }: CpuDefinition): string[] {
  const policies = new Map(features.map(({ name, policy }) => [name, DONE[policy ?? "require"]]));
  const byDeed = new Map<string, string[]>();
  for (const name of names) {
    const deed = policies.get(name) ?? "removed";
    byDeed.set(deed, [...(byDeed.get(deed) ?? []), name]);
  }
  return [...byDeed].map(([deed, done]) => `${listed(done)} ${deed}`);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : l10n.t("{0} and {1}", parts.slice(0, -1).join(", "), parts.at(-1) ?? "");
}

function changedFeatures(before: CpuDefinition, after: CpuDefinition): string[] {
  const [old, now] = [before, after].map(({ features }) => new Map(features.map(({ name, policy }) => [name, policy])));
  if (old === undefined || now === undefined) return [];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => old.has(name) !== now.has(name) || old.get(name) !== now.get(name));
}
