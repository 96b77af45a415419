import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAst } from "vitest/node";
import { root } from "../../cli/folders.js";

/** A regular expression of the source. */
export interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const PARTS = ["shared/src", "server/src", "cli/src", "client/src"];

/** Every regular expression that is written in what ships, each once. */
export function allPatterns(): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const part of PARTS) {
    for (const name of readdirSync(path.join(root, part), { recursive: true, encoding: "utf8" }).sort()) {
      if (!name.endsWith(".ts") || name.endsWith(".d.ts")) continue;
      const file = `${part}/${name}`;
      const tree = parseAst(readFileSync(path.join(root, file), "utf8"), { lang: "ts" });
      for (const { pattern, flags } of literalsIn(tree)) {
        const key = `/${pattern}/${flags}`;
        if (!found.has(key)) found.set(key, { file, source: pattern, flags });
      }
    }
  }
  return [...found.values()];
}

interface Literal {
  readonly pattern: string;
  readonly flags: string;
}

function* literalsIn(node: unknown): Generator<Literal> {
  if (typeof node !== "object" || node === null) return;
  if ("regex" in node) yield node.regex as Literal;
  for (const child of Object.values(node)) yield* literalsIn(child);
}
