import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";

/** The file of the configuration, at a folder's root. */
export const configFile = "libvirt-cpu.json";

export const SEVERITIES = ["off", "hint", "information", "warning", "error"] as const;
export type RuleSetting = (typeof SEVERITIES)[number];

/** What `libvirt-cpu.json` or the editor's settings say. */
export interface Config {
  /** The libvirt release to go by. */
  readonly libvirt?: string;
  /** Severity by rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** By name; only the file has them. */
  readonly hosts: ReadonlyMap<string, HostConfig>;
  /** Names of hosts by the pool's name. */
  readonly pools: ReadonlyMap<string, readonly string[]>;
  /** The host or pool on which the VMs have to run. */
  readonly target?: string;
  /** Names of hosts or pools for some of the files, by pattern; of those that fit a file the last counts. */
  readonly targets: ReadonlyMap<string, string>;
  /** Patterns of files that are left alone. */
  readonly exclude: readonly string[];
}

/** Where to learn what one host is. Paths are relative to the configuration's folder and stay inside it. */
export interface HostConfig {
  /** A folder that `libvirt-cpu collect` has filled: all of the following files. */
  readonly folder?: string;
  readonly domainCapabilities?: string;
  readonly capabilities?: string;
  /** `<cpudata>`, the output of `cpuid -r`, or a host's `<cpu>`. */
  readonly cpudata?: string;
  /** A folder: the copy of the host's `/usr/share/libvirt/cpu_map`. */
  readonly cpuMap?: string;
  /** The id of a built-in reference CPU. */
  readonly reference?: string;
  /** A libvirt connection that virsh can be asked with, and what about. */
  readonly uri?: string;
  /** `ssh`: virsh is run on the host of `uri`, by ssh. */
  readonly via?: string;
  readonly arch?: string;
  readonly machine?: string;
  readonly virtType?: string;
  /** Releases that the host runs; `libvirt` overrides the file's own. */
  readonly libvirt?: string;
  readonly qemu?: string;
}

/** Nothing is configured. */
export const NO_CONFIG: Config = {
  rules: new Map(),
  hosts: new Map(),
  pools: new Map(),
  targets: new Map(),
  exclude: [],
};

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
export type ReportProblem = (
  node: Pick<Node, "offset" | "length">,
  message: string,
  more?: Partial<Pick<ConfigProblem, "severity" | "unknown" | "inSchema" | "removable">>,
) => void;

/** More problems than these help nobody. */
const MAX_PROBLEMS = 500;

/** Collects what is reported, as far as anybody would read it. */
export function makeReport(problems: ConfigProblem[]): ReportProblem {
  return ({ offset, length }, message, more) => {
    if (problems.length > MAX_PROBLEMS) return;
    const isLast = problems.length === MAX_PROBLEMS;
    const place = { start: offset, end: offset + length };
    if (isLast)
      problems.push({
        message: l10n.t("There are more problems. Fix these first."),
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
