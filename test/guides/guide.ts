import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../cli/folders.js";

export const GUIDES = path.join(root, "docs/guides");

/** A fenced block of a guide. */
export interface Block {
  readonly guide: string;
  readonly line: number;
  readonly language: string;
  /** What is behind the language: the rules that a wrong document breaks, or what the commands end with, if not 0. */
  readonly words: readonly string[];
  readonly text: string;
}

export const names: readonly string[] = readdirSync(GUIDES).filter((name) => name.endsWith(".md"));

/** Every block of every guide, in order. */
export function blocks(): Block[] {
  return names.flatMap((guide) => {
    const text = readFileSync(path.join(GUIDES, guide), "utf8");
    return [...text.matchAll(/^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
      guide,
      line: text.slice(0, match.index).split("\n").length,
      language: match[1] ?? "",
      words: (match[2] ?? "").split(" ").filter((word) => word !== ""),
      text: match[3] ?? "",
    }));
  });
}

/** Lines of guides that begin or end a block, also of kinds that {@link blocks} does not know: indented, or of tildes. */
export const fences = (): number =>
  names.flatMap((guide) => readFileSync(path.join(GUIDES, guide), "utf8").match(/^[\s>]*(?:```|~~~)/gm) ?? []).length;

/** A command of a block, and what stands below it. */
export interface Asked {
  readonly command: string;
  readonly answer: string;
}

/** What is typed behind `$ `, each with the lines up to the next. */
export function asked(text: string): Asked[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...lines] = part.split("\n");
      return { command, answer: lines.join("\n").trimEnd() };
    });
}
