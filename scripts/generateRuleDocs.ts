/** Makes docs/rules.md from the rule table. */
import { readFile } from "node:fs/promises";
import { archOf, type Catalogue, loadCatalogue } from "../shared/src/catalogue/index.js";
import { domainView } from "../shared/src/domain/index.js";
import {
  checkDocument,
  fixesFor,
  loadRuleDocs,
  RULES,
  type Rule,
  type RuleDoc,
  viewAt,
} from "../shared/src/rules/index.js";
import { parseXml } from "../shared/src/xml/index.js";
import { NOT_CHECKED } from "./notChecked.js";
import { exampleDocument } from "./ruleExample.js";
import { sampleAssess } from "./sampleTarget.js";

const STAGES: Readonly<Record<Rule["stage"], string>> = {
  define: "at `virsh define`",
  start: "when the VM starts",
  migrate: "when the VM migrates",
  schema: "only with `virsh define --validate`",
  silent: "never: it silently does something else",
  advice: "never: this is our advice",
};

const HEAD = `# Rules

Made from the rule table by \`npm run data:generate\`; do not edit.

Each rule has an id. Use it to choose another severity in \`libvirt-cpu.json\` (or the setting \`libvirtCpu.rules\`):

\`\`\`json
{ "rules": { "match-ignored": "off", "model-missing": "error" } }
\`\`\`

or to silence one place, with a comment on the line before it:

\`\`\`xml
<!-- libvirt-cpu-disable-next-line feature-unknown -->
<feature policy='require' name='a-feature-of-our-own-build'/>
\`\`\`

A severity is **error** only where libvirt refuses the definition or the start, **warning** where it silently does
something else, **hint** where something is merely useless.

| rule | severity | libvirt tells you |
| --- | --- | --- |
`;

/** @returns target path -> generated text */
export async function generateRuleDocs(): Promise<Map<string, string>> {
  const readData = (path: string) => readFile(new URL(`../data/${path}`, import.meta.url), "utf8");
  const rows = RULES.map(({ id, severity, stage }) => `| [${id}](#${id}) | ${severity} | ${STAGES[stage]} |\n`);
  const docs = await loadRuleDocs(readData);
  requireSameRules(docs);
  const catalogues = new Map<string, Promise<Catalogue>>();
  const sections = await Promise.all(
    RULES.map(async (rule) => {
      const doc = docs.get(rule.id);
      if (doc === undefined) throw new Error(`${rule.id} has no page in data/docs/rules.json`);
      const arch = archOf(domainView(parseXml(exampleDocument(doc.example))));
      const catalogue = catalogues.get(arch) ?? loadCatalogue(readData, { arch, release: "12.8.0" });
      catalogues.set(arch, catalogue);
      return section({ ...rule, ...doc }, await catalogue);
    }),
  );
  return new Map([["docs/rules.md", `${HEAD}${rows.join("")}\n${sections.join("\n")}\n${notChecked()}`]]);
}

function requireSameRules(docs: ReadonlyMap<string, RuleDoc>): void {
  const ids = new Set(RULES.map(({ id }) => id));
  const odd = [...docs.keys()].filter((id) => !ids.has(id));
  if (odd.length > 0) throw new Error(`data/docs/rules.json tells of rules that are none: ${odd.join(", ")}`);
}

function notChecked(): string {
  const rows = NOT_CHECKED.flatMap(({ reason, checks }) => checks.map((check) => `| ${check} | ${reason} |`));
  return `## Not checked\n\n| what libvirt checks | why no rule does |\n| --- | --- |\n${rows.join("\n")}\n`;
}

function section(rule: Rule & RuleDoc, catalogue: Catalogue): string {
  const { id, severity, stage, explanation, example } = rule;
  const { message, libvirt, fixes } = told(rule, catalogue);
  return [
    `## ${id}`,
    "",
    explanation,
    "",
    `Severity: ${severity}. libvirt tells you ${STAGES[stage]}${libvirt === undefined ? "" : `: \`${libvirt}\``}.`,
    "",
    "```xml",
    indented(example),
    "```",
    "",
    `> ${escapeMarkdown(message)}`,
    "",
    ...(fixes.length === 0 ? [] : [`Fixes: ${fixes.map(escapeMarkdown).join(" · ")}`, ""]),
  ].join("\n");
}

/** What the editor says about the rule's example, and offers. */
function told(
  rule: Rule & RuleDoc,
  catalogue: Catalogue,
): { message: string; libvirt: string | undefined; fixes: string[] } {
  const document = parseXml(exampleDocument(rule.example));
  const target = rule.target === undefined ? {} : { assess: sampleAssess(rule.target) };
  const finding = checkDocument({ document, catalogue, ...target }).find((each) => each.rule === rule.id);
  const view = finding && viewAt({ document }, finding.start);
  if (finding === undefined || view === undefined) throw new Error(`the example of ${rule.id} does not break it`);
  const fixes = fixesFor(finding, { document, catalogue, view, ...target });
  return { message: finding.message, libvirt: finding.libvirt, fixes: fixes.map(({ title }) => title) };
}

function escapeMarkdown(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One line an element, where the example is XML that can be read. */
function indented(example: string): string {
  const document = parseXml(example);
  if (document.errors.length > 0 || domainView(document) === undefined) return example;
  let depth = 0;
  return example
    .replaceAll("><", ">\n<")
    .split("\n")
    .map((line) => {
      if (line.startsWith("</")) depth--;
      const shown = "  ".repeat(depth) + line;
      if (/^<[^/!][^>]*[^/]>$/.test(line)) depth++;
      return shown;
    })
    .join("\n");
}
