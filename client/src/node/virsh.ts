import { l10n } from "vscode";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { failureText, VirshError } from "../../../virsh/src/failure.js";
import type { Virsh } from "../hosts/live/virsh.js";
import type { VmVerbs } from "../vms/verbs.js";

/** @param executable a path or a name on the PATH; asked for each time, as settings change */
export function makeVirsh(executable: () => string): Virsh {
  const options = { executable };
  return {
    executable,
    capabilities: (uri, signal) => inWords(capabilities(connect(uri, options), signal)),
    facts: ({ uri, ...about }, signal) => inWords(askHost(connect(uri, options), about, signal)),
  };
}

/** What edits definitions is loaded when the first one is asked for. */
export function vmVerbsLater(executable: () => string): VmVerbs {
  let loaded: Promise<VmVerbs> | undefined;
  const verbs = (): Promise<VmVerbs> => {
    loaded ??= import("./vmVerbs.js").then(({ makeVmVerbs }) => makeVmVerbs(executable));
    return loaded;
  };
  return {
    list: async (...args) => (await verbs()).list(...args),
    open: async (...args) => (await verbs()).open(...args),
    live: async (...args) => (await verbs()).live(...args),
    save: async (...args) => (await verbs()).save(...args),
    create: async (...args) => (await verbs()).create(...args),
    rename: async (...args) => (await verbs()).rename(...args),
  };
}

/** A failure in the user's language; its code is the cause. */
export async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof VirshError)) throw error;
    throw new Error(failureText(error.failure, l10n.t), { cause: error.failure.code });
  }
}
