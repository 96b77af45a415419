import { CpuError } from "../../../shared/src/engine/index.js";
import type { Given } from "../arguments/given.js";
import type { Command, Tools } from "../command.js";
import { expandDocument } from "../expand/expandDocument.js";
import { expandName } from "../expand/expandName.js";
import { readOne } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { toJson } from "../text/plain.js";

/** What `expand` answers. */
export interface Expanded {
  /** The document, or the `<cpu>` alone where none was given. */
  readonly xml: string;
  /** What was done. */
  readonly summary: string;
}

/** `libvirt-cpu expand` */
export const expand: Command = {
  name: "expand",
  takes: "<file | - | model | host-model>",
  summary: "Write a CPU that follows its host, or a model, as what it is.",
  description: [
    "A document whose CPU is host-model, host-passthrough or maximum comes out with the custom CPU that it is on the host: the same wherever the VM goes. Everything else in it stays as it is.",
    "The name of a model gives a <cpu> with all its features; host-model that of the host.",
    "The host is that of --host, else the target where that is a single host.",
  ],
  options: ["host", "target", "features", "json", "arch", "libvirt", "config"],
  examples: [
    [
      "virsh dumpxml --inactive web01 | libvirt-cpu expand - --host node1.domcaps.xml | virsh define /dev/stdin",
      "pins a VM's CPU",
    ],
    ["libvirt-cpu expand host-model --host node1.domcaps.xml", "what host-model means on a host"],
    ["libvirt-cpu expand Haswell-noTSX", "every feature of a model"],
  ],
  exits: { [Exit.ok]: "expanded" },
  run: runExpand,
};

async function runExpand(given: Given, tools: Tools): Promise<Exit> {
  const [what, ...rest] = given.positionals;
  if (what === undefined || rest.length > 0) throw new UsageError("Name one file or model; - is standard input.");
  try {
    const expanded = isPath(what)
      ? await expandDocument(await readOne(what, tools.io), given, tools)
      : await expandName(what, given, tools);
    if (given.has("json")) tools.out.raw(`${toJson(expanded)}\n`);
    else {
      tools.out.raw(expanded.xml);
      tools.err.line(tools.err.paint.dim(expanded.summary));
    }
    return Exit.ok;
  } catch (error) {
    if (error instanceof CpuError) throw new FailureError(error.message);
    throw error;
  }
}

/** No model's name looks like a file's. */
function isPath(what: string): boolean {
  return what === "-" || what.includes("/") || what.includes("\\") || /\.xml$/i.test(what);
}
