import * as l10n from "@vscode/l10n";
import {
  type Catalogue,
  type IncludedMap,
  type Judged,
  judgedBy,
  type Knowledge,
  knows,
  pickRelease,
} from "../catalogue/index.js";
import { isOlder } from "../common/releases.js";

/**
 * Says which CPU map is used for a release whose own map is not included, as sentences.
 *
 * @param wanted as it is set, see pickRelease
 * @param maps oldest first
 * @returns undefined where it is, or one that is the same; also for what is no release
 */
export function restsOn(wanted: string, maps: readonly IncludedMap[]): string | undefined {
  const release = pickRelease(wanted, maps);
  const asked = [...wanted.split("."), "0", "0"].slice(0, 3).join(".");
  if (!/^\d+(\.\d+){2}$/.test(asked)) return undefined;
  if (release === asked || release.startsWith(`${wanted}.`)) return neighbourText(judgedBy({ release }, maps));
  return isOlder(asked, release)
    ? l10n.t("libvirt {0} is older than the oldest release that is known. It is judged as {1}.", wanted, release)
    : l10n.t("libvirt {0} is newer than the newest release that is known. It is judged as {1}.", wanted, release);
}

function neighbourText({ release, by, certainty, other = "" }: Judged): string | undefined {
  if (certainty === "own") return undefined;
  return certainty === "names"
    ? l10n.t(
        "libvirt {0} is judged by the CPU map of {1}, which has the same models and features. A model's definition may differ.",
        release,
        by,
      )
    : l10n.t(
        "libvirt {0} is judged by the CPU map of {1}. What {2} has besides is possibly supported.",
        release,
        by,
        other,
      );
}

/** Since which release a name is known, and how sure that is; nothing of names that the oldest map has already. */
export function sinceText(knowledge: Knowledge, release: string): string | undefined {
  switch (knowledge.known) {
    case "possibly":
      return l10n.t("**Possibly not supported.** {0}", possiblyText(knowledge, release));
    case "yes":
      if (knowledge.since !== undefined) return l10n.t("Since libvirt {0}", knowledge.since);
      return knowledge.after === undefined || knowledge.by === undefined
        ? undefined
        : l10n.t("Added between libvirt {0} and {1}", knowledge.after, knowledge.by);
    default:
      return undefined;
  }
}

function possiblyText({ after, by }: Extract<Knowledge, { known: "possibly" }>, release: string): string {
  return l10n.t(
    "It was added to libvirt between {0} and {1}. Whether {2} supports it is not known.",
    after,
    by,
    release,
  );
}

/** What is not sure about a model in this release, as sentences; undefined where all is. */
export function modelDoubt(name: string, catalogue: Catalogue): string | undefined {
  const knowledge = knows(catalogue, { model: name });
  return knowledge.known === "possibly" ? possiblyText(knowledge, catalogue.release) : differenceText(name, catalogue);
}

/** A model that the release may define in another way than is shown. */
export function differenceText(name: string, { differing, judged }: Catalogue): string | undefined {
  if (!differing.has(name)) return undefined;
  return l10n.t("This is how libvirt {0} defines it; {1} may define it differently.", judged.by, judged.release);
}
