import * as l10n from "@vscode/l10n";
import { code, escapeMarkdown, paragraphs, shortList } from "../../../shared/src/describe/markdown.js";
import { describeHost } from "../../../shared/src/hosts/facts/describeFolders.js";
import type { FactSource, HostInfo } from "../../../shared/src/messages.js";
import { ageText } from "./ageText.js";
import type { ConfigFacts } from "./configFacts.js";

const HOSTS_SHOWN = 6;

/** What is known of a host of the configuration, from which sources, and how old they are; undefined for no host. */
export function describeHostText(name: string, { book }: ConfigFacts, now: number): string | undefined {
  if (book?.config.hosts.has(name) !== true) return undefined;
  const info = describeHost(name, book.factsOf(name));
  const lines = info.sources.map((source) => `- ${sourceText(source, now)}`);
  const problems = (info.problem ?? "").split("\n").map(escapeMarkdown).join("  \n");
  return paragraphs(`**${escapeMarkdown(name)}** · ${stateText(info)}`, factsText(info), lines.join("\n"), problems);
}

function stateText({ state, model, arch }: HostInfo): string {
  if (state === "reading") return l10n.t("still being read");
  if (state === "unknown") return l10n.t("nothing is known of it");
  return [model, arch].flatMap((each) => (each === undefined ? [] : escapeMarkdown(each))).join(" · ");
}

function factsText(info: HostInfo): string {
  if (info.state !== "known") return "";
  const { vendor, virtType, machine, maxVcpus, physicalBits, libvirt, qemu } = info;
  const facts = [
    vendor,
    [virtType, machine].filter((each) => each !== undefined).join(l10n.t(" on ")),
    maxVcpus === undefined ? undefined : l10n.t("up to {0} vCPUs", maxVcpus),
    physicalBits === undefined ? undefined : l10n.t("{0} address bits", physicalBits),
    libvirt === undefined ? undefined : l10n.t("libvirt {0}", libvirt),
    qemu === undefined ? undefined : l10n.t("QEMU {0}", qemu),
  ].filter((fact) => fact !== undefined && fact !== "");
  return paragraphs(facts.map((fact) => escapeMarkdown(fact ?? "")).join(" · "), gapText(info));
}

/** What is not known matters as much. */
function gapText({ knowsHypervisor, knowsProcessor }: HostInfo): string {
  if (!knowsHypervisor) return l10n.t("Only the processor is known, not what the hypervisor gives to guests.");
  return knowsProcessor ? "" : l10n.t("What the hypervisor gives is known, the processor itself is not.");
}

const KINDS: Readonly<Record<FactSource["kind"], () => string>> = {
  domainCapabilities: () => l10n.t("domain capabilities"),
  capabilities: () => l10n.t("capabilities"),
  cpu: () => l10n.t("a host's CPU"),
  cpudata: () => l10n.t("register values"),
  cpuid: () => l10n.t("register values from cpuid"),
  reference: () => l10n.t("a built-in reference CPU"),
  live: () => l10n.t("asked with virsh"),
};

function sourceText({ kind, uri, time }: FactSource, now: number): string {
  const name = uri === undefined ? "" : `: ${code(kind === "live" ? uri : fileName(uri))}`;
  return `${KINDS[kind]()}${name}${time === undefined ? "" : `, ${ageText(time, now)}`}`;
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What is known of a pool's hosts; undefined for no pool. */
export function describePoolText(name: string, { book }: ConfigFacts): string | undefined {
  const hosts = book?.config.pools.get(name);
  if (book === undefined || hosts === undefined) return undefined;
  const unknown = hosts.filter((host) => book.factsOf(host)?.host === undefined);
  const count = hosts.length === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", hosts.length.toLocaleString("en"));
  return paragraphs(
    l10n.t("**{0}** · pool of {1}", escapeMarkdown(name), count),
    shortList(hosts, HOSTS_SHOWN, escapeMarkdown),
    unknown.length === 0 ? "" : l10n.t("Not known: {0}.", shortList(unknown, HOSTS_SHOWN, escapeMarkdown)),
  );
}

/** What a reference CPU is; undefined where there is none of that id. */
export function referenceText(id: string, { references }: ConfigFacts): string | undefined {
  const found = references.find((each) => each.id === id);
  if (found === undefined) return undefined;
  const { title, vendor, generation, year, note } = found;
  return paragraphs(`**${escapeMarkdown(title)}** · ${vendor} ${generation}, ${year}`, note);
}
