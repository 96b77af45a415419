import { l10n } from "vscode";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { liveDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { type ListedDomain, listDomains, textsOf } from "../../../virsh/src/domains.js";
import { followEvents } from "../../../virsh/src/events.js";
import { failureText, VirshError } from "../../../virsh/src/failure.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { type SaveOutcome, saveDefinition } from "../../../virsh/src/saveDefinition.js";
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

/** The same for the VMs of a libvirt. */
export function makeVmVerbs(executable: () => string): VmVerbs {
  const at = (uri: string) => connect(uri, { executable });
  return {
    list: (uri, signal) => inWords(listDomains(at(uri), signal)),
    texts: (uri, vms, signal) => inWords(textsOf(at(uri), vms, hasTwoTexts, signal)),
    events: (uri, signal, changed) => inWords(followEvents(at(uri), signal, changed)),
    open: (uri, uuid, signal) => inWords(openDefinition(at(uri), uuid, signal)),
    live: (uri, uuid, signal) => inWords(liveDefinition(at(uri), uuid, signal)),
    save: async (uri, opened, edited, signal) => told(await inWords(saveDefinition(at(uri), opened, edited, signal))),
    create: (uri, text, signal) => inWords(createDomain(at(uri), text, signal)),
    rename: (uri, uuid, name, signal) => inWords(renameDomain(at(uri), uuid, name, signal)),
  };
}

/** What runs may differ from the definition; a transient VM has only the one. */
function hasTwoTexts({ state, isPersistent }: ListedDomain): boolean {
  return isPersistent && state !== "shut-off";
}

/** Also what takes it back fails in words. */
function told(outcome: SaveOutcome): SaveOutcome {
  if (outcome.kind !== "saved") return outcome;
  return { ...outcome, undo: async (signal) => told(await inWords(outcome.undo(signal))) };
}

/** A failure in the user's language; its code is the cause. */
async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof VirshError)) throw error;
    throw new Error(failureText(error.failure, l10n.t), { cause: error.failure.code });
  }
}
