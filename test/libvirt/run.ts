import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Catalogue, loadReleases, pickRelease } from "../../shared/src/catalogue/index.js";
import { testCatalogue } from "../support/catalogue.js";
import { askCommands } from "./commands/askCommands.js";
import { type Comparison, compare } from "./compare.js";
import { makeCorpus } from "./corpus/makeCorpus.js";
import { defineAll } from "./defineAll.js";
import { type Document, generate } from "./documents/generate.js";
import { type Driver, startDriver } from "./driver.js";
import { editAll } from "./edit/editAll.js";
import { askAfterFixes } from "./fixesKeep.js";
import { whyNoLibvirt } from "./install.js";
import { describe, KEPT, keep } from "./keep.js";
import { askByVirsh } from "./live/askByVirsh.js";
import { type Counts, foretellAll } from "./live/foretellAll.js";
import { fixDefineErrors } from "./ourFindings.js";
import { askSilent } from "./silent/askSilent.js";
import { type Suite, suiteOf, suiteReleases } from "./suites.js";
import { compareVerbs } from "./verbs.js";

const usage = `npm run test:libvirt -- [--install] [--release releases] [--seed number] [--count number] [--corpus]
  --install  install libvirt and QEMU (Debian, root) where they are missing
  --release  ask these releases instead, each in a Debian suite of its own (root): ${suiteReleases.join(",")}
  --seed     which documents (default: 1)
  --count    how many (default: 400)
  --corpus   make test/corpus anew instead`;

/** Documents whose fixes are tried one by one. */
const MOST_FIXED = 300;

const SAMPLES = ["web01", "windows11", "epyc-db", "numa-hpc", "broken"] as const;
const ROOT = new URL("../../", import.meta.url);

interface Choice {
  readonly install: boolean;
  readonly releases: readonly string[];
  readonly corpus: boolean;
  readonly seed: number;
  readonly count: number;
}

function readArguments(): Choice {
  const { values } = parseArgs({
    options: {
      install: { type: "boolean", default: false },
      release: { type: "string", default: "" },
      corpus: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "400" },
    },
  });
  const [seed, count] = [Number(values.seed), Number(values.count)];
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1) throw new Error(usage);
  const releases = values.release.split(",").filter((each) => each !== "");
  if (releases.some((each) => !suiteReleases.includes(each)) || (values.corpus && releases.length > 0)) {
    throw new Error(usage);
  }
  return { install: values.install, releases, corpus: values.corpus, seed, count };
}

async function main(choice: Choice): Promise<boolean> {
  if (choice.releases.length === 0) {
    const why = await whyNoLibvirt(choice.install);
    return end([why === undefined ? await askOne(undefined, choice) : skipped(why)]);
  }
  const all: Counts[] = [];
  for (const release of choice.releases) {
    const suite = await suiteOf(release, choice.install);
    all.push(typeof suite === "string" ? skipped(suite) : await askOne(suite, choice));
  }
  return end(all);
}

function skipped(why: string): Counts {
  console.log(`SKIPPED, nothing was compared: ${why}`);
  return { passed: 0, failed: 0 };
}

function end(all: readonly Counts[]): boolean {
  const sum = (part: keyof Counts) => all.reduce((total, each) => total + each[part], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0;
}

/** Asks this machine's libvirt, or that of a suite. */
async function askOne(suite: Suite | undefined, choice: Choice): Promise<Counts> {
  const driver = startDriver(suite);
  try {
    const host = await askHost(driver);
    if (!choice.corpus) return await compareAll(driver, host, choice, suite);
    await makeCorpus(driver, host.release);
    return { passed: 0, failed: 0 };
  } finally {
    await driver.stop();
  }
}

async function compareAll(
  driver: Driver,
  { release, catalogue, types }: Host,
  { seed, count, install }: Choice,
  suite: Suite | undefined,
): Promise<Counts> {
  if (catalogue.map === undefined) throw new Error("no map of x86");
  const samples = await Promise.all(SAMPLES.map((name) => readFile(new URL(`samples/${name}.xml`, ROOT), "utf8")));
  const documents = generate({ seed, count, types, map: catalogue.map, samples, release });
  console.log(`seed ${seed}: ${count} documents, domain types ${types.join(" and ")}`);

  const first = await judge(driver, documents, catalogue);
  await report("as written", first);
  const fixes = documents.map(({ name, xml }) => ({ name, ...fixDefineErrors(xml, catalogue) }));
  const fixed = fixes.filter(({ steps }) => steps.length > 0).map(({ name, xml }) => ({ name, xml }));
  const second = await judge(driver, fixed, catalogue);
  await report("after our fixes", second);
  for (const [rule, times] of countBy(second.flatMap(({ ours }) => ours.map(({ rule }) => rule)))) {
    console.log(`  still shown: ${times} × ${rule}`);
  }

  const brought = fixes.flatMap((fix) => fix.brought.map((each) => `${fix.name}: ${each}`));
  for (const each of brought) console.log(`  a fix brings an error: ${each}`);

  const live = await foretellAll(driver, { release, catalogue, types, seed, count: Math.ceil(count / 16) });

  const kept = await askAfterFixes(driver, documents.slice(0, MOST_FIXED), catalogue);
  if (!types.includes("kvm")) console.log(`no KVM here: definitions for it were not asked about`);

  // The client's virsh is this machine's.
  const asked = suite === undefined ? await askByVirsh(driver.folder, release) : { passed: 0, failed: 0 };
  const edited = await editAll(catalogue, install, suite);
  const silent = await askSilent(driver, catalogue, { seed, count, type: types.includes("kvm") ? "kvm" : "qemu" });

  const verbs = await compareVerbs(driver, catalogue.map, { seed, count });
  console.log(`${count} baselines and comparisons asked of libvirt and of the engine: ${verbs.wrong.length} disagree`);
  for (const { command, text, libvirt, ours } of verbs.wrong) {
    console.log(`${command}\n${text}\nlibvirt: ${libvirt}\nours: ${ours}`);
  }

  const commands = await askCommands(driver, catalogue, { seed, count, types });

  const all = [...first, ...second].filter(({ leftOut }) => leftOut === undefined);
  const failed =
    all.filter(({ agree }) => !agree).length +
    brought.length +
    verbs.wrong.length +
    live.failed +
    kept.failed +
    asked.failed +
    edited.failed +
    silent.failed +
    commands.failed;
  console.log(`${documents.length} documents compared, ${fixed.length} of them fixed and compared again`);
  if (all.length === 0) throw new Error("libvirt answered nothing that could be compared");
  const others = [live, kept, asked, edited, silent, commands].reduce(
    (sum, each) => sum + each.passed + each.failed,
    0,
  );
  return { passed: all.length + brought.length + count + others - failed, failed };
}

interface Host {
  /** libvirt's. */
  readonly release: string;
  readonly catalogue: Catalogue;
  readonly types: readonly string[];
}

/** The map that speaks for this libvirt, and the domain types that it can define. */
async function askHost(driver: Driver): Promise<Host> {
  const [version, kvm] = await driver.run(["version", "domcapabilities --virttype kvm"]);
  const release = /Using library: libvirt ([\d.]+)/.exec(version?.output ?? "")?.[1];
  if (release === undefined) throw new Error(`libvirt does not start: ${version?.error ?? version?.output ?? ""}`);
  const releases = await loadReleases((path) => readFile(new URL(`data/${path}`, ROOT), "utf8"));
  const catalogue = await testCatalogue("x86_64", pickRelease(release, releases));
  console.log(`libvirt ${release}, our rules and map for ${catalogue.release}`);
  return { release, catalogue, types: kvm?.error === undefined ? ["kvm", "qemu"] : ["qemu"] };
}

async function judge(driver: Driver, documents: readonly Document[], catalogue: Catalogue): Promise<Comparison[]> {
  const answers = await defineAll(driver, documents);
  return documents.flatMap((document, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [compare(document, answer, catalogue)];
  });
}

async function report(part: string, comparisons: readonly Comparison[]): Promise<void> {
  const counted = comparisons.filter(({ leftOut }) => leftOut === undefined);
  const refused = counted.filter(({ answer }) => answer.error !== undefined);
  const disagreeing = counted.filter(({ agree }) => !agree);
  console.log(
    `${part}: libvirt accepts ${counted.length - refused.length}, refuses ${refused.length}; ${disagreeing.length} disagree`,
  );
  for (const [why, count] of countBy(comparisons.flatMap(({ leftOut }) => leftOut ?? [])))
    console.log(`  left out: ${count}, ${why}`);
  for (const comparison of disagreeing) console.log(describe(comparison));
  await keep(part.replaceAll(" ", "-"), comparisons);
  if (disagreeing.length > 0) console.log(`  kept in ${KEPT}`);
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

// What was started ends with this process; not "once", because npm and tsx pass signals on as well.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

try {
  process.exitCode = (await main(readArguments())) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
