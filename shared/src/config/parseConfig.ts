import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import {
  type Config,
  type ConfigProblem,
  makeReport,
  NO_CONFIG,
  quote,
  type ReportProblem,
  type RuleSetting,
  SEVERITIES,
} from "./config.js";
import { readExclude, readTargets } from "./filePatterns.js";
import { readJson } from "./jsonTree.js";
import { readHosts, readTextMember } from "./readHosts.js";
import {
  checkName,
  checkRelease,
  type Member,
  membersOf,
  noText,
  readObject,
  reportUnknown,
  textOf,
  whoSays,
} from "./textChecks.js";

export interface ParsedConfig {
  /** What could be read; whatever is wrong is left out. */
  readonly config: Config;
  /** What is wrong, in the text's order. */
  readonly problems: readonly ConfigProblem[];
}

/** The keys of the file; `$schema` is for editors. */
const KEYS = ["hosts", "pools", "target", "targets", "exclude", "libvirt", "rules", "$schema"];

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
    report({ offset: 0, length: text.length }, l10n.t("The configuration is empty. Use an object: { }."), {
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

/** @param report nobody is told where the text could not be read as a whole: a name may be in what was not read */
function readRoot(root: Node, known: Known, report: ReportProblem): Config {
  if (root.type !== "object") {
    report(root, l10n.t("The configuration must be an object: { }."), { severity: "error", inSchema: true });
    return NO_CONFIG;
  }
  const members = membersOf(root, report);
  reportUnknown(members, KEYS, report);
  const { hosts, names } = readHosts(members.get("hosts"), report);
  const pools = readPools(members.get("pools"), names, report);
  const targetNames = new Set([...hosts.keys(), ...pools.keys()]);
  const target = readTarget(members.get("target"), targetNames, report);
  const release = members.get("libvirt");
  // An empty setting is how editors say that there is none.
  const isNone = release !== undefined && textOf(release.value) === "";
  const libvirt = isNone ? undefined : readTextMember(release, checkRelease, report);
  return {
    hosts,
    pools,
    ...(target === undefined ? {} : { target }),
    targets: readTargets(members.get("targets"), targetNames, report),
    exclude: readExclude(members.get("exclude"), report),
    ...(libvirt === undefined ? {} : { libvirt }),
    rules: readRules(members.get("rules"), known.rules, report),
  };
}

/**
 * Reads the severities by rule id.
 *
 * @param known the rules there are; without them no id is doubted
 */
function readRules(
  member: Member | undefined,
  known: readonly string[] | undefined,
  report: ReportProblem,
): Map<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const { name, key, value } of readObject(member, l10n.t("a severity for each rule ID"), report).values()) {
    if (known?.includes(name) === false) {
      report(key, l10n.t("Rule {0} does not exist.", quote(name)), { unknown: { name, known }, removable: true });
    }
    const text = textOf(value);
    const severity = SEVERITIES.find((each) => each === text);
    if (severity !== undefined) rules.set(name, severity);
    else
      report(value, l10n.t("{0}: the severity must be one of {1}.", quote(name), SEVERITIES.join(", ")), {
        inSchema: true,
        ...(text === undefined ? {} : { unknown: { name: text, known: SEVERITIES } }),
      });
  }
  return rules;
}

/** Reads the host or pool that the VMs run on; one that is not there is no target. */
function readTarget(member: Member | undefined, names: ReadonlySet<string>, report: ReportProblem): string | undefined {
  const name = readTextMember(member, checkName, report);
  if (member === undefined || name === undefined || names.has(name)) return name;
  const message = l10n.t("{0} is not a host or pool here, so no target is set.", quote(name));
  report(member.value, message, { severity: "error", unknown: { name, known: [...names] } });
  return undefined;
}

interface KnownNames {
  /** Names of hosts. */
  readonly hosts: ReadonlySet<string>;
  /** Names of pools. */
  readonly pools: ReadonlySet<string>;
}

/** Reads the pools. Names of hosts that are not there are told of and kept: something is wrong with the pool. */
function readPools(
  member: Member | undefined,
  hosts: ReadonlySet<string>,
  report: ReportProblem,
): Map<string, readonly string[]> {
  const pools = new Map<string, readonly string[]>();
  const members = readObject(member, l10n.t("names of hosts, by the pool's name"), report);
  const known: KnownNames = { hosts, pools: new Set(members.keys()) };
  const hostList = [...hosts];
  for (const { name, key, value } of members.values()) {
    const wrong = checkName(name);
    if (wrong !== undefined) report(key, l10n.t("A pool's name {0}.", wrong.text), whoSays(wrong));
    else if (value.type !== "array") {
      report(value, l10n.t('The pool {0} must be a list of hosts: ["…", "…"].', quote(name)), { inSchema: true });
    } else {
      if (hosts.has(name))
        report(key, l10n.t("{0} is the name of a host and of a pool; the pool is used.", quote(name)));
      pools.set(name, readPool({ name, key, value }, { known, hostList }, report));
    }
  }
  return pools;
}

interface Others {
  readonly known: KnownNames;
  readonly hostList: readonly string[];
}

function readPool({ name, key, value }: Member, others: Others, report: ReportProblem): string[] {
  const names = new Set<string>();
  const items = value.children ?? [];
  if (items.length === 0) report(key, l10n.t("The pool {0} is empty.", quote(name)), { inSchema: true });
  for (const item of items) {
    const host = readItem(item, others, report);
    if (host === undefined) continue;
    if (names.has(host))
      report(item, l10n.t("{0} is in the pool twice.", quote(host)), { inSchema: true, removable: true });
    names.add(host);
  }
  return [...names];
}

function readItem(item: Node, { known, hostList }: Others, report: ReportProblem): string | undefined {
  const host = textOf(item);
  const wrong = host === undefined ? noText() : checkName(host);
  if (host === undefined || wrong !== undefined) {
    report(item, l10n.t("A host's name {0}.", wrong?.text ?? ""), wrong && whoSays(wrong));
    return undefined;
  }
  if (known.hosts.has(host)) return host;
  if (known.pools.has(host))
    report(item, l10n.t("{0} is a pool. A pool can contain only hosts.", quote(host)), { removable: true });
  else
    report(item, l10n.t("Host {0} does not exist here.", quote(host)), {
      unknown: { name: host, known: hostList },
      removable: true,
    });
  return host;
}
