import type { FolderBook } from "../../../shared/src/hosts/facts/index.js";
import type { ReferenceCpu } from "../../../shared/src/hosts/references.js";
import { RULES, type RuleDoc } from "../../../shared/src/rules/index.js";

/** The ids of all rules. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);

/** What the server knows besides the text. */
export interface ConfigFacts {
  /** Built-in reference CPUs. */
  readonly references: readonly ReferenceCpu[];
  /** libvirt releases whose CPU maps are there, oldest first. */
  readonly releases: readonly string[];
  /** What the rules' pages say, by rule id. */
  readonly ruleDocs: ReadonlyMap<string, RuleDoc>;
  /**
   * What has been read of the hosts, if the text is a workspace folder's: of the configuration as it was saved. What is
   * being typed changes no host before it is saved; text and names are judged at once.
   */
  readonly book?: Pick<FolderBook, "config" | "factsOf"> | undefined;
}
