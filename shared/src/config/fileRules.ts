import * as l10n from "@vscode/l10n";
import { type Config, type ConfigProblem, quote } from "./config.js";
import { matcherOf } from "./pathPattern.js";

/** A file that a configuration says something of. */
export interface ConfiguredFile {
  /** From the configuration's folder on, with `/`; undefined for what is no file, or lies elsewhere. */
  readonly path: string | undefined;
  readonly text: string | undefined;
}

/** Where the VMs of a file run, and who says so. */
export interface TargetChoice {
  /** Undefined where nobody says. It may be a name that is not configured. */
  readonly name: string | undefined;
  readonly because: "default" | "comment" | { readonly pattern: string };
}

/** What a configuration says of single files. */
export interface FileRules {
  /** A comment in the file counts, else the last pattern that fits it, else the folder's target. */
  targetOf(file: ConfiguredFile): TargetChoice;
  /** Whether a file is left alone, by its path. */
  isExcluded(path: string | undefined): boolean;
}

/** Paths whose answer is kept: the same few are asked for again and again. */
const MAX_KEPT = 256;

/** Reads the rules for single files from a configuration. It compiles a pattern when a file needs it. */
export function makeFileRules({ target, targets, exclude }: Config): FileRules {
  const matchers = once(() => [...targets].map(([pattern, name]) => ({ pattern, name, fits: matcherOf([pattern]) })));
  const excludes = once(() => matcherOf(exclude));
  const patternFor = keeping((path: string) => matchers().findLast(({ fits }) => fits(path)));
  const isExcluded = keeping((path: string) => excludes()(path));
  return {
    targetOf: ({ path, text }) => {
      const comment = text === undefined ? undefined : targetComment(text);
      if (comment !== undefined) return { name: comment.name, because: "comment" };
      const found = path === undefined || targets.size === 0 ? undefined : patternFor(path);
      return found === undefined
        ? { name: target, because: "default" }
        : { name: found.name, because: { pattern: found.pattern } };
    },
    isExcluded: (path) => path !== undefined && exclude.length > 0 && isExcluded(path),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function keeping<T>(answer: (path: string) => T): (path: string) => T {
  const kept = new Map<string, { readonly value: T }>();
  return (path) => {
    const found = kept.get(path) ?? { value: answer(path) };
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(path, found);
    return found.value;
  };
}

/** Further into a document nobody looks for it. */
const BEGINNING = 64 * 1024;
const MARK = "libvirt-cpu-target";

/** `<!-- libvirt-cpu-target prod -->`: the name that the first such comment holds, and its place in offsets. */
function targetComment(
  text: string,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const head = text.slice(0, BEGINNING);
  if (!head.includes(MARK)) return undefined;
  for (let at = head.indexOf("<!--"); at !== -1; ) {
    const end = head.indexOf("-->", at + 4);
    if (end === -1) return undefined;
    const inner = head.slice(at + 4, end).trimStart();
    const rest = inner.startsWith(MARK) ? inner.slice(MARK.length) : "";
    const name = rest.trim();
    if (name !== "" && /^\s/.test(rest)) {
      const start = end - rest.trimStart().length;
      return { name, start, end: start + name.length };
    }
    at = head.indexOf("<!--", end + 3);
  }
  return undefined;
}

/**
 * What is wrong with the comment in which a document names its target.
 *
 * @returns undefined where there is none, or where the name is configured
 */
export function commentProblem(text: string, { hosts, pools }: Config): ConfigProblem | undefined {
  const comment = targetComment(text);
  if (comment === undefined || hosts.has(comment.name) || pools.has(comment.name)) return undefined;
  const { name, start, end } = comment;
  const message = l10n.t("{0} is not a host or pool of libvirt-cpu.json, so this file has no target.", quote(name));
  return { message, start, end, severity: "warning", unknown: { name, known: [...pools.keys(), ...hosts.keys()] } };
}
