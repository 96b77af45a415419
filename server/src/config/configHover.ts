import * as l10n from "@vscode/l10n";
import { findNodeAtOffset, getNodePath, type JSONPath, type Node } from "jsonc-parser";
import type { Hover, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { fileNameOf } from "../../../shared/src/common/fileNames.js";
import { readJson } from "../../../shared/src/config/index.js";
import { restsOn } from "../../../shared/src/describe/index.js";
import { codeSpan, escapeMarkdown, paragraphs, prose, shortList } from "../../../shared/src/describe/onTarget.js";
import { describeHost } from "../../../shared/src/hosts/facts/describeFolders.js";
import type { FactSource, HostInfo } from "../../../shared/src/messages.js";
import { type Client, markup } from "../client.js";
import { toProtocolRange } from "../context.js";
import type { ConfigFacts } from "./configDiagnostics.js";

/** Explains the host, pool, reference CPU, release or rule that the mouse is over. */
export function configHover(
  textDocument: TextDocument,
  position: Position,
  facts: ConfigFacts,
  now: number,
  client: Client,
): Hover | null {
  const place = textAt(textDocument.getText(), textDocument.offsetAt(position));
  const value = place && explain(place, facts, now);
  if (place === undefined || value === undefined) return null;
  const { offset: start, length } = place.node;
  return {
    contents: markup(value, client),
    range: toProtocolRange(textDocument, { start, end: start + length }),
  };
}

function explain({ text, isKey, path }: ConfigText, facts: ConfigFacts, now: number): string | undefined {
  const [section, , key] = path;
  const isMember = path.length === 2 && isKey;
  if (section === "hosts" && isMember) return describeHostText(text, facts, now);
  if (section === "pools" && isMember) return describePoolText(text, facts);
  if (section === "pools" && path.length === 3) return describeHostText(text, facts, now);
  const isTarget = (section === "target" && path.length === 1) || (section === "targets" && path.length === 2);
  if (isTarget && !isKey) {
    return describePoolText(text, facts) ?? describeHostText(text, facts, now);
  }
  if (section === "hosts" && key === "reference" && path.length === 3 && !isKey) return referenceText(text, facts);
  const isRelease = (path.length === 1 && section === "libvirt") || (path.length === 3 && key === "libvirt");
  if (isRelease && !isKey) return restsOn(text, facts.maps);
  return section === "rules" && isMember ? ruleText(text, facts) : undefined;
}

function ruleText(id: string, { ruleDocs }: ConfigFacts): string | undefined {
  const doc = ruleDocs.get(id);
  return doc && prose(doc.explanation);
}

/** A name or text of a configuration. */
interface ConfigText {
  readonly node: Node;
  readonly text: string;
  /** It is a member's name, and the path is that of the member. */
  readonly isKey: boolean;
  readonly path: JSONPath;
}

/** What is at an offset of a configuration; undefined where it is no text. */
function textAt(text: string, offset: number): ConfigText | undefined {
  const { root } = readJson(text);
  const node = root && findNodeAtOffset(root, offset, true);
  if (node?.type !== "string" || typeof node.value !== "string") return undefined;
  const isKey = node.parent?.type === "property" && node.parent.children?.[0] === node;
  return { node, text: node.value, isKey, path: getNodePath(node) };
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** How long ago something was, in the largest whole unit: "3 days old". */
function ageText(time: number, now: number): string {
  const age = now - time;
  if (age >= DAY) return counted(age / DAY, l10n.t("1 day old"), (count) => l10n.t("{0} days old", count));
  if (age >= HOUR) return counted(age / HOUR, l10n.t("1 hour old"), (count) => l10n.t("{0} hours old", count));
  if (age >= MINUTE) return counted(age / MINUTE, l10n.t("1 minute old"), (count) => l10n.t("{0} minutes old", count));
  return l10n.t("less than a minute old");
}

function counted(number: number, one: string, several: (count: string) => string): string {
  const count = Math.floor(number);
  return count === 1 ? one : several(count.toLocaleString("en"));
}

const HOSTS_SHOWN = 6;

/** What is known of a host of the configuration, from which sources, and how old they are; undefined for no host. */
function describeHostText(name: string, { hostStore }: ConfigFacts, now: number): string | undefined {
  if (hostStore?.config.hosts.has(name) !== true) return undefined;
  const info = describeHost(name, hostStore.factsOf(name));
  const lines = info.sources.map((source) => `- ${sourceText(source, now)}`);
  const problems = (info.problem ?? "").split("\n").map(escapeMarkdown).join("  \n");
  return paragraphs(`**${escapeMarkdown(name)}** · ${stateText(info)}`, factsText(info), lines.join("\n"), problems);
}

function stateText({ state, model, arch }: HostInfo): string {
  if (state === "reading") return l10n.t("still loading");
  if (state === "unknown") return l10n.t("no data");
  return [model, arch].flatMap((each) => (each === undefined ? [] : escapeMarkdown(each))).join(" · ");
}

function factsText(info: HostInfo): string {
  if (info.state !== "known") return "";
  const { vendor, virtType, machine, maxVcpus, physicalBits, libvirt, qemu } = info;
  const facts = [
    vendor,
    virtType !== undefined && machine !== undefined ? l10n.t("{0} with {1}", virtType, machine) : (virtType ?? machine),
    maxVcpus === undefined ? undefined : l10n.t("up to {0} vCPUs", maxVcpus),
    physicalBits === undefined ? undefined : l10n.t("{0} address bits", physicalBits),
    libvirt === undefined ? undefined : l10n.t("libvirt {0}", libvirt),
    qemu === undefined ? undefined : l10n.t("QEMU {0}", qemu),
  ].filter((fact) => fact !== undefined && fact !== "");
  return paragraphs(facts.map((fact) => escapeMarkdown(fact ?? "")).join(" · "), gapText(info));
}

/** What is not known matters as much. */
function gapText({ knowsHypervisor, knowsProcessor }: HostInfo): string {
  if (!knowsHypervisor) return l10n.t("Domain capabilities: missing. Only the processor is known.");
  return knowsProcessor ? "" : l10n.t("Capabilities: missing. The processor itself is unknown.");
}

const KINDS: Readonly<Record<FactSource["kind"], () => string>> = {
  domainCapabilities: () => l10n.t("domain capabilities"),
  capabilities: () => l10n.t("capabilities"),
  cpu: () => l10n.t("a host's CPU"),
  cpudata: () => l10n.t("register values"),
  cpuid: () => l10n.t("register values from cpuid"),
  reference: () => l10n.t("a built-in reference CPU"),
  live: () => l10n.t("loaded with virsh"),
};

function sourceText({ kind, uri, time }: FactSource, now: number): string {
  const name = uri === undefined ? "" : `: ${codeSpan(kind === "live" ? uri : fileNameOf(uri))}`;
  return `${KINDS[kind]()}${name}${time === undefined ? "" : `, ${ageText(time, now)}`}`;
}

/** What is known of a pool's hosts; undefined for no pool. */
function describePoolText(name: string, { hostStore }: ConfigFacts): string | undefined {
  const hosts = hostStore?.config.pools.get(name);
  if (hostStore === undefined || hosts === undefined) return undefined;
  const unknown = hosts.filter((host) => hostStore.factsOf(host)?.host === undefined);
  const count = hosts.length === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", hosts.length.toLocaleString("en"));
  return paragraphs(
    l10n.t("**{0}** · pool of {1}", escapeMarkdown(name), count),
    shortList(hosts, HOSTS_SHOWN, escapeMarkdown),
    unknown.length === 0 ? "" : l10n.t("No data: {0}.", shortList(unknown, HOSTS_SHOWN, escapeMarkdown)),
  );
}

/** What a reference CPU is; undefined where there is none of that id. */
function referenceText(id: string, { references }: ConfigFacts): string | undefined {
  const found = references.find((each) => each.id === id);
  if (found === undefined) return undefined;
  const { title, vendor, generation, year, note } = found;
  return paragraphs(`**${escapeMarkdown(title)}** · ${vendor} ${generation}, ${year}`, note);
}
