import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { readAddress } from "../../../shared/src/config/index.js";
import { type DomainView, serveDocument } from "../../../shared/src/domain/index.js";
import {
  type Assessment,
  assess,
  guestOf,
  type Outcome,
  type PoolHost,
  summaryText,
  type Target,
  withRefusals,
} from "../../../shared/src/hosts/index.js";
import { refusalsOf } from "../../../shared/src/rules/index.js";
import { askHost } from "../../../virsh/src/askHost.js";
import { definitionsOf, type ListedDomain, listDomains } from "../../../virsh/src/domains.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, UsageError } from "../io.js";
import { type Cell, count, type Paint, printTable, toJson } from "../text/text.js";
import { askVirsh, connectionGiven } from "../workspace/connection.js";

/** `libvirt-cpu list` */
export const listCommand: CliCommand = {
  name: "list",
  takes: "",
  summary: "List the VMs of a libvirt, and whether each starts on that host.",
  description: [
    "Asks libvirt with virsh and changes nothing. Each VM is checked as it is defined: what counts at its next start. The host is the one that the connection leads to, with its own libvirt release.",
    "Where virsh runs as another user or on another machine, the VMs are others: qemu:///system and qemu:///session are two lists.",
  ],
  options: ["uri", "via", "json"],
  examples: [
    ["libvirt-cpu list", "the VMs of this machine"],
    ["libvirt-cpu list --uri qemu+ssh://root@node1/system", "the VMs of another host, by ssh"],
  ],
  exits: { [Exit.ok]: "listed" },
  run: runList,
};

/** A VM with what is said of it. */
interface Vm {
  readonly domain: ListedDomain;
  /** Its CPU in a few words; undefined where its definition cannot be read. */
  readonly cpu?: string;
  readonly assessment?: Assessment;
}

async function runList(given: Given, tools: Tools): Promise<Exit> {
  if (given.positionals.length > 0) throw new UsageError("list takes no arguments. Name a connection with --uri.");
  const virsh = connectionGiven(given, tools.io);
  const { signal } = tools.io.virsh;
  const domains = await askVirsh(() => listDomains(virsh, signal));
  const definitions = await askVirsh(() => definitionsOf(virsh, domains, signal));
  const facts = await askVirsh(() => askHost(virsh, {}, signal));
  const texts = facts.documents.map((text) => ({ name: virsh.uri, text }));
  const { host, problems } = await tools.streaming.read(hostName(virsh.uri), texts, facts.libvirt);
  for (const problem of problems) tools.err.line(tools.err.paint.yellow(problem));
  const vms: Vm[] = [];
  for (const domain of domains) vms.push(await judged(domain, definitions.get(domain.uuid), host, tools));
  if (given.has("json"))
    tools.out.raw(`${toJson({ uri: virsh.uri, libvirt: facts.libvirt, vms: vms.map(toEntry) })}\n`);
  else {
    printTable(
      tools.out,
      vms.map((vm) => row(vm, tools.out.paint)),
    );
    tools.err.line(tools.err.paint.dim(`${count(vms.length, "VM")} of ${virsh.uri}.`));
  }
  return Exit.ok;
}

/** `node1`; without a host in the address it is this machine. */
function hostName(uri: string): string {
  const read = readAddress(uri);
  return ("fault" in read ? undefined : read.address.host) || "this machine";
}

async function judged(
  domain: ListedDomain,
  text: string | undefined,
  host: PoolHost | undefined,
  tools: Tools,
): Promise<Vm> {
  const { views, tree } = serveDocument(text ?? "");
  const view = views[0];
  if (view?.domain === undefined || tree === undefined) return { domain };
  const cpu = cpuText(view);
  const arch = archOf(view);
  const guest = guestOf(view, arch);
  if (guest === undefined || host === undefined) return { domain, cpu };
  const target: Target = { name: host.name, isPool: false, hosts: [host], unknown: [] };
  const catalogue: Catalogue = await tools.catalogue({ arch, release: host.release });
  return {
    domain,
    cpu,
    assessment: withRefusals(assess(guest, target), refusalsOf({ document: tree, view, catalogue })),
  };
}

/** `host-model`, or a model, with how many features beside it. */
function cpuText({ cpu }: DomainView): string {
  if (cpu === undefined) return "no <cpu>";
  const mode = cpu.mode?.value ?? "custom";
  const name = mode === "custom" ? (cpu.model?.value ?? "custom") : mode;
  return cpu.features.length === 0 ? name : `${name}, ${count(cpu.features.length, "feature")}`;
}

const STATES: Readonly<Record<ListedDomain["state"], string>> = {
  running: "running",
  paused: "paused",
  "shut-off": "shut off",
  other: "other",
};

const MARKS: Readonly<Record<Outcome, readonly [mark: string, colour: keyof Paint]>> = {
  starts: ["✓", "green"],
  fits: ["✓", "green"],
  unknown: ["?", "yellow"],
  fails: ["✗", "red"],
};

function row({ domain, cpu, assessment }: Vm, paint: Paint): Cell[] {
  const [mark, colour] = MARKS[assessment?.verdicts[0]?.outcome ?? "unknown"];
  const facts = [
    STATES[domain.state],
    domain.isAutostarted ? "autostart" : "",
    domain.isPersistent ? "" : "transient",
  ].filter((fact) => fact !== "");
  return [
    { text: mark, paint: paint[colour] },
    { text: domain.name, paint: paint.bold },
    facts.join(", "),
    cpu ?? "",
    assessment === undefined ? "Its definition could not be checked." : summaryText(assessment),
  ];
}

function toEntry({ domain, cpu, assessment }: Vm) {
  const { name, uuid, state, isAutostarted, isPersistent } = domain;
  const verdict = assessment?.verdicts[0];
  return {
    ...{ name, uuid, state, autostart: isAutostarted, persistent: isPersistent },
    ...(cpu === undefined ? {} : { cpu }),
    ...(assessment === undefined || verdict === undefined
      ? {}
      : { outcome: verdict.outcome, summary: summaryText(assessment), problems: verdict.problems }),
  };
}
