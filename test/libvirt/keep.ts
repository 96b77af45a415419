import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Comparison } from "./compare.js";

/** Where what did not agree is kept until the next run. */
export const KEPT = fileURLToPath(new URL("../../out/libvirt/", import.meta.url));

/** A comparison in words. */
export function describe({ document, answer, ours }: Comparison): string {
  const told = answer.error === undefined ? "accepts" : `refuses: ${answer.error.replaceAll("\n", " ")}`;
  const shown = ours.map(({ rule, message }) => `${rule}: ${message}`);
  return `${document.name}\n  libvirt ${told}\n  we ${shown.length === 0 ? "show nothing" : `show ${shown.join(" | ")}`}`;
}

/** Keeps the documents that did not agree, each with what was said about it. */
export async function keep(part: string, comparisons: readonly Comparison[]): Promise<void> {
  const folder = path.join(KEPT, part);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const counted = comparisons.filter(({ leftOut }) => leftOut === undefined);
  for (const comparison of counted.filter(({ agree }) => !agree)) {
    const comment = `<!-- ${describe(comparison).replaceAll("--", "- -")} -->`;
    await writeFile(path.join(folder, `${comparison.document.name}.xml`), `${comment}\n${comparison.document.xml}\n`);
  }
}
