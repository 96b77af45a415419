import { readFile } from "node:fs/promises";
import { loadRuleDocs, RULES, type Rule, type RuleDoc } from "../../shared/src/rules/index.js";

export type RuleWithExample = Rule & RuleDoc;

const DOCS = await loadRuleDocs((path) => readFile(new URL(`../../data/${path}`, import.meta.url), "utf8"));

/** A rule with its explanation, its example and the hosts on which that is judged. */
export function withExample(rule: Rule): RuleWithExample {
  const docs = DOCS.get(rule.id);
  if (docs === undefined) throw new Error(`${rule.id} has no page in data/docs/rules.json`);
  return { ...rule, ...docs };
}

/** Every rule, with its example. */
export const RULE_EXAMPLES: readonly RuleWithExample[] = RULES.map(withExample);
