import path from "node:path";

/** A source file by its path from the project's root, with forward slashes. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** What one file imports. */
export interface Import {
  /** A file's path from the root, or a package's name. */
  readonly target: string;
  /** Only types: nothing of it is there at run time. */
  readonly isType: boolean;
  /** `import("…")`: read when it is needed, so that it closes no circle. */
  readonly isLater: boolean;
}

const STATEMENT = /^(import|export)\s+(type\s+)?([^;"]*?\sfrom\s+)?"([^"]+)"/gm;
const LATER = /\bimport\("([^"]+)"\)/g;

/** The imports of a file, re-exports among them. */
export function importsOf({ name, text }: Source): Import[] {
  const target = (specifier: string) =>
    specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(name), specifier.replace(/\.js$/, ".ts"))
      : specifier;
  return [
    ...[...text.matchAll(STATEMENT)].map((match) => ({
      target: target(match[4] ?? ""),
      isType: match[2] !== undefined || /^\{(?:\s*type\s+\w+(?:\s+as\s+\w+)?\s*,?)+\s*\}/.test((match[3] ?? "").trim()),
      isLater: false,
    })),
    ...[...text.matchAll(LATER)].map((match) => ({ target: target(match[1] ?? ""), isType: false, isLater: true })),
  ];
}

export interface ImportFigures {
  /** Import statements for 100 lines. */
  readonly importsPer100: number;
  /** Files that one other file imports, and no more. */
  readonly oneImporter: number;
  /** Files that need each other to be loaded, by types too; those within one folder by types alone are left out. */
  readonly circles: readonly (readonly string[])[];
  /** Names that several files export, but for re-exports and for what each file of its kind must export. */
  readonly definedTwice: readonly string[];
}

/** What VS Code calls in each bundle, and what each request's file has. */
const ONE_A_FILE: ReadonlySet<string> = new Set(["activate", "deactivate", "answer"]);

/** What the figures miss of what is aimed at; each as a sentence. */
export function missedImports({ importsPer100, circles, definedTwice }: ImportFigures, meanFile: number): string[] {
  const limits: readonly (readonly [boolean, string])[] = [
    [meanFile >= 80 && meanFile <= 150, `a file has ${meanFile} lines on average, 80 to 150 are aimed at`],
    [importsPer100 <= 5.2, `${importsPer100} imports for 100 lines, 5 are aimed at, 5.2 are the most`],
    [circles.length === 0, `${circles.length} circles of files that need each other`],
    [
      definedTwice.length <= 2,
      `${definedTwice.length} names are exported by several files, 0 are aimed at, 2 are the most`,
    ],
  ];
  return limits.filter(([holds]) => !holds).map(([, text]) => text);
}

export function importFigures(sources: readonly Source[]): ImportFigures {
  const imports = new Map(sources.map((source) => [source.name, importsOf(source)]));
  const importers = new Map<string, Set<string>>();
  for (const [name, list] of imports) {
    for (const { target } of list) importers.set(target, (importers.get(target) ?? new Set()).add(name));
  }
  const lines = sources.reduce((sum, { text }) => sum + text.trimEnd().split("\n").length, 0);
  const statements = [...imports.values()].reduce((sum, list) => sum + list.length, 0);
  return {
    importsPer100: Math.round((1000 * statements) / lines) / 10,
    oneImporter: sources.filter(({ name }) => importers.get(name)?.size === 1).length,
    circles: circlesOf(imports),
    definedTwice: definedTwice(sources),
  };
}

const EXPORTED = /^export\s+(?:declare\s+|async\s+)*(?:const|function\*?|class|interface|type|enum)\s+(\w+)/gm;

function definedTwice(sources: readonly Source[]): string[] {
  const files = new Map<string, string[]>();
  for (const { name, text } of sources) {
    // An overloaded function is exported several times by one file.
    for (const each of new Set([...text.matchAll(EXPORTED)].map((match) => match[1] ?? ""))) {
      if (ONE_A_FILE.has(each)) continue;
      files.set(each, [...(files.get(each) ?? []), name]);
    }
  }
  return [...files].flatMap(([name, where]) => (where.length > 1 ? [`${name} (${where.join(", ")})`] : [])).sort();
}

/** Strongly connected files (Tarjan), larger than one. */
function circlesOf(imports: ReadonlyMap<string, readonly Import[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.get(name) ?? 0);
    stack.push(name);
    for (const each of imports.get(name) ?? []) {
      if (each.isLater || !imports.has(each.target) || isTypeInFolder(name, each)) continue;
      if (!index.has(each.target)) visit(each.target);
      const seen = stack.includes(each.target) ? (low.get(each.target) ?? 0) : Number.POSITIVE_INFINITY;
      low.set(name, Math.min(low.get(name) ?? 0, seen));
    }
    if (low.get(name) !== index.get(name)) return;
    const circle = stack.splice(stack.indexOf(name));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const name of imports.keys()) if (!index.has(name)) visit(name);
  return circles;
}

function isTypeInFolder(name: string, { target, isType }: Import): boolean {
  return isType && path.posix.dirname(name) === path.posix.dirname(target);
}
