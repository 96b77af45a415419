import type { BaselineAnswer } from "../../../shared/src/messages.js";
import type { Host } from "../hosts/host.js";
import { fileName, hostNames } from "../hosts/hostNames.js";
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
 * @returns the same with the hosts' short names in place of the names that the server has for them: URIs or files' names
 */
export function namedBaseline(answer: Exclude<BaselineAnswer, { error: string }>, chosen: readonly Host[]): Baseline {
  const shortNames = hostNames(chosen.map(({ path }) => path));
  const names = new Map<string, string>();
  for (const { document, path } of chosen) {
    const name = shortNames.get(path) ?? path;
    names.set(document.uri, name).set(path, name).set(fileName(path), name);
  }
  return {
    model: answer.model,
    block: answer.preview,
    hosts: chosen.map(({ path }) => shortNames.get(path) ?? path),
    lost: answer.lost.map(({ feature, missingOn }) => ({
      feature,
      missingOn: missingOn.map((host) => names.get(host) ?? host),
    })),
  };
}
