import type { RuleDoc, RuleDocs } from "./ruleDocs.js";

/**
 * What the rules' pages say.
 *
 * @param readData reads a file of `data/` by its path in there
 * @returns by rule id: what libvirt does, and the smallest XML that breaks the rule
 */
export async function loadRuleDocs(readData: (path: string) => Promise<string>): Promise<ReadonlyMap<string, RuleDoc>> {
  const { rules } = JSON.parse(await readData("docs/rules.json")) as RuleDocs;
  return new Map(Object.entries(rules));
}

/** Where a rule is explained. */
export function rulePage(id: string): string {
  return `https://github.com/libvirt-cpu/libvirt-cpu/blob/main/docs/rules.md#${id}`;
}
