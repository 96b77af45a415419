// Made from data/schema/rule-docs.schema.json (RuleDocs) by `npm run data:generate`. Do not edit.

/**
 * What the page of each rule says.
 */
export interface RuleDocs {
  $schema?: string;
  /**
   * By the rule's id.
   */
  rules: {
    [k: string]: RuleDoc;
  };
}
export interface RuleDoc {
  /**
   * What libvirt does.
   */
  explanation: string;
  /**
   * The smallest XML that breaks the rule.
   */
  example: string;
  /**
   * For a rule that newer releases do not break: the release of libvirt by which its example is judged.
   */
  release?: string;
  /**
   * For a rule that speaks of a target: the sample hosts on which its example is judged.
   *
   * @minItems 1
   */
  target?: [string, ...string[]];
}
