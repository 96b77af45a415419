import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { type Member, readObject, textOf } from "./members.js";
import { quote, type Report } from "./problem.js";
import { checkName, noText, whoSays } from "./textChecks.js";

export interface KnownNames {
  /** Names of hosts. */
  readonly hosts: ReadonlySet<string>;
  /** Names of pools. */
  readonly pools: ReadonlySet<string>;
}

/** Reads the pools. Names of hosts that are not there are told of and kept: something is wrong with the pool. */
export function readPools(
  member: Member | undefined,
  hosts: ReadonlySet<string>,
  report: Report,
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
        report(key, l10n.t("{0} is a host and a pool; where it is named the pool is meant.", quote(name)));
      pools.set(name, readPool({ name, key, value }, { known, hostList }, report));
    }
  }
  return pools;
}

interface Others {
  readonly known: KnownNames;
  readonly hostList: readonly string[];
}

function readPool({ name, key, value }: Member, others: Others, report: Report): string[] {
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

function readItem(item: Node, { known, hostList }: Others, report: Report): string | undefined {
  const host = textOf(item);
  const wrong = host === undefined ? noText() : checkName(host);
  if (host === undefined || wrong !== undefined) {
    report(item, l10n.t("A host's name {0}.", wrong?.text ?? ""), wrong && whoSays(wrong));
    return undefined;
  }
  if (known.hosts.has(host)) return host;
  if (known.pools.has(host))
    report(item, l10n.t("{0} is a pool; a pool holds hosts.", quote(host)), { removable: true });
  else
    report(item, l10n.t("There is no host {0} here.", quote(host)), {
      unknown: { name: host, known: hostList },
      removable: true,
    });
  return host;
}
