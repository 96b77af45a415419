import * as l10n from "@vscode/l10n";
import type { NameList } from "../../engine/index.js";
import type { HostProblem } from "../hostProblem.js";
import { fill, type Span, strong } from "./document.js";

const MOST_FEATURES = 8;

/** What libvirt prints, a long list of features cut; nothing where it says nothing. */
export function libvirtWords({
  message,
  lists = [],
  verdict,
}: Pick<HostProblem, "message" | "lists" | "verdict">): Span[] {
  if (message === "") return [];
  const says =
    verdict === "fails" ? l10n.t("libvirt's message: {0}") : l10n.t("If it fails, libvirt's message is: {0}");
  return fill(says, strong(shortened(message, lists)));
}

function shortened(message: string, lists: readonly NameList[]): string {
  if (lists.length === 0) return message;
  return lists.map(({ before, names, between }) => before + cut(names, between)).join("");
}

function cut(names: readonly string[], between: string): string {
  if (names.length <= MOST_FEATURES) return names.join(between);
  const more = l10n.t("… ({0} others)", names.length - MOST_FEATURES);
  return [...names.slice(0, MOST_FEATURES), more].join(between);
}
