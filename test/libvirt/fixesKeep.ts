import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Catalogue } from "../../shared/src/catalogue/index.js";
import { checkDocument, documentFixes, type Fix } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { applyEdits } from "../../shared/src/xml/textEdit.js";
import { defineAll } from "./defineAll.js";
import type { Document } from "./documents/generate.js";
import type { Driver } from "./driver.js";
import { leftOut } from "./leftOut.js";
import { deviceReason } from "./live/foretell.js";
import type { Counts } from "./live/foretellAll.js";
import { startAll } from "./live/startAll.js";
import type { Answer } from "./virsh.js";

/** A document after one of its fixes. */
interface FixedDocument extends Document {
  readonly before: Document;
  readonly fix: Fix;
  readonly rule: string;
}

/** What libvirt says of a document: defined, and as QEMU's command line, for which it goes through all of a start but QEMU. */
interface Asked {
  readonly define: Answer;
  readonly native: Answer;
}

/** Starting takes most of the time: so many pairs are started for real, of VMs with few vCPUs. */
const MOST_STARTED = 12;
const FEW_VCPUS = /<vcpu[^>]*>[1-8]<\/vcpu>/;

/**
 * Asks libvirt about documents before and after each of their preferred and safe fixes: none may make a refused definition of
 * an accepted one, a VM that does not start of one that does, or another CPU without saying so.
 */
export async function askAfterFixes(
  driver: Driver,
  documents: readonly Document[],
  catalogue: Catalogue,
): Promise<Counts> {
  const fixed = documents.flatMap((document) => trustedFixes(document, catalogue));
  const all: readonly Document[] = [...documents, ...fixed];
  const asked = new Map<string, Asked>();
  const [defined, natives] = [await defineAll(driver, all), await nativeAll(driver, all)];
  for (const [index, { name }] of all.entries()) {
    const [define, native] = [defined[index], natives[index]];
    if (define !== undefined && native !== undefined) asked.set(name, { define, native });
  }
  const wrong = new Map<FixedDocument, string>();
  for (const each of fixed) {
    const [before, after] = [asked.get(each.before.name), asked.get(each.name)];
    const why = before === undefined || after === undefined ? "no answer" : damage(each, before, after);
    const still = why === undefined ? undefined : await damageAlone(driver, each);
    if (still !== undefined) wrong.set(each, still);
  }
  const started = await startPairs(driver, fixed, asked);
  for (const [each, why] of started.wrong) wrong.set(each, why);
  const accepted = documents.filter(({ name }) => asked.get(name)?.define.error === undefined).length;
  console.log(
    `${documents.length} documents, ${accepted} of them accepted; libvirt asked again after ${fixed.length} fixes, ` +
      `${started.count} of them started: ${wrong.size} did damage`,
  );
  for (const [{ before, xml, rule, fix }, why] of wrong) {
    console.log(`${rule}, ${fix.title}: ${why}\n${before.xml}\n${xml}`);
  }
  return { passed: fixed.length - wrong.size, failed: wrong.size };
}

function trustedFixes(before: Document, catalogue: Catalogue): FixedDocument[] {
  const document = parseXml(before.xml);
  const made = documentFixes({ document, catalogue });
  const found = checkDocument({ document, catalogue }).flatMap((finding) => {
    const fixes = made.of(finding);
    return fixes.filter(({ preferred, safe }) => preferred || safe).map((fix) => ({ rule: finding.rule, fix }));
  });
  return found.map(({ rule, fix }, index) => {
    const name = `${before.name}f${index}`;
    const xml = applyEdits(before.xml, fix.edits).replace(`<name>${before.name}</name>`, `<name>${name}</name>`);
    return { name, xml, before, fix, rule };
  });
}

/** libvirt's command line for each, which it makes without starting anything. The files are those of defineAll. */
async function nativeAll(driver: Driver, documents: readonly Document[]): Promise<Answer[]> {
  const folder = path.join(driver.folder, "in");
  for (const { name, xml } of documents) await writeFile(path.join(folder, `${name}.xml`), xml);
  return driver.run(
    documents.map(({ name }) => `domxml-to-native qemu-argv --xml ${path.join(folder, `${name}.xml`)}`),
  );
}

/** A libvirt whose heap another document has spoilt answers nonsense: the two are asked again by themselves. */
async function damageAlone(driver: Driver, fixed: FixedDocument): Promise<string | undefined> {
  const [before, after] = [await askAlone(driver, fixed.before), await askAlone(driver, fixed)];
  return before === undefined || after === undefined ? "no answer" : damage(fixed, before, after);
}

async function askAlone(driver: Driver, document: Document): Promise<Asked | undefined> {
  const [[define], [native]] = [await defineAll(driver, [document]), await nativeAll(driver, [document])];
  return define && native && { define, native };
}

/** With check='full' libvirt compares the CPU only when QEMU runs: its command line does not tell that a VM starts. */
const CHECKED_LATE = /check=['"]full['"]/;

function damage({ before: document, fix }: FixedDocument, before: Asked, after: Asked): string | undefined {
  const outside = [before.define, before.native, after.define, after.native].some(
    (each) => leftOut(each) !== undefined,
  );
  if (before.define.error !== undefined || outside) return undefined;
  if (after.define.error !== undefined) return `libvirt refuses it: ${after.define.error}`;
  if (before.native.error !== undefined || CHECKED_LATE.test(document.xml)) return undefined;
  if (after.native.error !== undefined) return `it does not start: ${after.native.error}`;
  const [was, is] = [cpuOf(before.native), cpuOf(after.native)];
  return was === is || (fix.changesCpu && !fix.safe) ? undefined : `QEMU gets ${is}, not ${was}`;
}

/** What QEMU is told of the CPU. */
function cpuOf({ output }: Answer): string {
  return [...output.matchAll(/-(?:cpu|smp) \S+/g)].map(([argument]) => argument).join(" ");
}

/** Starts fixed VMs beside what they were. */
async function startPairs(driver: Driver, fixed: readonly FixedDocument[], asked: ReadonlyMap<string, Asked>) {
  const goes = ({ name, xml }: Document) =>
    FEW_VCPUS.test(xml) && asked.get(name)?.define.error === undefined && asked.get(name)?.native.error === undefined;
  const pairs = fixed.filter((each) => goes(each) && goes(each.before)).slice(0, MOST_STARTED);
  const documents = [...new Set(pairs.flatMap((each) => [each.before, each]))];
  const started = await startAll(driver, documents);
  const errorOf = (document: Document) => started[documents.indexOf(document)]?.start.error;
  const wrong = pairs.flatMap((each): [FixedDocument, string][] => {
    const [before, after] = [errorOf(each.before), errorOf(each)];
    if (before !== undefined || after === undefined || deviceReason(after) !== undefined) return [];
    return [[each, `it does not start: ${after}`]];
  });
  return { count: pairs.length, wrong };
}
