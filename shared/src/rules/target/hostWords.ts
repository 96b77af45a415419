import * as l10n from "@vscode/l10n";
import { type Assessment, hostList } from "../../hosts/index.js";

/** Hosts as the subject of a sentence, with its verbs. */
export interface HostWords {
  readonly [placeholder: string]: string;
  readonly hosts: string;
  /** The same at the beginning of a sentence. */
  readonly Hosts: string;
  readonly lack: string;
  readonly have: string;
  readonly know: string;
  readonly take: string;
  readonly doNot: string;
}

/** "node2 lacks …", "node1 and node3 lack …", "all 4 hosts of lab lack …". */
export function hostWords(names: readonly string[], { target, verdicts, unknown }: Assessment): HostWords {
  const total = verdicts.length + unknown.length;
  const isAll = target.isPool && names.length === total && total > 1;
  const all =
    total === 2 ? l10n.t("both hosts of {0}", target.name) : l10n.t("all {0} hosts of {1}", total, target.name);
  const hosts = isAll ? all : hostList(names);
  // A host's name is never written otherwise.
  const Hosts = isAll ? `${hosts.slice(0, 1).toUpperCase()}${hosts.slice(1)}` : hosts;
  return names.length > 1
    ? { hosts, Hosts, lack: "lack", have: "have", know: "know", take: "take", doNot: "do not" }
    : { hosts, Hosts, lack: "lacks", have: "has", know: "knows", take: "takes", doNot: "does not" };
}
