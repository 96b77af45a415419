import * as l10n from "@vscode/l10n";
import type { CpuView, DomainView } from "../domain/index.js";
import { guestOf, judge, liveCpu, type PoolHost, type Target } from "../hosts/index.js";
import { escapeMarkdown, shortList } from "./onTarget.js";
import type { DescribeContext, Subject } from "./subject.js";

const FEATURES_SHOWN = 8;
const HOSTS_SHOWN = 3;
/** Hosts that are looked at: a hover is waited for. */
const MOST_HOSTS = 50;

/** What was found for a version of a document, by where it has to run. */
const known = new WeakMap<DomainView, WeakMap<Target, string>>();

/**
 * Which features the VM does not get, though its definition asks for them: on its hosts, where it starts.
 *
 * @param subject what is explained; only the document's own mode and model say it
 * @returns nothing where all are given, or that is not known
 */
export function lostOnTarget(subject: Subject, context: DescribeContext, cpu: CpuView | undefined): string {
  const { target, view, catalogue } = context;
  if (target === undefined || view === undefined || (cpu !== undefined && cpu !== view.cpu)) return "";
  if (cpu?.isHost || !isAbout(subject, cpu)) return "";
  const ofView = known.get(view) ?? new WeakMap<Target, string>();
  known.set(view, ofView);
  const text = ofView.get(target) ?? lostText(view, target, catalogue.arch);
  ofView.set(target, text);
  return text;
}

function isAbout(subject: Subject, cpu: CpuView | undefined): boolean {
  if (subject.kind === "model") return cpu !== undefined && cpu.definition().model === subject.name;
  if (subject.kind === "element") return subject.path === "cpu";
  return subject.kind === "value" && subject.path === "cpu" && subject.attribute === "mode"
    ? cpu?.definition().mode === subject.value
    : false;
}

function lostText(view: DomainView, { hosts, isPool }: Target, arch: string): string {
  const guest = guestOf(view, arch);
  if (guest === undefined) return "";
  // Hosts that are described alike share one object.
  const groups = new Map<PoolHost["host"], { readonly names: string[]; readonly lost: readonly string[] }>();
  for (const host of hosts.slice(0, MOST_HOSTS)) {
    const group = groups.get(host.host);
    if (group !== undefined) group.names.push(host.name);
    else {
      const starts = judge(guest, host).outcome !== "fails";
      groups.set(host.host, { names: [host.name], lost: (starts && liveCpu(guest, host)?.lost) || [] });
    }
  }
  const losing = [...groups.values()].filter(({ lost }) => lost.length > 0);
  return losing
    .slice(0, HOSTS_SHOWN)
    .map(({ names, lost }) => fewer(lost, isPool ? shortList(names, HOSTS_SHOWN, escapeMarkdown) : undefined))
    .join("\n\n");
}

function fewer(lost: readonly string[], hosts: string | undefined): string {
  const list = shortList(lost, FEATURES_SHOWN);
  if (hosts === undefined) {
    return lost.length === 1
      ? l10n.t("The VM gets 1 feature fewer than the definition asks for: {0}.", list)
      : l10n.t("The VM gets {0} features fewer than the definition asks for: {1}.", lost.length, list);
  }
  return lost.length === 1
    ? l10n.t("On {0} the VM gets 1 feature fewer than the definition asks for: {1}.", hosts, list)
    : l10n.t("On {0} the VM gets {1} features fewer than the definition asks for: {2}.", hosts, lost.length, list);
}
