import { cpuLines } from "../../../../shared/src/edits/index.js";
import { profiles } from "../../../../shared/src/rewrites/insertProfile.js";
import type { FeatureContext } from "../../context.js";
import { type Candidate, CompletionItemKind, escapeSnippet, rank } from "./candidate.js";
import { cellLines, inQuotes } from "./elementCandidates.js";

/** Whole `<cpu>` blocks for a domain that has none; without the first `<`. */
export function cpuBlocks(context: FeatureContext): Candidate[] {
  const emulated = context.situation.type === "qemu";
  const { indent } = context.style;
  const custom = `cpu mode='custom' match='exact' check='partial'>\n${indent}<model fallback='forbid'>$1</model>\n</cpu>`;
  const blocks: readonly (readonly [label: string, mode: string, snippet: string])[] = [
    ...(emulated
      ? [["cpu maximum", "maximum", "cpu mode='maximum'/>"] as const]
      : [
          ["cpu host-model", "host-model", "cpu mode='host-model' check='partial'/>"] as const,
          [
            "cpu host-passthrough",
            "host-passthrough",
            "cpu mode='host-passthrough' check='none' migratable='on'/>",
          ] as const,
        ]),
    ["cpu custom model", "custom", custom],
    ["cpu with two NUMA cells", emulated ? "maximum" : "host-model", numaBlock(context, emulated)],
  ];
  return blocks.map(([label, value, snippet], index) => ({
    label,
    kind: CompletionItemKind.Snippet,
    snippet: inQuotes(snippet, context),
    sortText: rank(index),
    subject: { kind: "value", path: "cpu", attribute: "mode", value },
    ...(value === "custom" ? { suggestNext: true } : {}),
  }));
}

function numaBlock(context: FeatureContext, emulated: boolean): string {
  const { indent } = context.style;
  const count = context.view.vcpu?.count;
  const even = count !== undefined && count > 0 && count % 2 === 0;
  const topology = even ? [`<topology sockets='2' cores='${count / 2}' threads='1'/>`] : [];
  const cells = cellLines(context, 2).map((line) => `${indent}${line}`);
  const lines = [...topology, "<numa>", ...cells, "</numa>"];
  const mode = emulated ? "mode='maximum'" : "mode='host-model' check='partial'";
  return `cpu ${mode}>\n${lines.map((line) => `${indent}${line}\n`).join("")}</cpu>`;
}

/** Behind the plain blocks. */
const FIRST_RANK = 50;

/** Levels of the x86-64 ABI as whole `<cpu>` blocks, for a domain that has none; without the first `<`. */
export function profileBlocks({ catalogue, style }: FeatureContext): Candidate[] {
  return profiles(catalogue).map(({ level, vendor, cpu }, index) => ({
    label: `cpu ${level} ${vendor}`,
    kind: CompletionItemKind.Snippet,
    snippet: escapeSnippet(cpuLines(cpu, style).join("\n").slice("<".length)),
    description: cpu.model ?? "",
    sortText: rank(FIRST_RANK + index),
    subject: { kind: "model", name: cpu.model ?? "" },
  }));
}
