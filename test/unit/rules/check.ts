import { exampleDocument } from "../../../scripts/ruleExample.js";
import { sampleAssess } from "../../../scripts/sampleTarget.js";
import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { domainView } from "../../../shared/src/domain/index.js";
import {
  checkDocument,
  documentFixes,
  type Finding,
  type Fix,
  type RuleDoc,
  type Severity,
} from "../../../shared/src/rules/index.js";
import { parseXml, type XmlDocument } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";

export const inDomain = exampleDocument;

const ARCHES = ["x86_64", "i686", "aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64"];
const CATALOGUES = new Map(await Promise.all(ARCHES.map(async (arch) => [arch, await testCatalogue(arch)] as const)));
const OLDER_RELEASES = new Set(RULE_EXAMPLES.flatMap(({ release }) => release ?? []));
const OLDER = new Map(
  await Promise.all([...OLDER_RELEASES].map(async (each) => [each, await testCatalogue("x86_64", each)] as const)),
);

/** The newest release's catalogue of the architecture that the document names, or an older release's. */
export function catalogueFor(document: XmlDocument, release?: string): Catalogue {
  const arch = archOf(domainView(document));
  const catalogue = OLDER.get(release ?? "") ?? CATALOGUES.get(arch) ?? CATALOGUES.get("x86_64");
  if (catalogue === undefined) throw new Error(`no catalogue for ${arch}`);
  return catalogue;
}

export function findingsIn(text: string, severities?: ReadonlyMap<string, Severity | "off">): Finding[] {
  const document = parseXml(text);
  return checkDocument({ document, catalogue: catalogueFor(document) }, severities);
}

/** What a rule's example is judged by: its sample hosts, its release. */
type JudgedBy = Pick<RuleDoc, "target" | "release">;

/** What the rules say about an example. */
export function findingsBy({ target, release }: JudgedBy, text: string): Finding[] {
  if (target !== undefined) return findingsOn(target, text);
  const document = parseXml(text);
  return checkDocument({ document, catalogue: catalogueFor(document, release) });
}

/** @param target the sample hosts that the VM is to run on */
export function rulesIn(text: string, target?: readonly string[]): string[] {
  return (target === undefined ? findingsIn(text) : findingsOn(target, text)).map(({ rule }) => rule);
}

/** What the rules say for a VM that is to run on these sample hosts. */
export function findingsOn(target: readonly string[], text: string): Finding[] {
  const document = parseXml(text);
  return checkDocument({ document, catalogue: catalogueFor(document), assess: sampleAssess(target) });
}

/** The fixes of all findings of a rule on these sample hosts. */
export function fixesOn(target: readonly string[], text: string, rule: string): Fix[] {
  const document = parseXml(text);
  const context = { document, catalogue: catalogueFor(document), assess: sampleAssess(target) };
  const fixes = documentFixes(context);
  return checkDocument(context).flatMap((finding) => (finding.rule === rule ? fixes.of(finding) : []));
}

/** What the finding of this rule marks. */
export function marked(text: string, rule: string): string[] {
  return findingsIn(text)
    .filter((finding) => finding.rule === rule)
    .map(({ start, end }) => text.slice(start, end));
}

/** A rule that speaks of a target is judged on the sample hosts that its row names. */
export function fixesOf(text: string, rule: string): readonly Fix[] {
  const document = parseXml(text);
  const { target, release } = RULE_EXAMPLES.find(({ id }) => id === rule) ?? {};
  const assess = target === undefined ? {} : { assess: sampleAssess(target) };
  const context = { document, catalogue: catalogueFor(document, release), ...assess };
  const finding = checkDocument(context).find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`no finding of ${rule} in ${text}`);
  return documentFixes(context).of(finding);
}

/** The text after the fix of that title; the first fix where none is named. */
export function fixed(text: string, rule: string, title?: string): string {
  const fixes = fixesOf(text, rule);
  const fix = title === undefined ? fixes[0] : fixes.find((each) => each.title === title);
  if (fix === undefined) throw new Error(`no fix '${title}' among ${fixes.map((each) => each.title).join(" | ")}`);
  return applyEdits(text, fix.edits);
}
