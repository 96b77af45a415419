import * as l10n from "@vscode/l10n";
import type { CpuDefinition, CpuPolicy } from "../engine/index.js";
import { andList } from "../lists.js";

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
    ...(changed.length === 0 ? [] : [l10n.t("with {0}", andList(changed))]),
    ...(gone.length === 0 ? [] : [l10n.t("without {0}", andList(gone))]),
  ];
  return parts.join(", ");
}

/** "svm and avx512f removed", "pku disabled". */
function featureTexts(names: readonly string[], { features }: CpuDefinition): string[] {
  const policies = new Map(features.map(({ name, policy }) => [name, policy ?? "require"]));
  const byPolicy = new Map<CpuPolicy | undefined, string[]>();
  for (const name of names) {
    const policy = policies.get(name);
    byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), name]);
  }
  return [...byPolicy].map(([policy, changed]) => changedText(andList(changed), policy));
}

/** @param policy what features have now; undefined where they are gone */
function changedText(names: string, policy: CpuPolicy | undefined): string {
  switch (policy) {
    case "require":
      return l10n.t("{0} required", names);
    case "force":
      return l10n.t("{0} forced", names);
    case "optional":
      return l10n.t("{0} optional", names);
    case "disable":
      return l10n.t("{0} disabled", names);
    case "forbid":
      return l10n.t("{0} forbidden", names);
    case undefined:
      return l10n.t("{0} removed", names);
  }
}

function changedFeatures(before: CpuDefinition, after: CpuDefinition): string[] {
  const [old, now] = [before, after].map(({ features }) => new Map(features.map(({ name, policy }) => [name, policy])));
  if (old === undefined || now === undefined) return [];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => old.has(name) !== now.has(name) || old.get(name) !== now.get(name));
}
