import * as l10n from "@vscode/l10n";
import type { FeatureContext } from "../../context.js";
import { inQuotes } from "./elementSnippet.js";
import { cellLines } from "./numaSnippets.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";

/** Whole `<cpu>` blocks for a domain that has none; without the first `<`. */
export function cpuBlocks(context: FeatureContext): Offer[] {
  const emulated = context.situation.type === "qemu";
  const { indent } = context.style;
  const custom = l10n.t(
    "cpu mode='custom' match='exact' check='partial'>\n{0}<model fallback='forbid'>$1</model>\n</cpu>",
    indent,
  );
  const blocks: readonly (readonly [label: string, mode: string, snippet: string])[] = [
    ...(emulated
      ? [[l10n.t("cpu maximum"), "maximum", l10n.t("cpu mode='maximum'/>")] as const]
      : [
          [l10n.t("cpu host-model"), "host-model", l10n.t("cpu mode='host-model' check='partial'/>")] as const,
          [
            l10n.t("cpu host-passthrough"),
            "host-passthrough",
            l10n.t("cpu mode='host-passthrough' check='none' migratable='on'/>"),
          ] as const,
        ]),
    [l10n.t("cpu custom model"), "custom", custom],
    [l10n.t("cpu with two NUMA cells"), emulated ? "maximum" : "host-model", numaBlock(context, emulated)],
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
  const mode = emulated ? "mode='maximum'" : l10n.t("mode='host-model' check='partial'");
  return l10n.t("cpu {0}>\n{1}</cpu>", mode, lines.map((line) => `${indent}${line}\n`).join(""));
}
