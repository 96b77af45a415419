import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { type Drift, driftBetween } from "../../../shared/src/vms/drift.js";
import { identified, isOf } from "../../../shared/src/vms/editedDefinition.js";
import { childNamed, type XmlElement } from "../../../shared/src/xml/index.js";
import { definitionsOf, listDomains } from "../../../virsh/src/domains.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { type Input, readInputs } from "../files/inputs.js";
import { makePositions } from "../files/readBytes.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type Cell, count, type Printer, plain, printTable, toJson } from "../text/text.js";
import { askVirsh, connectionGiven } from "../workspace/connection.js";

/** `libvirt-cpu drift` */
export const drift: CliCommand = {
  name: "drift",
  takes: "<file | folder | ->…",
  summary: "Compare files with the VMs as libvirt has them.",
  description: [
    "Each VM of the files is compared with the definition that libvirt has, by its UUID, else by its name: the CPU first, then vCPUs, memory, NUMA, tuning, features, the clock and QEMU's arguments. Order, layout, units and what libvirt adds to every definition do not count. Devices other than IOMMUs and memory are not compared.",
    "Folders are searched as by lint: what .gitignore ignores is left out.",
    "Asks libvirt with virsh and changes nothing.",
  ],
  options: ["uri", "via", "json"],
  examples: [
    ["libvirt-cpu drift vms/", "the files of a folder, with the VMs of this machine"],
    ["libvirt-cpu drift vms/ --uri qemu+ssh://root@node1/system", "with the VMs of another host, by ssh"],
  ],
  exits: {
    [Exit.ok]: "no VM differs in what is compared",
    [Exit.problems]: "some VM differs, or is not there",
  },
  run: runDrift,
};

/** A VM of a file, beside the one that libvirt has. */
interface Compared {
  readonly file: string;
  readonly name: string;
  readonly line: number;
  /** Undefined where libvirt has no such VM. */
  readonly drifts: readonly (Drift & { readonly line: number })[] | undefined;
}

/** A `<domain>` of a file. */
interface Written {
  readonly input: Input;
  readonly text: string;
  readonly domain: XmlElement;
  readonly arch: string;
}

async function runDrift(given: Given, tools: Tools): Promise<Exit> {
  if (given.positionals.length === 0) throw new UsageError("Name files or folders; - is standard input.");
  const written: Written[] = [];
  for await (const input of readInputs(given.positionals, tools.io)) written.push(...domainsOf(input));
  if (written.length === 0) throw new FailureError(`There are no VMs in ${given.positionals.join(", ")}.`);
  const virsh = connectionGiven(given, tools.io);
  const { signal } = tools.io.virsh;
  const domains = await askVirsh(() => listDomains(virsh, signal));
  const pairs = written.map((each) => ({ ...each, stored: domains.find((vm) => isOf(identified(each.domain), vm)) }));
  const wanted = [...new Set(pairs.flatMap(({ stored }) => stored ?? []))];
  const definitions = await askVirsh(() => definitionsOf(virsh, wanted, signal));
  const compared: Compared[] = [];
  for (const { stored, ...each } of pairs) {
    compared.push(await compare(each, stored && definitions.get(stored.uuid), tools));
  }
  if (given.has("json")) tools.out.raw(`${toJson({ uri: virsh.uri, vms: compared.map(toEntry) })}\n`);
  else print(compared, tools.out);
  const differing = compared.filter(({ drifts }) => drifts === undefined || drifts.length > 0);
  tools.err.line(
    tools.err.paint.dim(`${count(compared.length, "VM")} compared with ${virsh.uri}: ${differing.length} differ.`),
  );
  return differing.length === 0 ? Exit.ok : Exit.problems;
}

function domainsOf(input: Input): Written[] {
  const { content, name } = input;
  if ("error" in content) throw new FailureError(`${name}: ${content.error}`);
  if (!("text" in content)) return [];
  return serveDocument(content.text).views.flatMap((view) =>
    view.domain === undefined || view.isTemplate || view.kind !== "domain"
      ? []
      : [{ input, text: content.text, domain: view.domain, arch: archOf(view) }],
  );
}

function nameOf(domain: XmlElement): string {
  return childNamed(domain, "name")?.content.trim() ?? "";
}

async function compare(
  { input, text, domain, arch }: Written,
  definition: string | undefined,
  tools: Tools,
): Promise<Compared> {
  const positionAt = makePositions(text);
  const head = { file: input.name, name: nameOf(domain), line: positionAt(domain.start).line };
  const stored = serveDocument(definition ?? "").views[0]?.domain;
  if (stored === undefined) return { ...head, drifts: undefined };
  const { grammar } = await tools.catalogue({ arch, release: await tools.release(undefined) });
  const drifts = driftBetween(domain, stored, grammar).map((each) => ({ ...each, line: positionAt(each.start).line }));
  return { ...head, drifts };
}

function print(compared: readonly Compared[], printer: Printer): void {
  const { paint } = printer;
  for (const { file, name, drifts } of compared) {
    const head = `${paint.bold(plain(file))}: ${plain(name)}`;
    if (drifts === undefined) printer.line(`${head}: ${paint.red("libvirt has no such VM.")}`);
    else if (drifts.length === 0) printer.line(`${head}: ${paint.green("no difference. Devices are not compared.")}`);
    else {
      printer.line(`${head}: ${paint.yellow(`${count(drifts.length, "difference")}.`)}`);
      printDrifts(drifts, printer);
    }
  }
}

/** A line for each: where it is in the file, and what the two say. */
export function printDrifts(drifts: readonly (Drift & { readonly line: number })[], printer: Printer): void {
  printTable(
    printer,
    drifts.map((each): Cell[] => [
      String(each.line),
      whatOf(each),
      saidBy(each.file, "the file"),
      saidBy(each.libvirt, "libvirt"),
    ]),
    "  ",
  );
}

function whatOf({ element, attribute }: Drift): string {
  return attribute === undefined ? element : `${element} ${attribute}`;
}

function saidBy(value: string | undefined, who: string): string {
  if (value === undefined) return `not in ${who}`;
  return value === "" ? `in ${who}` : `${who}: ${value}`;
}

function toEntry({ file, name, line, drifts }: Compared) {
  const differences = drifts?.map(({ start: _start, ...each }) => each);
  return { file, name, line, isThere: drifts !== undefined, ...(differences === undefined ? {} : { differences }) };
}
