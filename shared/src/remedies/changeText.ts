import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../engine/index.js";
import { code, fill, type Span } from "../hosts/report/document.js";
import { featureSpans } from "../hosts/report/lists.js";

/** What makes one definition another, in words: "disable `hle` and `rtm`; take out `svm`". */
export function changeText(before: CpuDefinition, after: CpuDefinition): Span[] {
  const parts = [...headParts(before, after), ...featureParts(before, after)];
  return parts.flatMap((part, index) => (index === 0 ? part : [l10n.t("; "), ...part]));
}

function headParts(before: CpuDefinition, after: CpuDefinition): Span[][] {
  if (after.mode !== before.mode) return [fill(l10n.t("use {0}"), code(`mode='${after.mode}'`))];
  const isGone = (key: "vendor" | "migratable") => before[key] !== undefined && after[key] === undefined;
  return [
    ...(after.model !== before.model && after.model !== undefined
      ? [fill(l10n.t("take the model {0}"), code(after.model))]
      : []),
    ...(isGone("vendor") ? [fill(l10n.t("take out {0}"), code("<vendor>"))] : []),
    ...(isGone("migratable") ? [fill(l10n.t("take out {0}"), code("migratable"))] : []),
    ...(["match", "check"] as const).flatMap((key) =>
      after[key] === before[key] || after[key] === undefined
        ? []
        : [fill(l10n.t("set {0}"), code(`${key}='${after[key]}'`))],
    ),
    ...addressParts(before, after),
  ];
}

function addressParts(before: CpuDefinition, { maxPhysAddr }: CpuDefinition): Span[][] {
  const bits = maxPhysAddr?.bits;
  return bits === undefined || bits === before.maxPhysAddr?.bits
    ? []
    : [fill(l10n.t("set {0}"), code(`bits='${bits}'`))];
}

function featureParts(before: CpuDefinition, after: CpuDefinition): Span[][] {
  if (after.mode !== before.mode) return [];
  const old = new Map(before.features.map(({ name, policy }) => [name, policy]));
  const now = new Map(after.features.map(({ name, policy }) => [name, policy]));
  const disabled = [...now].flatMap(([name, policy]) =>
    policy === "disable" && old.get(name) !== "disable" ? [name] : [],
  );
  const gone = [...old.keys()].filter((name) => !now.has(name));
  return [
    ...(disabled.length === 0 ? [] : [fill(l10n.t("disable {0}"), featureSpans(disabled))]),
    ...(gone.length === 0 ? [] : [fill(l10n.t("take out {0}"), featureSpans(gone))]),
  ];
}
