import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { type Config, NO_CONFIG } from "./config.js";
import { readJson } from "./jsonTree.js";
import { membersOf, reportUnknown, textOf } from "./members.js";
import { type ConfigProblem, makeReport, type Report } from "./problem.js";
import { readHosts, readText } from "./readHosts.js";
import { readPools } from "./readPools.js";
import { readRules } from "./readRules.js";
import { readTarget } from "./readTarget.js";
import { checkRelease } from "./textChecks.js";

export interface ParsedConfig {
  /** What could be read; whatever is wrong is left out. */
  readonly config: Config;
  /** What is wrong, in the text's order. */
  readonly problems: readonly ConfigProblem[];
}

/** The keys of the file; `$schema` is for editors. */
const KEYS = ["hosts", "pools", "target", "libvirt", "rules", "$schema"];

/** What the reader of a configuration may know besides. */
export interface Known {
  /** The ids of all rules; without them no id is doubted. */
  readonly rules?: readonly string[];
}

/** Reads the text of a `libvirt-cpu.json`; never throws. See data/schema/libvirt-cpu.schema.json. */
export function parseConfig(text: string, known: Known = {}): ParsedConfig {
  const { root, problems: syntax } = readJson(text);
  const problems = [...syntax];
  const report = makeReport(problems);
  if (root === undefined && syntax.length === 0) {
    report({ offset: 0, length: text.length }, l10n.t("The configuration is empty: it is an object, { }."), {
      severity: "error",
    });
  }
  const config =
    root === undefined || root.type === "null"
      ? NO_CONFIG
      : readRoot(root, known, syntax.length === 0 ? report : () => {});
  return { config, problems: problems.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/**
 * Reads settings that are parsed already, of which only `libvirt` and `rules` count; offsets of problems mean nothing.
 *
 * @param value what came as JSON; absent settings (undefined, null) are fine
 */
export function readConfig(value: unknown): ParsedConfig {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const place = { start: 0, end: 0, severity: "warning" } as const;
    const problems =
      value === undefined || value === null ? [] : [{ message: "The settings must be an object.", ...place }];
    return { config: NO_CONFIG, problems };
  }
  const { libvirt, rules } = value as Readonly<Record<string, unknown>>;
  return parseConfig(JSON.stringify({ libvirt: libvirt ?? undefined, rules: rules ?? undefined }));
}

/** One of two configurations, the first winning setting by setting. */
export function mergeConfigs(first: Config, second: Config): Config {
  const libvirt = first.libvirt ?? second.libvirt;
  return {
    ...second,
    ...first,
    ...(libvirt === undefined ? {} : { libvirt }),
    rules: new Map([...second.rules, ...first.rules]),
  };
}

/** @param report nobody is told where the text could not be read as a whole: a name may stand in what was not read */
function readRoot(root: Node, known: Known, report: Report): Config {
  if (root.type !== "object") {
    report(root, l10n.t("The configuration must be an object: { }."), { severity: "error", inSchema: true });
    return NO_CONFIG;
  }
  const members = membersOf(root, report);
  reportUnknown(members, KEYS, report);
  const { hosts, names } = readHosts(members.get("hosts"), report);
  const pools = readPools(members.get("pools"), names, report);
  const target = readTarget(members.get("target"), new Set([...hosts.keys(), ...pools.keys()]), report);
  const release = members.get("libvirt");
  // An empty setting is how editors say that there is none.
  const isNone = release !== undefined && textOf(release.value) === "";
  const libvirt = isNone ? undefined : readText(release, checkRelease, report);
  return {
    hosts,
    pools,
    ...(target === undefined ? {} : { target }),
    ...(libvirt === undefined ? {} : { libvirt }),
    rules: readRules(members.get("rules"), known.rules, report),
  };
}
