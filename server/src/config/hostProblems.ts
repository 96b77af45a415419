import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { type ConfigProblem, readJson } from "../../../shared/src/config/index.js";
import type { ConfigFacts } from "./configFacts.js";
import { memberIn } from "./memberIn.js";

/** A pool whose files are all gone needs no thousand messages. */
const MAX_PROBLEMS = 500;

/**
 * What is wrong with the files and reference CPUs that the hosts of a configuration name, at the place of the name.
 * A host whose entry has been changed since it was saved is left out where it names something else now.
 */
export function hostProblems(text: string, facts: ConfigFacts): ConfigProblem[] {
  const { root } = readJson(text);
  const hosts = root && memberIn(root, "hosts");
  const problems: ConfigProblem[] = [];
  for (const { children } of hosts?.type === "object" ? (hosts.children ?? []) : []) {
    const [key, value] = children ?? [];
    if (key === undefined || value?.type !== "object") continue;
    problems.push(...fileProblems(key, value, facts), ...referenceProblem(value, facts));
    if (problems.length > MAX_PROBLEMS) break;
  }
  return problems;
}

const FILES = ["domainCapabilities", "capabilities", "cpudata"] as const;

function fileProblems(key: Node, value: Node, { book }: ConfigFacts): ConfigProblem[] {
  const name = String(key.value);
  const facts = book?.factsOf(name);
  const saved = book?.config.hosts.get(name);
  if (facts === undefined || saved === undefined) return [];
  const named = FILES.map((file) => ({ node: memberIn(value, file), path: saved[file] }));
  const problems = named.flatMap(({ node, path }): ConfigProblem[] => {
    const wrong = path === undefined || node?.value !== path ? undefined : facts.wrongFiles.get(path);
    return wrong === undefined || node === undefined ? [] : [problemAt(node, asSentence(wrong))];
  });
  if (facts.wrongFiles.size > 0 || named.some(({ node, path }) => node?.value !== path)) return problems;
  // What is wrong with sound files together: two architectures.
  const together = facts.sources.length > 1 && facts.host === undefined ? facts.problems : [];
  return together.map((message) => problemAt(key, message));
}

function referenceProblem(value: Node, { references }: ConfigFacts): ConfigProblem[] {
  const reference = memberIn(value, "reference");
  const id: unknown = reference?.value;
  if (reference === undefined || typeof id !== "string" || id === "" || references.length === 0) return [];
  if (references.some((each) => each.id === id)) return [];
  const unknown = { name: id, known: references.map((each) => each.id) };
  return [{ ...problemAt(reference, l10n.t("There is no such reference CPU.")), unknown }];
}

function problemAt({ offset, length }: Node, message: string): ConfigProblem {
  return { message, start: offset, end: offset + length, severity: "warning" };
}

function asSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
