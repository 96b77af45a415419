import type { BaselineAnswer } from "../../../shared/src/messages.js";
import type { Host } from "../hosts/host.js";
import { hostNames } from "../hosts/hostNames.js";
import type { LostFeature } from "./groupLost.js";

/** What all chosen hosts have in common, as it is shown before it is inserted. */
export interface Baseline {
  readonly model: string;
  readonly block: string;
  /** The chosen hosts' names. */
  readonly hosts: readonly string[];
  readonly lost: readonly LostFeature[];
}

/**
 * @param answer what the server found
 * @param chosen the hosts it was asked for
 * @returns the same with the hosts' short names instead of their URIs
 */
export function namedBaseline(answer: Exclude<BaselineAnswer, { error: string }>, chosen: readonly Host[]): Baseline {
  const byPath = hostNames(chosen.map(({ path }) => path));
  const byUri = new Map(chosen.map(({ document, path }) => [document.uri, byPath.get(path) ?? path]));
  return {
    model: answer.model,
    block: answer.preview,
    hosts: [...byUri.values()],
    lost: answer.lost.map(({ feature, missingOn }) => ({
      feature,
      missingOn: missingOn.map((uri) => byUri.get(uri) ?? uri),
    })),
  };
}
