import { cpuLines } from "../../../../shared/src/edits/cpuLines.js";
import { profiles } from "../../../../shared/src/rewrites/insertProfile.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, escapeSnippet, type Offer, rank } from "./offer.js";

/** Behind the plain blocks. */
const FIRST_RANK = 50;

/** Levels of the x86-64 ABI as whole `<cpu>` blocks, for a domain that has none; without the first `<`. */
export function profileBlocks({ catalogue, style }: FeatureContext): Offer[] {
  return profiles(catalogue).map(({ level, vendor, cpu }, index) => ({
    label: `cpu ${level} ${vendor}`,
    kind: CompletionItemKind.Snippet,
    snippet: escapeSnippet(cpuLines(cpu, style).join("\n").slice("<".length)),
    description: cpu.model ?? "",
    sortText: rank(FIRST_RANK + index),
    subject: { kind: "model", name: cpu.model ?? "" },
  }));
}
