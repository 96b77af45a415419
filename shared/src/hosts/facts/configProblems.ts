import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { type Comparable, comparable, similarTo } from "../../catalogue/similarNames.js";
import { type ConfigProblem, parseConfig, readJson } from "../../config/index.js";
import type { FolderStore } from "./folderStore.js";
import { pathsOf } from "./hostFacts.js";
import type { ReferenceCpu } from "./references.js";

/** What a configuration names that is outside of it. */
export interface NamedByConfig {
  /** The ids of all rules. */
  readonly rules: readonly string[];
  /** Built-in reference CPUs. */
  readonly references: readonly ReferenceCpu[];
  /**
   * What has been read of the hosts, if the text is a workspace folder's: of the configuration as it was saved. What is
   * being typed changes no host before it is saved; text and names are judged at once.
   */
  readonly hostStore?: Pick<FolderStore, "config" | "factsOf"> | undefined;
}

/** Everything that is wrong in the text of a `libvirt-cpu.json`, and with the files and reference CPUs that it names. */
export function configProblems(text: string, named: NamedByConfig): ConfigProblem[] {
  return [...parseConfig(text, { rules: named.rules }).problems, ...hostProblems(text, named)];
}

/** Makes a function that puts a problem into words, with the name that may have been meant. */
export function makeProblemTexts(): (problem: ConfigProblem) => string {
  const suggest = makeSuggestions();
  return (problem) => {
    const [meant] = suggest(problem);
    return meant === undefined ? problem.message : `${problem.message} ${l10n.t('Did you mean "{0}"?', meant)}`;
  };
}

/** A pool whose files are all gone needs no thousand messages. */
const MAX_PROBLEMS = 500;

/**
 * What is wrong with the files and reference CPUs that the hosts of a configuration name, at the place of the name.
 * A host whose entry has been changed since it was saved is left out where it names something else now.
 */
function hostProblems(text: string, facts: NamedByConfig): ConfigProblem[] {
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

const FILES = ["domainCapabilities", "capabilities", "cpudata", "cpuMap"] as const;

function fileProblems(key: Node, value: Node, { hostStore }: NamedByConfig): ConfigProblem[] {
  const name = String(key.value);
  const facts = hostStore?.factsOf(name);
  const saved = hostStore?.config.hosts.get(name);
  if (facts === undefined || saved === undefined) return [];
  const paths = pathsOf(saved);
  const named = FILES.map((file) => {
    const isCollected = saved.folder !== undefined && saved[file] === undefined;
    const node = memberIn(value, isCollected ? "folder" : file);
    return { node, path: paths[file], written: isCollected ? saved.folder : saved[file] };
  });
  const problems = named.flatMap(({ node, path, written }): ConfigProblem[] => {
    const wrong = path === undefined || node?.value !== written ? undefined : facts.wrongFiles.get(path);
    if (wrong === undefined || node === undefined) return [];
    return [problemAt(node, path === written ? asSentence(wrong) : `${path}: ${wrong}`)];
  });
  if (facts.wrongFiles.size > 0 || named.some(({ node, written }) => node?.value !== written)) return problems;
  // What is wrong with sound files together: two architectures.
  const together = facts.sources.length > 1 && facts.host === undefined ? facts.problems : [];
  return together.map((message) => problemAt(key, message));
}

function referenceProblem(value: Node, { references }: NamedByConfig): ConfigProblem[] {
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

/** The value of a name in an object of a configuration's tree; of several the first, as the reader takes it. */
function memberIn(object: Node, name: string): Node | undefined {
  if (object.type !== "object") return undefined;
  return object.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** Shorter beginnings fit too much. */
const MIN_BEGINNING = 3;

/**
 * Makes a function that says which names may have been meant where one is not known, the likeliest first. Thousands of
 * hosts are made ready to be compared once, not for each problem.
 */
export function makeSuggestions(): (problem: ConfigProblem, most?: number) => string[] {
  const ready = new Map<readonly string[], Comparable[]>();
  return ({ unknown }, most = 1) => {
    if (unknown === undefined) return [];
    const candidates = ready.get(unknown.known) ?? comparable(unknown.known);
    ready.set(unknown.known, candidates);
    const similar = similarTo(unknown.name, candidates, most);
    return similar.length > 0 ? similar : beginningWith(unknown.name, unknown.known).slice(0, most);
  };
}

/** An id that was not written to its end. */
function beginningWith(name: string, known: readonly string[]): string[] {
  return name.length < MIN_BEGINNING ? [] : known.filter((each) => each.startsWith(name));
}
