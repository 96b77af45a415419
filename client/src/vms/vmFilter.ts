import type { Translate } from "../../../shared/src/config/index.js";
import type { VmOutcome } from "../../../shared/src/messages.js";
import type { ListedDomain } from "../../../virsh/src/domains.js";

/** Which VMs are shown. */
export interface VmFilter {
  /** Part of the name, or of the UUID, in any case; "" fits all. */
  readonly text: string;
  readonly state?: ListedDomain["state"];
  readonly outcome?: FilteredOutcome;
}

/** Outcomes that one looks for. */
export const FILTERED_OUTCOMES = ["fails", "some", "not-valid"] as const;
export type FilteredOutcome = (typeof FILTERED_OUTCOMES)[number];

export const NO_FILTER: VmFilter = { text: "" };

export function isFiltered({ text, state, outcome }: VmFilter): boolean {
  return text !== "" || state !== undefined || outcome !== undefined;
}

/**
 * Is a VM shown?
 *
 * @param outcome of its verdict, where that is known
 */
export function fits({ name, uuid, state }: ListedDomain, filter: VmFilter, outcome: VmOutcome | undefined): boolean {
  const text = filter.text.toLowerCase();
  const isNamed = name.toLowerCase().includes(text) || uuid.includes(text);
  const isInState = filter.state === undefined || filter.state === state;
  return isNamed && isInState && (filter.outcome === undefined || filter.outcome === outcome);
}

/** What a VM does, in a few words. */
export function stateText(state: ListedDomain["state"], t: Translate): string {
  switch (state) {
    case "running":
      return t("running");
    case "paused":
      return t("paused");
    case "shut-off":
      return t("shut off");
    case "other":
      return t("neither running nor shut off");
  }
}

/** A verdict that one looks for, in a few words. */
export function filteredOutcomeText(outcome: FilteredOutcome, t: Translate): string {
  switch (outcome) {
    case "fails":
      return t("does not start");
    case "some":
      return t("starts on some hosts only");
    case "not-valid":
      return t("not valid");
  }
}

/** Above the tree, while it is filtered. */
export function filterText({ text, state, outcome }: VmFilter, t: Translate): string {
  const parts = [
    ...(text === "" ? [] : [t('name contains "{0}"', text)]),
    ...(state === undefined ? [] : [stateText(state, t)]),
    ...(outcome === undefined ? [] : [filteredOutcomeText(outcome, t)]),
  ];
  return t("Filter: {0}", parts.join(", "));
}
