import * as l10n from "@vscode/l10n";
import { markdownLine, plainMarkdown } from "../common/markdown.js";
import { type FeatureUse, featureUse, type ModelUse, modelUse, type Target } from "../hosts/index.js";
import type { DescribeContext } from "./subject.js";

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
    return `- ${names(hosts)}: ${blockers.length === 0 ? l10n.t("not supported") : l10n.t("missing {0}", lacking)}`;
  });
  if (use.blocked.length > GROUPS_SHOWN) blocked.push(`- ${l10n.t("other hosts for other reasons")}`);
  return [head, ...blocked].join("\n");
}

function headOf({ usable, unknown, total }: ModelUse, { isPool }: Target): string {
  const open = unknown.length === 0 ? "" : ` ${l10n.t("Unknown for {0}.", names(unknown))}`;
  if (!isPool)
    return `${usable.length > 0 ? l10n.t("supported.") : unknown.length > 0 ? "" : l10n.t("not supported.")}${open}`;
  if (usable.length === total) return l10n.t("supported on all hosts.");
  if (usable.length === 0) return `${l10n.t("not supported on any host.")}${open}`;
  return `${l10n.t("supported on {0} of {1} hosts: {2}.", usable.length, total, names(usable))}${open}`;
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
  if (isPool && gives.length === total) return l10n.t("available to VMs on all hosts.");
  if (isPool && lacks.length === total) return l10n.t("missing on all hosts.");
  const parts = [
    said(l10n.t("available to VMs"), gives),
    said(l10n.t("in the processor, but not offered to VMs"), processor),
    said(l10n.t("missing"), lacks),
    said(l10n.t("unknown"), unknown),
  ];
  return l10n.t("{0}.", parts.filter((part) => part !== "").join(l10n.t("; ")));
}

function said(state: string, hosts: readonly string[]): string {
  return hosts.length === 0 ? "" : l10n.t("{0}: {1}", names(hosts), state);
}

function names(hosts: readonly string[]): string {
  return shortList(hosts, HOSTS_SHOWN, escapeMarkdown);
}

/** `3 of 4 hosts`, or `not on node3` where the target is a single host that cannot. */
export function usableCount({ usable, unknown, total }: ModelUse): string {
  // Also while the hosts are read.
  if (unknown.length === total) return l10n.t("unknown");
  if (total === 1) return usable.length === 1 ? l10n.t("supported") : l10n.t("not supported");
  return unknown.length === 0
    ? l10n.t("{0} of {1} hosts", usable.length, total)
    : l10n.t("{0} of {1} hosts, {2} unknown", usable.length, total, unknown.length);
}

/** `node3: missing avx512f, pku`: the largest group of hosts that cannot. */
export function blockerText({ blocked: [first] }: ModelUse): string {
  if (first === undefined) return "";
  const plain = (name: string) => name;
  const hosts = shortList(first.hosts, 2, plain);
  if (first.blockers.length === 0) return l10n.t("not on {0}", hosts);
  const lacking = shortList(first.blockers, 4, plain);
  return l10n.t("{0}: missing {1}", hosts, lacking);
}

/** Longer texts from documents are cut. */
const MAX_LENGTH = 80;

/** A name as plain Markdown, also at the beginning of a line: nothing in it formats, links or breaks the line. */
export function escapeMarkdown(text: string): string {
  return markdownLine(plainMarkdown(cut(text)));
}

/** Text from a document as a code span. */
export function codeSpan(text: string): string {
  const plain = cut(text).replaceAll("`", "'");
  return plain === "" ? "" : `\`${plain}\``;
}

/** A text of data/docs in the user's language; only backticks format in it. */
export function prose(text: string): string {
  return l10n
    .t(text)
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[\\*_{}[\]#|<>~$]/g, "\\$&") : `\`${part}\``))
    .join("");
}

/** Paragraphs; empty ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** `a, b, c and 12 others`. */
export function shortList(
  names: readonly string[],
  shown: number,
  format: (name: string) => string = codeSpan,
): string {
  const rest = names.length - shown;
  // A rest of one takes no more room than its name.
  if (rest <= 1) return names.map(format).join(", ");
  return l10n.t("{0} and {1} others", names.slice(0, shown).map(format).join(", "), rest);
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
