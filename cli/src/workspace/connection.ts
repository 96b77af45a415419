import type { Encoding } from "../../../shared/src/common/decodeBytes.js";
import { connect, type LibvirtConnection } from "../../../virsh/src/connect.js";
import { definitionsOf, listDomains } from "../../../virsh/src/domains.js";
import { VirshError } from "../../../virsh/src/failure.js";
import type { Given } from "../arguments/given.js";
import { type Input, readInputs } from "../files/inputs.js";
import { makeSearch, type Search } from "../files/search.js";
import { FailureError, type Io, UsageError } from "../io.js";

/** What virsh prints. */
const UTF_8: Encoding = { label: "utf-8", hasMark: false };

/** The VMs of this machine. */
const USUAL = "qemu:///system";

/** The libvirt that is asked: `--uri`, else what virsh itself would take from the environment, else this machine's. */
export function connectionGiven(given: Given, { env, virsh }: Io): LibvirtConnection {
  const via = given.has("via") ? "ssh" : undefined;
  return connect(given.text("uri") ?? (env.LIBVIRT_DEFAULT_URI || USUAL), { ...virsh, via });
}

/** Asks; where virsh gives no answer, its reason is the command's. */
export async function askVirsh<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof VirshError ? new FailureError(error.message) : error;
  }
}

/**
 * The documents that are to be checked: files, what folders are searched for, or with `--uri` the definitions of all VMs of
 * a libvirt.
 *
 * @throws UsageError where neither or both are named
 */
export function inputsOf(given: Given, io: Io): AsyncGenerator<Input> {
  if (!given.has("uri")) {
    if (given.positionals.length === 0) throw new UsageError("Name files or folders; - is standard input.");
    return readInputs(given.positionals, io, searchGiven(given));
  }
  if (given.positionals.length > 0) throw new UsageError("Name files, or a connection with --uri, but not both.");
  return definitionsIn(connectionGiven(given, io), io);
}

/** What `--include` and `--exclude` say of folders. */
export function searchGiven(given: Given): Search {
  return makeSearch(given.texts("include"), given.texts("exclude"));
}

async function* definitionsIn(virsh: LibvirtConnection, io: Io): AsyncGenerator<Input> {
  const domains = await askVirsh(() => listDomains(virsh, io.virsh.signal));
  const definitions = await askVirsh(() => definitionsOf(virsh, domains, io.virsh.signal));
  if (definitions.size === 0) throw new FailureError(`${virsh.uri} has no VMs.`);
  for (const { uuid, name } of domains) {
    const text = definitions.get(uuid);
    if (text === undefined) continue;
    yield { name, path: undefined, folder: io.cwd, isNamed: true, content: { text, encoding: UTF_8 } };
  }
}
