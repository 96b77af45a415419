import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";

/** Something wrong in a configuration's text, with its place in offsets. */
export interface ConfigProblem {
  /** A sentence for the user. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** An error where nothing can be read, or where the VMs have nowhere to run. */
  readonly severity: "error" | "warning";
  /** Set where a name is not known: those that may have been meant. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] };
  /** JSON itself or the file's schema says it as well: an editor that checks those needs no second message. */
  readonly inSchema?: true;
  /** The name or item at the place does nothing and may go. */
  readonly removable?: true;
}

/** Tells of something wrong about a node. */
export type Report = (
  node: Pick<Node, "offset" | "length">,
  message: string,
  more?: Partial<Pick<ConfigProblem, "severity" | "unknown" | "inSchema" | "removable">>,
) => void;

/** More problems than these help nobody. */
export const MAX_PROBLEMS = 500;

/** Collects what is reported, as far as anybody would read it. */
export function makeReport(problems: ConfigProblem[]): Report {
  return ({ offset, length }, message, more) => {
    if (problems.length > MAX_PROBLEMS) return;
    const isLast = problems.length === MAX_PROBLEMS;
    const place = { start: offset, end: offset + length };
    if (isLast)
      problems.push({
        message: l10n.t("There are more problems; correct these first."),
        ...place,
        severity: "warning",
      });
    else problems.push({ message, ...place, severity: "warning", ...more });
  };
}

/** A name from a file, as a message shows it: short, and harmless in a log. */
export function quote(name: string): string {
  const cut = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `"${cut.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?")}"`;
}
