import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { checkDocument, documentFixes } from "../../../shared/src/rules/index.js";
import { definitionFrom } from "../../../shared/src/vms/definitionFrom.js";
import { type ReadDefinition, readEdited } from "../../../shared/src/vms/editedDefinition.js";
import { releasesOf } from "../../../virsh/src/askHost.js";
import type { LibvirtConnection } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { type OpenedDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { type ListedDomain, listDomains } from "../../../virsh/src/domains.js";
import { saveDefinition } from "../../../virsh/src/saveDefinition.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { refusalText } from "../define/refusalText.js";
import { comparing, type Defined, tellOutcome } from "../define/tellOutcome.js";
import { readOne } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { printFile } from "../lint/formats/pretty.js";
import { reportsOf } from "../lint/lintInput.js";
import { count, plain } from "../text/text.js";
import { askVirsh, connectionGiven } from "../workspace/connection.js";
import { printDrifts } from "./drift.js";

/** `libvirt-cpu define` */
export const define: CliCommand = {
  name: "define",
  takes: "<file | ->",
  summary: "Define a VM from a file, and show what libvirt makes of it.",
  description: [
    "The VM is the one with the UUID of the file. A file without a UUID means the VM of its name, whose UUID it gets. --new defines a VM that libvirt does not have yet.",
    "Before: errors of the file are shown and nothing is defined; where libvirt would silently change or ignore something, --force is needed. A definition copied from a running VM (<domain id='…'>) is not defined: its CPU would be fixed to that of the host, and its passwords would be lost. Passwords that the file does not have are kept: where libvirt has one for the same graphics, it stays. Where the file does not have a MAC address or the path of the NVRAM, which libvirt would replace by new ones, --force is needed.",
    "libvirt checks the file with its schema (virsh define --validate), unless it rejects the definition that it has, too. Afterwards the definition is read back: what libvirt dropped or changed is shown. A running VM has the change after its next start.",
    "virsh reads the definition from its standard input: no password is in a file or on a command line.",
  ],
  options: ["uri", "via", "new", "force", "dry-run", "config"],
  examples: [
    ["libvirt-cpu define vms/web01.xml", "a VM of this machine"],
    ["libvirt-cpu define web01.xml --dry-run --uri qemu+ssh://root@node1/system", "what would change on another host"],
    ["libvirt-cpu define --new vms/web02.xml", "a VM that libvirt does not have yet"],
  ],
  exits: {
    [Exit.ok]: "defined as it is in the file",
    [Exit.problems]:
      "not defined, as there are errors or warnings or libvirt rejects it; or libvirt dropped or changed something",
  },
  run: runDefine,
};

/** A file that may be defined. */
interface Wanted extends Omit<Defined, "name"> {
  readonly read: ReadDefinition;
}

async function runDefine(given: Given, tools: Tools): Promise<Exit> {
  const [file, ...others] = given.positionals;
  if (file === undefined || others.length > 0) throw new UsageError("Name one file; - is standard input.");
  const virsh = connectionGiven(given, tools.io);
  const wanted = await checkedFile(file, virsh, given, tools);
  if (wanted === undefined) return Exit.problems;
  const { signal } = tools.io.virsh;
  const domains = await askVirsh(() => listDomains(virsh, signal));
  const stored = storedVm(wanted, domains, virsh);
  if (given.has("new")) return defineNew(wanted, stored, { virsh, given, tools });
  if (stored === undefined) {
    throw new FailureError(`${virsh.uri} has no VM ${wanted.read.name}. Use --new to define a new one.`);
  }
  return redefine(wanted, stored, { virsh, given, tools });
}

/** The file, checked as the editor does; undefined where its findings keep it from being defined. */
async function checkedFile(
  file: string,
  virsh: LibvirtConnection,
  given: Given,
  tools: Tools,
): Promise<Wanted | undefined> {
  const input = await readOne(file, tools.io);
  const { text } = input.content;
  const read = readEdited(text);
  if ("reason" in read) throw new FailureError(`${input.name}: ${refusalText(read, text)}`);
  const { tree, views } = serveDocument(text);
  if (tree === undefined) throw new FailureError(`${input.name}: It is not a libvirt document.`);
  const { libvirt } = await askVirsh(() => releasesOf(virsh, tools.io.virsh.signal));
  const catalogue = await tools.catalogue({ arch: archOf(views[0]), release: await tools.release(libvirt) });
  const { config } = await tools.projectOf(input.folder);
  const context = { document: tree, views, catalogue };
  const findings = checkDocument(context, config.rules).filter(({ stage, severity }) =>
    severity === "error" ? stage === "define" || stage === "silent" : severity === "warning" && stage === "silent",
  );
  const wanted = { file: input.name, text, read, grammar: catalogue.grammar };
  if (findings.length === 0) return wanted;
  const diagnostics = reportsOf({ text, findings, fixes: documentFixes(context) }, false);
  printFile({ file: input.name, path: input.path, diagnostics, fixed: [], fixable: 0 }, tools.err);
  const isHarmless = findings.every(({ stage }) => stage === "silent");
  if (isHarmless && given.has("force")) return wanted;
  tools.err.line(
    tools.err.paint.red(
      isHarmless
        ? "Nothing was defined: libvirt would silently change or ignore this. Use --force to define it."
        : "Nothing was defined: libvirt rejects this.",
    ),
  );
  return undefined;
}

/** The VM that the file means. */
function storedVm(
  { read }: Wanted,
  domains: readonly ListedDomain[],
  { uri }: LibvirtConnection,
): ListedDomain | undefined {
  const { name, uuid } = read;
  const ofName = domains.find((each) => each.name === name);
  if (uuid === undefined) return ofName;
  const found = domains.find((each) => each.uuid === uuid);
  if (found === undefined && ofName !== undefined) {
    throw new FailureError(
      `The VM ${name} of ${uri} has the UUID ${ofName.uuid}, and the file has ${uuid}. Remove <uuid> from the file to mean that VM.`,
    );
  }
  return found;
}

interface Run {
  readonly virsh: LibvirtConnection;
  readonly given: Given;
  readonly tools: Tools;
}

async function defineNew(
  wanted: Wanted,
  stored: ListedDomain | undefined,
  { virsh, given, tools }: Run,
): Promise<Exit> {
  const { read, text, file } = wanted;
  if (stored !== undefined) {
    throw new FailureError(`${virsh.uri} already has the VM ${stored.name}. Leave --new out to define it again.`);
  }
  const name = plain(read.name);
  if (given.has("dry-run")) {
    tools.out.line(`${plain(file)}: ${name} is a new VM. Nothing was defined.`);
    return Exit.ok;
  }
  const options = { isValidated: !given.has("force"), ...(read.uuid === undefined ? {} : { uuid: read.uuid }) };
  const outcome = await askVirsh(() => createDomain(virsh, text, tools.io.virsh.signal, options));
  return tellOutcome(outcome, { ...wanted, name: read.name }, tools);
}

async function redefine(wanted: Wanted, stored: ListedDomain, { virsh, given, tools }: Run): Promise<Exit> {
  const { signal } = tools.io.virsh;
  const opened = await askVirsh(() => openDefinition(virsh, stored.uuid, signal));
  const text = keptText(wanted, opened, given, tools);
  const defined: Defined = { ...wanted, text, name: opened.name };
  if (given.has("dry-run")) {
    const drifts = comparing(defined, opened.text).drifts();
    const difference = drifts.length === 0 ? "no difference" : count(drifts.length, "difference");
    tools.out.line(
      `${plain(wanted.file)}: ${plain(opened.name)}: ${difference}. Devices are not compared. Nothing was defined.`,
    );
    printDrifts(drifts, tools.out);
    return Exit.ok;
  }
  const outcome = await askVirsh(() => saveDefinition(virsh, opened, text, signal, !given.has("force")));
  return tellOutcome(outcome, defined, tools);
}

/** The file's text with the UUID of its VM, and with placeholders for passwords that only libvirt has. */
function keptText({ text, read, file }: Wanted, opened: OpenedDefinition, given: Given, { err }: Tools): string {
  const { text: whole, kept, lost, replaced } = definitionFrom(text, read, opened);
  if (replaced.length > 0 && !given.has("force")) {
    throw new FailureError(
      `${file}: The file lacks what libvirt has now, and libvirt would create a new one: ${replaced.join(", ")}. Add it to the file, or use --force.`,
    );
  }
  if (lost > 0 && !given.has("force")) {
    throw new FailureError(
      `${file}: libvirt has ${count(lost, "secret")} of this VM that the file does not have, such as the cookies of a network disk, or the password of graphics whose type or number changes. Write them into the file, or use --force to remove them.`,
    );
  }
  if (kept > 0) err.line(err.paint.dim(`${count(kept, "password")} that the file does not have: libvirt's is kept.`));
  return whole;
}
