/** Makes docs/rules.md from the rule table. */
import { readFile } from "node:fs/promises";
import { archOf, type Catalogue, loadCatalogue, loadReleases, pickRelease } from "../shared/src/catalogue/index.js";
import { domainView } from "../shared/src/domain/index.js";
import {
  checkDocument,
  documentFixes,
  loadRuleDocs,
  RULES,
  type Rule,
  type RuleDoc,
} from "../shared/src/rules/index.js";
import { parseXml } from "../shared/src/xml/index.js";
import { NOT_CHECKED } from "./notChecked.js";
import { exampleDocument } from "./ruleExample.js";
import { sampleAssess } from "./sampleTarget.js";

const STAGES: Readonly<Record<Rule["stage"], string>> = {
  define: "reports it at `virsh define`",
  start: "reports it when the VM starts",
  migrate: "reports it when the VM migrates",
  schema: "reports it only with `virsh define --validate`",
  silent: "does not report it: it does something else, without a message",
  advice: "does not report it: this is our advice",
};

const HEAD = `# Rules

Made from the rule table by \`npm run data:generate\`; do not edit.

Each rule has an id. Use it to choose another severity in \`libvirt-cpu.json\` (or the setting \`libvirtCpu.rules\`):

\`\`\`json
{ "rules": { "match-ignored": "off", "model-missing": "error" } }
\`\`\`

or to disable it in one place, with a comment on the line before it:

\`\`\`xml
<!-- libvirt-cpu-disable-next-line feature-unknown -->
<feature policy='require' name='a-feature-of-our-own-build'/>
\`\`\`

A severity is **error** only where libvirt rejects the definition or the start, **warning** where it does
something else without a message, **hint** where something has no effect.

| rule | severity | libvirt |
| --- | --- | --- |
`;

/** @returns target path -> generated text */
export async function generateRuleDocs(): Promise<Map<string, string>> {
  const readData = (path: string) => readFile(new URL(`../data/${path}`, import.meta.url), "utf8");
  const rows = RULES.map(({ id, severity, stage }) => `| [${id}](#${id}) | ${severity} | ${STAGES[stage]} |\n`);
  const docs = await loadRuleDocs(readData);
  const newest = pickRelease(undefined, await loadReleases(readData));
  requireSameRules(docs);
  const catalogues = new Map<string, Promise<Catalogue>>();
  const sections = await Promise.all(
    RULES.map(async (rule) => {
      const doc = docs.get(rule.id);
      if (doc === undefined) throw new Error(`${rule.id} has no page in data/docs/rules.json`);
      const arch = archOf(domainView(parseXml(exampleDocument(doc.example))));
      const { release = newest } = doc;
      const key = `${arch} ${release}`;
      const catalogue = catalogues.get(key) ?? loadCatalogue(readData, { arch, release });
      catalogues.set(key, catalogue);
      return section({ ...rule, ...doc }, await catalogue);
    }),
  );
  return new Map([["docs/rules.md", `${HEAD}${rows.join("")}\n${sections.join("\n")}\n${notChecked()}`]]);
}

function requireSameRules(docs: ReadonlyMap<string, RuleDoc>): void {
  const ids = new Set(RULES.map(({ id }) => id));
  const odd = [...docs.keys()].filter((id) => !ids.has(id));
  if (odd.length > 0) throw new Error(`data/docs/rules.json has pages of unknown rules: ${odd.join(", ")}`);
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
    `Severity: ${severity}. libvirt ${STAGES[stage]}${libvirt === undefined ? "" : `: \`${libvirt}\``}.`,
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
  const context = { document, catalogue, ...target };
  const finding = checkDocument(context).find((each) => each.rule === rule.id);
  if (finding === undefined) throw new Error(`the example of ${rule.id} does not break it`);
  const fixes = documentFixes(context).of(finding);
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
