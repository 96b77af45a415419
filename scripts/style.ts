/** `npm run style`: how our sources look, in figures; `-- --worst` names the longest files and functions. Exits 1 where an aim is missed. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { importFigures, missedImports } from "./style/imports.js";
import { type FileStyle, measure, missed, sum } from "./style/measure.js";

const ROOT = path.join(import.meta.dirname, "..");
const FOLDERS = ["shared/src", "server/src", "client/src", "virsh/src", "cli/src", "scripts"];
/** Made from schemas. */
const GENERATED = /^\/\/ Made from /;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name: path.join(folder, name), text: readFileSync(path.join(ROOT, folder, name), "utf8") }))
    .filter(({ text }) => !GENERATED.test(text))
    .map(({ name, text }): FileStyle & { name: string; text: string } => ({ name, text, ...measure(text) })),
);

console.log("| | median file | longest file | function median / p90 / max | comments per 100 code lines | any |");
console.log("| --- | --: | --: | --: | --: | --: |");
for (const folder of ["", ...FOLDERS]) {
  const row = sum(files.filter(({ name }) => name.startsWith(folder)));
  const functions = `${row.functionMedian} / ${row.functionP90} / ${row.functionMax}`;
  const cells = [folder || "all", row.medianFile, row.longestFile, functions, row.comments, row.anys];
  console.log(`| ${cells.join(" | ")} |`);
}
// What splitting a file into two does not make better.
const product = files.filter(({ name }) => !name.startsWith("scripts/"));
const figures = importFigures(product);
const { importsPer100, oneImporter, circles, definedTwice } = figures;
const meanFile = Math.round(product.reduce((total, { lines }) => total + lines, 0) / product.length);
console.log(
  `\nThe product: ${product.length} files of ${meanFile} lines on average, ${importsPer100} imports for 100 lines, ${oneImporter} files with one importer, ${circles.length} circles, ${definedTwice.length} names exported by several files.`,
);
if (process.argv.includes("--worst")) {
  for (const circle of circles) console.log(`circle: ${circle.join(", ")}`);
  console.log(`exported by several files: ${definedTwice.join(", ")}`);
  const longest = [...files].sort((a, b) => b.lines - a.lines).slice(0, 10);
  console.log(`\nfiles: ${longest.map(({ name, lines }) => `${name} ${lines}`).join(", ")}`);
  const worst = files.flatMap(({ name, functions }) => functions.map((lines) => ({ name, lines })));
  worst.sort((a, b) => b.lines - a.lines);
  console.log(
    `functions: ${worst
      .slice(0, 10)
      .map(({ name, lines }) => `${name} ${lines}`)
      .join(", ")}`,
  );
}
for (const text of [...missed(sum(files)), ...missedImports(figures, meanFile)]) {
  console.log(`missed: ${text}`);
  process.exitCode = 1;
}
