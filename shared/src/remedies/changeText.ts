import type { CpuDefinition } from "../engine/index.js";
import type { Span } from "../hosts/report/document.js";
import { featureSpans } from "../hosts/report/lists.js";

/** What makes one definition another, in words: "disable `hle` and `rtm`; take out `svm`". */
export function changeText(before: CpuDefinition, after: CpuDefinition): Span[] {
  const parts = [...headParts(before, after), ...featureParts(before, after)];
  return parts.flatMap((part, index) => (index === 0 ? part : ["; ", ...part]));
}

function headParts(before: CpuDefinition, after: CpuDefinition): Span[][] {
  if (after.mode !== before.mode) return [["use ", { code: `mode='${after.mode}'` }]];
  const isGone = (key: "vendor" | "migratable") => before[key] !== undefined && after[key] === undefined;
  return [
    ...(after.model !== before.model && after.model !== undefined ? [["take the model ", { code: after.model }]] : []),
    ...(isGone("vendor") ? [["take out ", { code: "<vendor>" }]] : []),
    ...(isGone("migratable") ? [["take out ", { code: "migratable" }]] : []),
    ...(["match", "check"] as const).flatMap((key) =>
      after[key] === before[key] || after[key] === undefined ? [] : [["set ", { code: `${key}='${after[key]}'` }]],
    ),
    ...addressParts(before, after),
  ];
}

function addressParts(before: CpuDefinition, { maxPhysAddr }: CpuDefinition): Span[][] {
  const bits = maxPhysAddr?.bits;
  return bits === undefined || bits === before.maxPhysAddr?.bits ? [] : [["set ", { code: `bits='${bits}'` }]];
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
    ...(disabled.length === 0 ? [] : [["disable ", ...featureSpans(disabled)]]),
    ...(gone.length === 0 ? [] : [["take out ", ...featureSpans(gone)]]),
  ];
}
