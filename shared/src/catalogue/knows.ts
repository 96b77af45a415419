import * as l10n from "@vscode/l10n";
import { isOlder } from "../common/releases.js";
import type { Catalogue } from "./catalogue.js";
import type { Arrival, NameHistory } from "./nameHistory.js";
import type { AskedRelease } from "./releases.js";

/** Where a release lacks a name: the release that brought it later, or took it away, as a sentence. */
export function otherRelease(knowledge: Knowledge): string | undefined {
  const { known } = knowledge;
  if (known === "gone") return l10n.t("libvirt {0} removed it.", knowledge.by);
  if (known !== "later") return undefined;
  const { since, after = "", by = "" } = knowledge;
  return since === undefined
    ? l10n.t("It was added between libvirt {0} and {1}.", after, by)
    : l10n.t("libvirt {0} supports it.", since);
}

/** Whether a release knows something, and how sure that is. */
export type Knowledge =
  /** It does, and since when. */
  | ({ readonly known: "yes" } & Arrival)
  /** That is not known: it came between two releases, and this one is between them. */
  | { readonly known: "possibly"; readonly after: string; readonly by: string }
  /** It does not; a later release brought it. */
  | ({ readonly known: "later" } & Arrival)
  /** It does not any more. */
  | { readonly known: "gone"; readonly after: string; readonly by: string }
  /** No release does that is known of. */
  | { readonly known: "never" };

/** What is asked about: a model or feature by its name, or an element, attribute or value of a CPU definition. */
export type KnowledgeSubject =
  | { readonly model: string }
  | { readonly feature: string }
  | { readonly element: string; readonly attribute?: string; readonly value?: string };

/**
 * Does the catalogue's release know it? For completion, hover, rules, hosts and the command line alike.
 *
 * @param subject an element as the grammar names it: `cpu`, `cpu/maxphysaddr`
 */
export function knows({ histories, grammar, judged }: Catalogue, subject: KnowledgeSubject): Knowledge {
  if ("model" in subject) return knownIn(judged, histories.models.get(subject.model));
  if ("feature" in subject) return knownIn(judged, histories.features.get(subject.feature));
  const element = grammar.elements[subject.element];
  const attribute = subject.attribute === undefined ? undefined : element?.attributes?.[subject.attribute];
  const value = subject.value === undefined ? undefined : attribute?.values?.[subject.value];
  const asked = subject.value !== undefined ? value : subject.attribute !== undefined ? attribute : element;
  const [since] = [value?.since, attribute?.since, element?.since].filter((each) => each !== undefined);
  return knownIn(judged, asked && (since === undefined ? {} : { since }));
}

/** The same of a name's history, whichever map it is from. */
export function knownIn({ release, from }: AskedRelease, history: NameHistory | undefined): Knowledge {
  const known = knownAt(release, history);
  if (from === undefined || known.known === knownAt(from, history).known) return known;
  return { known: "possibly", after: from, by: release };
}

function knownAt(release: string, history: NameHistory | undefined): Knowledge {
  if (history === undefined) return { known: "never" };
  const { gone, since, after, by } = history;
  if (gone !== undefined && !isOlder(release, gone.by)) return { known: "gone", ...gone };
  if (gone !== undefined && isOlder(gone.after, release)) return { known: "possibly", ...gone };
  if (since !== undefined) return { known: isOlder(release, since) ? "later" : "yes", since };
  if (after === undefined || by === undefined || !isOlder(release, by)) return { known: "yes", ...arrivalOf(history) };
  return isOlder(after, release) ? { known: "possibly", after, by } : { known: "later", after, by };
}

function arrivalOf({ after, by }: NameHistory): Arrival {
  return { ...(after === undefined ? {} : { after }), ...(by === undefined ? {} : { by }) };
}
