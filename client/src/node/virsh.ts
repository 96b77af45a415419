import { l10n } from "vscode";
import type { Route } from "../../../shared/src/messages.js";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { commandText, connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { liveDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { type ListedDomain, listDomains, textsOf } from "../../../virsh/src/domains.js";
import { followEvents } from "../../../virsh/src/events.js";
import { failureText, VirshError } from "../../../virsh/src/failure.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { runVirsh } from "../../../virsh/src/runVirsh.js";
import { type SaveOutcome, saveDefinition } from "../../../virsh/src/saveDefinition.js";
import type { Virsh } from "../hosts/live/virsh.js";
import type { VmVerbs } from "../vms/verbs.js";

/** @param executable a path or a name on the PATH; asked for each time, as settings change */
export function makeVirsh(executable: () => string): Virsh {
  return {
    command: ({ uri, via }) => {
      try {
        return commandText(uri, { executable, via }, ["capabilities"]);
      } catch (error) {
        throw worded(error);
      }
    },
    isHere: async () => (await runVirsh(executable(), ["--version"], new AbortController().signal)).kind === "done",
    capabilities: ({ uri, via }, signal) => inWords(capabilities(connect(uri, { executable, via }), signal)),
    facts: ({ uri, via, ...about }, signal) => inWords(askHost(connect(uri, { executable, via }), about, signal)),
  };
}

/** The same for the VMs of a libvirt. */
export function makeVmVerbs(executable: () => string): VmVerbs {
  const at = ({ uri, via }: Route) => connect(uri, { executable, via });
  return {
    list: (route, signal) => inWords(listDomains(at(route), signal)),
    texts: (route, vms, signal) => inWords(textsOf(at(route), vms, hasTwoTexts, signal)),
    events: (route, signal, changed) => inWords(followEvents(at(route), signal, changed)),
    open: (route, uuid, signal) => inWords(openDefinition(at(route), uuid, signal)),
    live: (route, uuid, signal) => inWords(liveDefinition(at(route), uuid, signal)),
    save: async (route, opened, edited, signal) =>
      told(await inWords(saveDefinition(at(route), opened, edited, signal))),
    create: (route, text, signal) => inWords(createDomain(at(route), text, signal)),
    rename: (route, uuid, name, signal) => inWords(renameDomain(at(route), uuid, name, signal)),
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

async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw worded(error);
  }
}

/** A failure in the user's language; its code is the cause. */
function worded(error: unknown): unknown {
  if (!(error instanceof VirshError)) return error;
  return new Error(failureText(error.failure, l10n.t), { cause: error.failure.code });
}
