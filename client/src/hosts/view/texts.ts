import { fileNameOf } from "../../../../shared/src/common/fileNames.js";
import type { Translate } from "../../../../shared/src/config/index.js";
import type { FactSource, HostInfo } from "../../../../shared/src/messages.js";

/** What is beside a host's name: its CPU, or why it is not known. */
export function hostDescription(host: HostInfo, now: number, t: Translate): string {
  if (host.state === "reading") return t("reading…");
  if (host.isUnasked === true) return t("not read yet");
  if (host.state === "unknown") return t("unknown");
  const processorOnly = host.knowsHypervisor ? undefined : t("processor only");
  return [host.model ?? host.arch, host.vendor, processorOnly, releasesText(host), originText(host, now, t)]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}

/** Where the facts come from, and how old the oldest is: "files, 3 days old". */
function originText({ sources }: HostInfo, now: number, t: Translate): string {
  const origins = sources.map(({ kind }) => {
    if (kind === "live") return t("virsh");
    return kind === "reference" ? t("reference CPU") : sources.length === 1 ? t("file") : t("files");
  });
  const times = sources.flatMap(({ time }) => time ?? []);
  return [...new Set(origins), ...(times.length === 0 ? [] : [ageText(Math.min(...times), now, t)])].join(", ");
}

function releasesText({ libvirt, qemu }: HostInfo): string {
  return [libvirt === undefined ? "" : `libvirt ${libvirt}`, qemu === undefined ? "" : `QEMU ${qemu}`]
    .filter((part) => part !== "")
    .join(", ");
}

/** One fact of a host: a name, a value, and the file it is in if there is one. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly uri?: string;
  readonly isProblem?: boolean;
}

/** The codicon before a fact, if it has one. */
export function factIcon({ uri, isProblem }: Fact): string | undefined {
  if (isProblem === true) return "warning";
  return uri === undefined ? undefined : "go-to-file";
}

/** Everything that is known of a host, the most asked for first. */
export function hostFacts(host: HostInfo, now: number, t: Translate): Fact[] {
  const { model, vendor, arch, virtType, machine, maxVcpus, physicalBits, libvirt, qemu } = host;
  const rows: readonly (readonly [label: string, value: string | number | undefined])[] = [
    [t("Model"), model],
    [t("Vendor"), vendor],
    [t("Architecture"), arch],
    [t("Domain type"), virtType],
    [t("Hypervisor data"), knownText(host, host.knowsHypervisor, t("missing: add the host's domain capabilities"), t)],
    [t("Processor data"), knownText(host, host.knowsProcessor, t("missing: add the host's capabilities"), t)],
    [t("Machine type"), machine],
    [t("Maximum vCPUs"), maxVcpus],
    [t("Address bits"), physicalBits],
    ["libvirt", libvirt],
    ["QEMU", qemu],
  ];
  const facts = rows.flatMap(([label, value]): Fact[] =>
    value === undefined ? [] : [{ label, value: String(value) }],
  );
  return [...problemFacts(host, t), ...facts, ...host.sources.map((source) => sourceFact(source, now, t))];
}

function knownText({ state }: HostInfo, isKnown: boolean, otherwise: string, t: Translate): string | undefined {
  if (state !== "known") return undefined;
  return isKnown ? t("loaded") : otherwise;
}

function problemFacts({ problem, isUnasked }: HostInfo, t: Translate): Fact[] {
  if (isUnasked === true) return [{ label: t("Not read yet"), value: t("refresh it to read it with virsh") }];
  return (problem ?? "")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [{ label: t("Problem"), value: line, isProblem: true }]));
}

function sourceFact({ kind, uri, time }: FactSource, now: number, t: Translate): Fact {
  const age = time === undefined ? "" : ` · ${ageText(time, now, t)}`;
  const isFile = uri !== undefined && kind !== "live";
  return {
    label: kindText(kind, t),
    value: `${uri === undefined ? t("built in") : isFile ? fileNameOf(uri) : uri}${age}`,
    ...(isFile ? { uri } : {}),
  };
}

/** What kind of document facts come from. */
export function kindText(kind: FactSource["kind"], t: Translate): string {
  switch (kind) {
    case "domainCapabilities":
      return t("Domain capabilities");
    case "capabilities":
      return t("Capabilities");
    case "cpu":
      return t("CPU");
    case "cpudata":
    case "cpuid":
      return t("CPUID registers");
    case "reference":
      return t("Reference CPU");
    case "live":
      return t("Read with virsh");
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago: "3 days old". Clocks that are ahead count as now. */
export function ageText(time: number, now: number, t: Translate): string {
  const age = Math.max(0, now - time);
  if (age < 2 * MINUTE) return t("just now");
  if (age < 2 * HOUR) return t("{0} minutes old", Math.floor(age / MINUTE));
  if (age < 2 * DAY) return t("{0} hours old", Math.floor(age / HOUR));
  return t("{0} days old", Math.floor(age / DAY));
}

/** Beside a pool's name: "2 hosts", "2 hosts · target". */
export function poolDescription(count: number, isTarget: boolean, t: Translate): string {
  const hosts = count === 1 ? t("1 host") : t("{0} hosts", count);
  return isTarget ? `${hosts} · ${t("target")}` : hosts;
}
