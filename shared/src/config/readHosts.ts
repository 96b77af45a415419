import * as l10n from "@vscode/l10n";
import { isOverSsh } from "./address/address.js";
import { type HostConfig, quote, type ReportProblem } from "./config.js";
import {
  checkName,
  checkPath,
  checkRelease,
  checkUri,
  checkVia,
  checkVirtType,
  checkWord,
  type Member,
  membersOf,
  noText,
  readObject,
  reportUnknown,
  type TextCheck,
  textOf,
  whoSays,
} from "./textChecks.js";

/** What may be said of a host, and what each must be. */
const HOST_KEYS: Readonly<Record<keyof HostConfig, TextCheck>> = {
  folder: checkPath,
  domainCapabilities: checkPath,
  capabilities: checkPath,
  cpudata: checkPath,
  cpuMap: checkPath,
  reference: checkWord,
  uri: checkUri,
  via: checkVia,
  arch: checkWord,
  machine: checkWord,
  virtType: checkVirtType,
  libvirt: checkRelease,
  qemu: checkRelease,
};

/** Those that facts come from. */
const SOURCES = ["folder", "domainCapabilities", "capabilities", "cpudata", "reference", "uri"] as const;

/** A larger file is a mistake, or hostile. */
export const MAX_HOSTS = 10_000;

export interface ReadHosts {
  readonly hosts: Map<string, HostConfig>;
  /** Also those that could not be read. */
  readonly names: ReadonlySet<string>;
}

/** Reads the hosts; one of which nothing can be read is kept without facts, so that pools do not lose it. */
export function readHosts(member: Member | undefined, report: ReportProblem): ReadHosts {
  const hosts = new Map<string, HostConfig>();
  const members = readObject(member, l10n.t("the data of each host, by host name"), report);
  for (const host of members.values()) {
    if (hosts.size >= MAX_HOSTS) {
      report(host.key, l10n.t("There are more than {0} hosts; this one and the next ones are ignored.", MAX_HOSTS), {
        inSchema: true,
      });
      break;
    }
    const wrong = checkName(host.name);
    if (wrong === undefined) hosts.set(host.name, readHost(host, report));
    else report(host.key, l10n.t("A host's name {0}.", wrong.text), whoSays(wrong));
  }
  return { hosts, names: new Set(members.keys()) };
}

function readHost({ name, key, value }: Member, report: ReportProblem): HostConfig {
  if (value.type !== "object") {
    report(value, l10n.t("The host {0} must be an object with its sources.", quote(name)), {
      inSchema: true,
    });
    return {};
  }
  const members = membersOf(value, report);
  reportUnknown(members, Object.keys(HOST_KEYS), report);
  if (!SOURCES.some((source) => members.has(source))) {
    report(key, l10n.t("{0} has no source. Add one of {1}.", quote(name), SOURCES.join(", ")));
  }
  const host: { -readonly [Key in keyof HostConfig]: HostConfig[Key] } = {};
  for (const known of hostKeys()) {
    const read = readTextMember(members.get(known), HOST_KEYS[known], report);
    if (read !== undefined) host[known] = read;
  }
  const via = members.get("via");
  if (via !== undefined) reportUseless(via, members.has("uri") ? host.uri : "", report);
  return host;
}

/** @param uri what "via" is about; "" where there is none, undefined where it is wrong itself */
function reportUseless({ name, key }: Member, uri: string | undefined, report: ReportProblem): void {
  if (uri === "") {
    const message = l10n.t('{0} has no effect without "uri". Add "uri", or remove it.', quote(name));
    report(key, message, { inSchema: true, removable: true });
  } else if (uri !== undefined && !isOverSsh(uri)) {
    report(key, l10n.t('{0} needs an address over ssh, such as "qemu+ssh://node1/system".', quote(name)), {
      removable: true,
    });
  }
}

/** The keys of a host, in the order they are written. */
export function hostKeys(): (keyof HostConfig)[] {
  return Object.keys(HOST_KEYS) as (keyof HostConfig)[];
}

/** Reads a text that must pass a check. */
export function readTextMember(
  member: Member | undefined,
  check: TextCheck,
  report: ReportProblem,
): string | undefined {
  if (member === undefined) return undefined;
  const text = textOf(member.value);
  const wrong = text === undefined ? noText() : check(text);
  if (wrong === undefined) return text;
  report(member.value, l10n.t("{0} {1}.", quote(member.name), wrong.text), whoSays(wrong));
  return undefined;
}
