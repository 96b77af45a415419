import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { checkDocument, type Finding } from "../../../shared/src/rules/index.js";
import { type Drift, driftBetween } from "../../../shared/src/vms/drift.js";
import { parseXml, type XmlElement } from "../../../shared/src/xml/index.js";
import { createDice } from "../documents/dice.js";
import type { Driver } from "../driver.js";
import { BASES } from "./bases.js";
import { type Change, changesOf } from "./changes.js";

/** The rules that say of a place that libvirt does not read it. */
const CLAIMS =
  /^(?:element-(?:unknown|repeated|split|misplaced)|attribute-unknown|text-ignored|part-ignored|namespace-ignored|vcpus-text)$/;

/** Of a hundred. */
const LOSSES_SAID = 97;
const CLAIMS_TRUE = 99;

interface Answered extends Change {
  /** What of the change libvirt did not print back; undefined where it refused the definition. */
  readonly lost: readonly string[] | undefined;
  readonly findings: readonly Finding[];
  /** What differs between the definition and what libvirt has of it, as `libvirt-cpu drift` sees it. */
  readonly drifts: readonly Drift[];
}

/**
 * Changes definitions that this libvirt prints back as they are, and looks whether we say what it drops.
 *
 * @returns 1 failed for each of the two ratios that is not reached, and for drift where libvirt has all that was written
 */
export async function askSilent(
  driver: Driver,
  catalogue: Catalogue,
  { seed, count, type }: { readonly seed: number; readonly count: number; readonly type: string },
): Promise<{ readonly passed: number; readonly failed: number }> {
  const dice = createDice(seed, 0);
  const printed = (
    await printBack(
      driver,
      BASES.map((base) => base(type)),
    )
  ).filter((xml) => xml !== undefined);
  const answered: Answered[] = [];
  for (const base of printed) {
    const root = parseXml(base).root;
    if (root === undefined) continue;
    const changes = changesOf(base, root, catalogue.grammar, dice, Math.ceil(count / printed.length));
    const outputs = await printBack(
      driver,
      changes.map(({ xml }) => xml),
    );
    for (const [index, change] of changes.entries()) answered.push(answer(base, change, outputs[index], catalogue));
  }
  const losses = answered.filter(({ lost }) => lost !== undefined && lost.length > 0);
  const claims = answered.filter(
    ({ lost, findings }) => lost !== undefined && findings.some(({ rule }) => CLAIMS.test(rule)),
  );
  const silent = losses.filter(
    ({ at, findings }) => !findings.some((each) => each.start <= at.end && at.start <= each.end),
  );
  const wrong = claims.filter(({ lost }) => lost?.length === 0);
  console.log(
    `${answered.length} changes of definitions: ${losses.length - silent.length} of ${losses.length} losses said, ${claims.length - wrong.length} of ${claims.length} claims true`,
  );
  const drifted = answered.filter((each) => each.lost?.length === 0 && each.drifts.length > 0);
  for (const each of drifted) console.log(`  no drift: ${each.what}: ${JSON.stringify(each.drifts[0])}`);
  for (const { what, lost } of silent) console.log(`  not said: ${what}: ${lost?.[0]}`);
  for (const { what, findings } of wrong) console.log(`  not lost: ${what}: ${findings[0]?.message}`);
  const failed =
    Number(silent.length * 100 > losses.length * (100 - LOSSES_SAID)) +
    Number(wrong.length * 100 > claims.length * (100 - CLAIMS_TRUE)) +
    Number(losses.length === 0) +
    Number(drifted.length > 0);
  return { passed: answered.length, failed };
}

/** Each definition as libvirt prints it; undefined where it refuses. */
async function printBack(driver: Driver, definitions: readonly string[]): Promise<(string | undefined)[]> {
  const folder = path.join(driver.folder, "silent");
  await mkdir(folder, { recursive: true });
  const files = definitions.map((_, index) => path.join(folder, `${index}.xml`));
  for (const [index, xml] of definitions.entries()) await writeFile(files[index] ?? "", xml);
  const commands = files.flatMap((file) => [`define ${file}`, "dumpxml --inactive silent", "undefine --nvram silent"]);
  const answers = await driver.run(commands);
  return definitions.map((_, index) => {
    const [defined, shown] = [answers[index * 3], answers[index * 3 + 1]];
    return defined?.error === undefined && shown?.error === undefined ? shown?.output : undefined;
  });
}

function answer(base: string, change: Change, output: string | undefined, catalogue: Catalogue): Answered {
  const before = findings(base, catalogue).map(said);
  const news = findings(change.xml, catalogue).filter((finding) => {
    const index = before.indexOf(said(finding));
    if (index >= 0) before.splice(index, 1);
    return index < 0;
  });
  const lost = output === undefined ? undefined : lostOf(change.xml, output);
  return { ...change, lost, findings: news, drifts: drifts(change.xml, output, catalogue) };
}

function drifts(before: string, after: string | undefined, { grammar }: Catalogue): Drift[] {
  const [file, stored] = [parseXml(before).root, parseXml(after ?? "").root];
  return file === undefined || stored === undefined ? [] : driftBetween(file, stored, grammar);
}

function findings(xml: string, catalogue: Catalogue): Finding[] {
  return checkDocument({ document: parseXml(xml), catalogue });
}

function said({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

/** Elements, attributes and texts that are in one document and not, or not as often, in the other. */
function lostOf(before: string, after: string): string[] {
  const [had, has] = [parts(before), parts(after)];
  return [...had].flatMap(([part, times]) => ((has.get(part) ?? 0) < times ? [part] : []));
}

function parts(xml: string): Map<string, number> {
  const found = new Map<string, number>();
  const add = (part: string) => found.set(part, (found.get(part) ?? 0) + 1);
  const read = (element: XmlElement, path: string): void => {
    add(path);
    for (const { name, value } of element.attributes) add(`${path}/@${name}='${value}'`);
    if (element.text.trim() !== "") add(`${path}: ${element.text.trim()}`);
    for (const child of element.elements) read(child, `${path}/${child.name}`);
  };
  const { root } = parseXml(xml);
  if (root !== undefined) read(root, root.name);
  return found;
}
