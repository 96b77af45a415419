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
  return names.length > 1 ? { hosts, Hosts, ...several() } : { hosts, Hosts, ...one() };
}

function several(): Pick<HostWords, "lack" | "have" | "know" | "take" | "doNot"> {
  return {
    lack: l10n.t("lack"),
    have: l10n.t("have"),
    know: l10n.t("know"),
    take: l10n.t("take"),
    doNot: l10n.t("do not"),
  };
}

function one(): ReturnType<typeof several> {
  return {
    lack: l10n.t("lacks"),
    have: l10n.t("has"),
    know: l10n.t("knows"),
    take: l10n.t("takes"),
    doNot: l10n.t("does not"),
  };
}
