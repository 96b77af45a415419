import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { type DescribeContext, describe, type Subject } from "../../../shared/src/describe/index.js";
import { loadRuleDocs, RULES } from "../../../shared/src/rules/index.js";
import { type Given, meant } from "../arguments/given.js";
import type { Command, Tools } from "../command.js";
import { knownWords, subjectsNamed } from "../explain/subjects.js";
import { whenLines } from "../explain/whenLines.js";
import { Exit, type Io, UsageError } from "../io.js";
import { markdownLines } from "../text/markdown.js";
import { toJson } from "../text/plain.js";
import { wrap } from "../text/wrap.js";
import { subjectFor } from "../workspace/subjectFor.js";

/** `libvirt-cpu explain` */
export const explain: Command = {
  name: "explain",
  takes: "<word>",
  summary: "Explain a model, feature, policy, mode, attribute, element, vendor or rule.",
  description: [
    "Says what the editor says on hover; also what the hosts of --host, else of the target of libvirt-cpu.json, have and run. A word of several meanings gets all of them.",
  ],
  options: ["json", "arch", "libvirt", "host", "target", "config"],
  examples: [
    ["libvirt-cpu explain EPYC-Rome", "a model"],
    ["libvirt-cpu explain md-clear --target prod", "a feature, and who has it"],
    ["libvirt-cpu explain host-model", "a mode"],
    ["libvirt-cpu explain topology-vcpus", "what lint found"],
  ],
  exits: { [Exit.ok]: "explained", [Exit.problems]: "nobody knows the word" },
  run: runExplain,
};

interface Explanation {
  readonly kind: Subject["kind"] | "rule";
  readonly name: string;
  readonly markdown: string;
}

/** A situation that no condition fits: the conditions themselves are told. */
const NOWHERE = { mode: "-", match: "-", check: "-", fallback: "-", type: "-", arch: "-" };

async function runExplain(given: Given, tools: Tools): Promise<Exit> {
  const [word, ...rest] = given.positionals;
  if (word === undefined || rest.length > 0) throw new UsageError("Name one thing to explain.");
  const project = await tools.projectOf(tools.io.cwd);
  const { arch, target } = await subjectFor(project, given);
  const catalogue = await tools.catalogue({ arch, release: await tools.release(project.config.libvirt) });
  const context = { catalogue, target, view: undefined, situation: NOWHERE };
  const found = [
    ...subjectsNamed(word, catalogue).flatMap((subject) => explainSubject(subject, context)),
    ...(await rulesNamed(word, tools.io)),
  ];
  if (found.length === 0) return nobodyKnows(word, catalogue, tools);
  if (given.has("json")) tools.out.raw(`${toJson({ libvirt: catalogue.release, arch, explanations: found })}\n`);
  else for (const [index, each] of found.entries()) print(each, index > 0, tools);
  return Exit.ok;
}

function nobodyKnows(word: string, catalogue: Catalogue, { err }: Tools): Exit {
  const words = [...knownWords(catalogue), ...RULES.map(({ id }) => id)];
  err.line(`libvirt ${catalogue.release} knows no ${word} of ${catalogue.arch}.${meant(word, words)}`);
  return Exit.problems;
}

function explainSubject(subject: Subject, context: DescribeContext): Explanation[] {
  const text = describe(subject, context, undefined);
  if (text === undefined) return [];
  const more = whenLines(subject, context.catalogue);
  const markdown = more.length === 0 ? text : `${text}\n\n${more.join("\n")}`;
  return [{ kind: subject.kind, name: nameOf(subject), markdown }];
}

function nameOf(subject: Subject): string {
  switch (subject.kind) {
    case "topology":
      return "cpu/topology";
    case "element":
      return subject.path;
    case "attribute":
      return `${subject.path}@${subject.attribute}`;
    case "value":
      return `${subject.path}@${subject.attribute}=${subject.value}`;
    default:
      return subject.name;
  }
}

async function rulesNamed(word: string, { readData }: Io): Promise<Explanation[]> {
  const rule = RULES.find(({ id }) => id === word.toLowerCase());
  const docs = rule && (await loadRuleDocs(readData)).get(rule.id);
  if (rule === undefined || docs === undefined) return [];
  const markdown = `**${rule.id}** · ${rule.severity}\n\n${docs.explanation}\n\nFor example: \`${docs.example}\``;
  return [{ kind: "rule", name: rule.id, markdown }];
}

function print({ kind, name, markdown }: Explanation, isNext: boolean, { out }: Tools): void {
  if (isNext) out.line();
  out.line(out.paint.dim(`${kind} ${name}`));
  for (const line of markdownLines(markdown, out.paint)) {
    for (const part of wrap(line, out.columns, line.startsWith("•") ? "  " : "")) out.line(part);
  }
}
