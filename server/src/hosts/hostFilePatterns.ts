import type { Config } from "../../../shared/src/config/index.js";

/** Characters that mean something in a pattern; files of such names are read when the configuration changes. */
const SPECIAL = /[*?{}[\]]/;
/** A pattern is watched for each folder: more than so many are no longer kept up to date. */
const MAX_PATTERNS = 200;

/** Patterns for the files that configurations name: one for each folder they lie in. */
export function hostFilePatterns(configs: Iterable<Config>): string[] {
  const patterns = new Set<string>();
  for (const { hosts } of configs) {
    for (const { domainCapabilities, capabilities, cpudata } of hosts.values()) {
      for (const path of [domainCapabilities, capabilities, cpudata]) {
        if (path !== undefined && !SPECIAL.test(path)) patterns.add(patternOf(path));
      }
    }
  }
  return [...patterns].sort().slice(0, MAX_PATTERNS);
}

function patternOf(path: string): string {
  const plain = path.replace(/^(?:\.\/)+/, "");
  const slash = plain.lastIndexOf("/");
  return slash < 0 ? `**/${plain}` : `**/${plain.slice(0, slash)}/*`;
}
