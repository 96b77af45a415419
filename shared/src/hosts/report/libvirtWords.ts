import type { HostProblem } from "../judge.js";
import { type Span, strong } from "./document.js";

const MOST_FEATURES = 8;

/** What libvirt prints, a long list of features cut; nothing where it says nothing. */
export function libvirtWords({
  message,
  features = [],
  verdict,
}: Pick<HostProblem, "message" | "features" | "verdict">): Span[] {
  if (message === "") return [];
  const says = verdict === "fails" ? "libvirt says: " : "If it fails, libvirt says: ";
  return [says, strong(shortened(message, features))];
}

function shortened(message: string, features: readonly string[]): string {
  for (const between of [", ", ","]) {
    const list = features.join(between);
    if (features.length <= MOST_FEATURES || !message.includes(list)) continue;
    const shown = features.slice(0, MOST_FEATURES).join(between);
    return message.replace(list, () => `${shown}${between}… (${features.length - MOST_FEATURES} more)`);
  }
  return message;
}
