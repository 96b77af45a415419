import { connect, type Virsh } from "../../../virsh/src/connect.js";
import { VirshError } from "../../../virsh/src/failure.js";
import type { Given } from "../arguments/given.js";
import { FailureError, type Io } from "../io.js";

/** The VMs of this machine. */
const USUAL = "qemu:///system";

/** The libvirt that is asked: `--uri`, else what virsh itself would take from the environment, else this machine's. */
export function connectionOf(given: Given, { env, virsh }: Io): Virsh {
  return connect(given.text("uri") ?? (env.LIBVIRT_DEFAULT_URI || USUAL), virsh);
}

/** Asks; where virsh gives no answer, its reason is the command's. */
export async function askVirsh<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof VirshError ? new FailureError(error.message) : error;
  }
}
