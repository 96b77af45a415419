import * as l10n from "@vscode/l10n";
import type { Target } from "./poolHost.js";
import { hostList } from "./reasons.js";
import { hostsByVendor } from "./targetCpus.js";

/** Asked for at every key. */
const TEXTS = new WeakMap<Target, string>();

/** "node1 and node2 are Intel, node3 is AMD"; empty where the hosts are not of several vendors. */
export function vendorsText(target: Target): string {
  const text = TEXTS.get(target) ?? compute(target);
  TEXTS.set(target, text);
  return text;
}

function compute(target: Target): string {
  const byVendor = hostsByVendor(target);
  if (byVendor.size < 2) return "";
  const each = [...byVendor].map(([vendor, hosts]) =>
    hosts.length > 1 ? l10n.t("{0} are {1}", hostList(hosts), vendor) : l10n.t("{0} is {1}", hostList(hosts), vendor),
  );
  return each.join(", ");
}
