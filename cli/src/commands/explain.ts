import { type Catalogue, knows, otherRelease, type WhenDoc } from "../../../shared/src/catalogue/index.js";
import { type DescribeContext, describe, prose, type Subject } from "../../../shared/src/describe/index.js";
import { loadRuleDocs, RULES } from "../../../shared/src/rules/index.js";
import { type Given, meant } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, type Io, UsageError } from "../io.js";
import { type Paint, toJson, wrap } from "../text/text.js";
import { subjectFor } from "../workspace/givenHosts.js";

/** `libvirt-cpu explain` */
export const explain: CliCommand = {
  name: "explain",
  takes: "<word>",
  summary: "Explain a model, feature, policy, mode, attribute, element, vendor or rule.",
  description: [
    "Prints what the editor shows on hover, and what the hosts of --host (default: the target of libvirt-cpu.json) have and run. If a word has several meanings, all are printed.",
  ],
  options: ["json", "arch", "libvirt", "host", "target", "config"],
  examples: [
    ["libvirt-cpu explain EPYC-Rome", "a model"],
    ["libvirt-cpu explain md-clear --target prod", "a feature, and the hosts that have it"],
    ["libvirt-cpu explain host-model", "a mode"],
    ["libvirt-cpu explain topology-vcpus", "what lint found"],
  ],
  exits: { [Exit.ok]: "explained", [Exit.problems]: "unknown word" },
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
  const catalogue = await tools.catalogue({ arch, ...(await tools.inForce(project)) });
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
  const hint = elsewhere(word, catalogue) ?? meant(word, words);
  err.line(`libvirt ${catalogue.release} knows no ${word} of ${catalogue.arch}.${hint}`);
  return Exit.problems;
}

/** Another release that knows it. */
function elsewhere(word: string, catalogue: Catalogue): string | undefined {
  const why = otherRelease(knows(catalogue, { model: word })) ?? otherRelease(knows(catalogue, { feature: word }));
  return why && ` ${why}`;
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

/** Everything a word can be: a model, a feature (also by an alias), a vendor, an element, an attribute, a value. */
function subjectsNamed(word: string, catalogue: Catalogue): Subject[] {
  return allSubjects(catalogue)
    .filter(({ word: known }) => known.toLowerCase() === word.toLowerCase())
    .map(({ subject }) => subject);
}

/** Every word that can be explained. */
function knownWords(catalogue: Catalogue): string[] {
  return [...new Set(allSubjects(catalogue).map(({ word }) => word))];
}

interface Named {
  readonly word: string;
  readonly subject: Subject;
}

function allSubjects({ models, features, map, grammar }: Catalogue): Named[] {
  const paths = Object.entries(grammar.elements).filter(([, { closed }]) => closed !== true);
  // Of an attribute called state there are sixty: those that nobody has described are not worth a word.
  const isDescribed = ([, { summary }]: readonly [string, { readonly summary?: string }]) => summary !== undefined;
  return [
    ...[...models.keys()].map((name): Named => ({ word: name, subject: { kind: "model", name } })),
    ...[...features.values()].flatMap(({ name, aliases }) =>
      [name, ...aliases].map((word): Named => ({ word, subject: { kind: "feature", name } })),
    ),
    ...[...(map?.vendors.keys() ?? [])].map((name): Named => ({ word: name, subject: { kind: "vendor", name } })),
    ...paths.map(([path]): Named => ({ word: lastOf(path), subject: { kind: "element", path } })),
    ...paths.flatMap(([path, { attributes }]) =>
      Object.entries(attributes ?? {})
        .filter(isDescribed)
        .flatMap(([attribute, { values }]): Named[] => [
          { word: attribute, subject: { kind: "attribute", path, attribute } },
          ...Object.entries(values ?? {})
            .filter(isDescribed)
            .map(([value]): Named => ({ word: value, subject: { kind: "value", path, attribute, value } })),
        ]),
    ),
  ];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What our own Markdown holds: escaped characters, code, bold. */
const INLINE = /\\([\\`*_{}[\]()#+\-.!|<>&~$])|`([^`]*)`|\*\*((?:\\.|[^*\\])*)\*\*/g;

/** Our Markdown (see shared/src/describe) as lines for a terminal. */
function markdownLines(markdown: string, paint: Paint): string[] {
  return markdown.split("\n").map((line) => inline(line.replace(/ {2}$/, ""), paint).replace(/^- /, "• "));
}

function inline(text: string, paint: Paint): string {
  return text.replaceAll(INLINE, (_, escaped?: string, code?: string, bold?: string) => {
    if (escaped !== undefined) return escaped;
    return code !== undefined ? paint.cyan(code) : paint.bold(inline(bold ?? "", NO_PAINT));
  });
}

const same = (text: string) => text;
const NO_PAINT: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** What depends on the rest of a definition, each sentence with its condition; as Markdown. */
function whenLines(subject: Subject, { grammar }: Catalogue): string[] {
  return whenOf(subject, grammar).map((when) => `- **${condition(when)}:** ${prose(when.text)}`);
}

function whenOf(subject: Subject, { elements }: Catalogue["grammar"]): readonly WhenDoc[] {
  if (!("path" in subject)) return [];
  const element = elements[subject.path];
  if (subject.kind === "element") return element?.when ?? [];
  const attribute = element?.attributes?.[subject.attribute];
  if (subject.kind === "attribute") return attribute?.when ?? [];
  return attribute?.values?.[subject.value]?.when ?? [];
}

const KEYS = ["mode", "match", "check", "fallback", "type", "arch"] as const;

/** `mode host-model or maximum, no check` */
function condition(when: WhenDoc): string {
  const parts = KEYS.flatMap((key) => {
    const words = when[key];
    if (words === undefined) return [];
    const named = words.filter((word) => word !== "");
    const none = words.includes("") ? [`no ${key}`] : [];
    return [[...none, ...(named.length === 0 ? [] : [`${key} ${named.join(" or ")}`])].join(" or ")];
  });
  return parts.length === 0 ? "always" : parts.join(", ");
}
