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
  const each = [...byVendor].map(
    ([vendor, hosts]) => `${hostList(hosts)} ${hosts.length > 1 ? "are" : "is"} ${vendor}`,
  );
  return each.join(", ");
}
