import { definitionsOf, listDomains } from "../../../virsh/src/domains.js";
import { type Given, meant } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { askVirsh, connectionGiven } from "../workspace/connection.js";

/** `libvirt-cpu cat` */
export const cat: CliCommand = {
  name: "cat",
  takes: "<VM>",
  summary: "Print the definition of a VM: what counts at its next start.",
  description: [
    "Prints what virsh dumpxml --inactive prints: the definition, not the CPU that the running VM has. Passwords are left out. The VM is named by its name or its UUID.",
  ],
  options: ["uri", "via"],
  examples: [
    ["libvirt-cpu cat web01 | libvirt-cpu lint -", "check a VM of this machine"],
    ["libvirt-cpu cat web01 --uri qemu+ssh://root@node1/system", "a VM of another host, by ssh"],
  ],
  exits: { [Exit.ok]: "printed" },
  run: runCat,
};

async function runCat(given: Given, { io, out }: Tools): Promise<Exit> {
  const [wanted, ...others] = given.positionals;
  if (wanted === undefined || others.length > 0) throw new UsageError("Name one VM.");
  const virsh = connectionGiven(given, io);
  const domains = await askVirsh(() => listDomains(virsh, io.virsh.signal));
  // As libvirt does: a VM may have the name that is another's UUID.
  const domain = domains.find(({ uuid }) => uuid === wanted) ?? domains.find(({ name }) => name === wanted);
  if (domain === undefined) {
    throw new FailureError(
      `${virsh.uri} has no VM ${wanted}.${meant(
        wanted,
        domains.map(({ name }) => name),
      )}`,
    );
  }
  const definition = (await askVirsh(() => definitionsOf(virsh, [domain], io.virsh.signal))).get(domain.uuid);
  if (definition === undefined) throw new FailureError(`The definition of ${domain.name} could not be read.`);
  out.raw(definition);
  return Exit.ok;
}
