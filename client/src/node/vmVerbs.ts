import { connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { liveDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { listDomains } from "../../../virsh/src/domains.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { type SaveOutcome, saveDefinition } from "../../../virsh/src/saveDefinition.js";
import type { VmVerbs } from "../vms/verbs.js";
import { inWords } from "./virsh.js";

/** @param executable a path or a name on the PATH; asked for each time, as settings change */
export function makeVmVerbs(executable: () => string): VmVerbs {
  const at = (uri: string) => connect(uri, { executable });
  return {
    list: (uri, signal) => inWords(listDomains(at(uri), signal)),
    open: (uri, uuid, signal) => inWords(openDefinition(at(uri), uuid, signal)),
    live: (uri, uuid, signal) => inWords(liveDefinition(at(uri), uuid, signal)),
    save: async (uri, opened, edited, signal) => told(await inWords(saveDefinition(at(uri), opened, edited, signal))),
    create: (uri, text, signal) => inWords(createDomain(at(uri), text, signal)),
    rename: (uri, uuid, name, signal) => inWords(renameDomain(at(uri), uuid, name, signal)),
  };
}

/** Also what takes it back fails in words. */
function told(outcome: SaveOutcome): SaveOutcome {
  if (outcome.kind !== "saved") return outcome;
  return { ...outcome, undo: async (signal) => told(await inWords(outcome.undo(signal))) };
}
