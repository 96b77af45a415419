import * as l10n from "@vscode/l10n";
import { type FeatureUse, featureUse, type ModelUse, modelUse, type Target } from "../hosts/index.js";
import type { DescribeContext } from "./context.js";
import { escapeMarkdown, shortList } from "./markdown.js";

const HOSTS_SHOWN = 4;
const FEATURES_SHOWN = 8;
const GROUPS_SHOWN = 4;

/** On which hosts of the document's target a model runs; undefined without a target. */
export function modelUseHere(name: string, { target, catalogue, view }: DescribeContext): ModelUse | undefined {
  const virtType = view?.type?.value;
  return target && modelUse(name, target, { arch: catalogue.arch, ...(virtType === undefined ? {} : { virtType }) });
}

/** Which hosts run a model, and what blocks it on the others. */
export function modelOnTarget(name: string, context: DescribeContext): string | undefined {
  const use = modelUseHere(name, context);
  const { target } = context;
  if (use === undefined || target === undefined) return undefined;
  if (use.total === 0) return noHosts(target);
  const head = l10n.t("**On {0}:** {1}", escapeMarkdown(target.name), headOf(use, target));
  const blocked = use.blocked.slice(0, GROUPS_SHOWN).map(({ hosts, blockers }) => {
    const lacking = shortList(blockers, FEATURES_SHOWN);
    if (blockers.length === 0) return `- ${names(hosts)}: ${l10n.t("not usable there")}`;
    return `- ${names(hosts)}: ${hosts.length > 1 ? l10n.t("lack {0}", lacking) : l10n.t("lacks {0}", lacking)}`;
  });
  if (use.blocked.length > GROUPS_SHOWN) blocked.push(l10n.t("- others for other reasons"));
  return [head, ...blocked].join("\n");
}

function headOf({ usable, unknown, total }: ModelUse, { isPool }: Target): string {
  const open = unknown.length === 0 ? "" : l10n.t(" Not known for {0}.", names(unknown));
  if (!isPool)
    return `${usable.length > 0 ? l10n.t("it runs there.") : unknown.length > 0 ? "" : l10n.t("it does not run there.")}${open}`;
  if (usable.length === total) return l10n.t("it runs on all hosts.");
  if (usable.length === 0) return l10n.t("it runs on no host.{0}", open);
  return l10n.t("it runs on {0} of {1} hosts: {2}.{3}", usable.length, total, names(usable), open);
}

/** Who on the target has a feature. */
export function featureOnTarget(name: string, { target }: DescribeContext): string | undefined {
  if (target === undefined) return undefined;
  const use = featureUse(name, target);
  const total = use.gives.length + use.processor.length + use.lacks.length + use.unknown.length;
  if (total === 0) return noHosts(target);
  return l10n.t("**On {0}:** {1}", escapeMarkdown(target.name), featureText(use, total, target));
}

function noHosts({ name }: Target): string {
  return `${l10n.t("{0} has no hosts", escapeMarkdown(name))}.`;
}

function featureText({ gives, processor, lacks, unknown }: FeatureUse, total: number, { isPool }: Target): string {
  if (isPool && gives.length === total) return l10n.t("every host gives it to guests.");
  if (isPool && lacks.length === total) return l10n.t("no host has it.");
  const parts = [
    said(gives, l10n.t("gives it to guests"), l10n.t("give it to guests")),
    said(
      processor,
      l10n.t("has it in the processor, without giving it to guests as far as is known"),
      l10n.t("have it in the processor, without giving it to guests as far as is known"),
    ),
    said(lacks, l10n.t("lacks it"), l10n.t("lack it")),
    said(unknown, l10n.t("is not known"), l10n.t("are not known")),
  ];
  return l10n.t("{0}.", parts.filter((part) => part !== "").join(l10n.t("; ")));
}

function said(hosts: readonly string[], one: string, several: string): string {
  return hosts.length === 0 ? "" : `${names(hosts)} ${hosts.length === 1 ? one : several}`;
}

function names(hosts: readonly string[]): string {
  return shortList(hosts, HOSTS_SHOWN, escapeMarkdown);
}

/** `3 of 4 hosts`, or `not on node3` where the target is a single host that cannot. */
export function hostCount({ usable, unknown, total }: ModelUse): string {
  if (total === 1)
    return usable.length === 1
      ? l10n.t("runs there")
      : unknown.length === 1
        ? l10n.t("not known there")
        : l10n.t("does not run there");
  return l10n.t("{0} of {1} hosts", usable.length, total);
}

/** `node3 lacks avx512f, pku`: the largest group of hosts that cannot. */
export function blockerText({ blocked: [first] }: ModelUse): string {
  if (first === undefined) return "";
  const plain = (name: string) => name;
  const hosts = shortList(first.hosts, 2, plain);
  if (first.blockers.length === 0) return l10n.t("not on {0}", hosts);
  const lacking = shortList(first.blockers, 4, plain);
  return first.hosts.length === 1 ? l10n.t("{0} lacks {1}", hosts, lacking) : l10n.t("{0} lack {1}", hosts, lacking);
}
