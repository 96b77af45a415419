import { blank } from "./blank.js";
import { functionLengths } from "./functions.js";

/** What a file looks like. */
export interface FileStyle {
  readonly lines: number;
  readonly functions: readonly number[];
  readonly codeLines: number;
  readonly commentLines: number;
  readonly anys: number;
}

export function measure(source: string): FileStyle {
  const { code, commentLines } = blank(source);
  return {
    lines: source.trimEnd().split("\n").length,
    functions: functionLengths(code),
    codeLines: code.split("\n").filter((line) => line.trim() !== "").length,
    commentLines,
    anys: [...code.matchAll(/[:<|&,]\s*any\b|\bas any\b/g)].length,
  };
}

/** One line of the table in CONTRIBUTING. */
export interface StyleRow {
  readonly medianFile: number;
  readonly longestFile: number;
  readonly functionMedian: number;
  readonly functionP90: number;
  readonly functionMax: number;
  /** Lines of comment for 100 of code. */
  readonly comments: number;
  readonly anys: number;
}

export function sum(files: readonly FileStyle[]): StyleRow {
  const total = (of: (file: FileStyle) => number) => files.reduce((all, file) => all + of(file), 0);
  const sizes = sorted(files.map(({ lines }) => lines));
  const functions = sorted(files.flatMap((file) => file.functions));
  return {
    medianFile: at(sizes, 0.5),
    longestFile: at(sizes, 1),
    functionMedian: at(functions, 0.5),
    functionP90: at(functions, 0.9),
    functionMax: at(functions, 1),
    comments: Math.round((100 * total(({ commentLines }) => commentLines)) / total(({ codeLines }) => codeLines)),
    anys: total(({ anys }) => anys),
  };
}

/** What the row misses of what is aimed at; each with the figure. */
export function missed(row: StyleRow): string[] {
  const limits: readonly (readonly [boolean, string])[] = [
    [row.medianFile <= 150, `half of the files have more than ${row.medianFile} lines, 150 are aimed at`],
    [row.longestFile <= 400, `a file has ${row.longestFile} lines, 400 are the most`],
    [row.functionMedian <= 10, `half of the functions have more than ${row.functionMedian} lines, 10 are aimed at`],
    [row.functionP90 <= 30, `a tenth of the functions have more than ${row.functionP90} lines, 30 are aimed at`],
    [row.functionMax <= 80, `a function has ${row.functionMax} lines, 80 are the most`],
    [row.comments >= 5 && row.comments <= 17, `${row.comments} lines of comment for 100 of code, 5 to 17 are aimed at`],
    [row.anys === 0, `${row.anys} times any`],
  ];
  return limits.filter(([holds]) => !holds).map(([, text]) => text);
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function at(numbers: readonly number[], share: number): number {
  return numbers[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
}
