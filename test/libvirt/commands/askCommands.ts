import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { createDice } from "../documents/dice.js";
import type { Driver } from "../driver.js";
import { documentIn, readDocuments } from "../live/liveHosts.js";
import { hypervisorBaseline, processorBaseline } from "./baselines.js";
import { makeCommandLine } from "./commandLine.js";
import { hypervisorComparison, processorComparison } from "./comparisons.js";
import { modelLists } from "./modelLists.js";
import type { Asking, Offer, Question } from "./question.js";
import { update } from "./updates.js";

const VERBS = [processorBaseline, processorComparison, hypervisorBaseline, hypervisorComparison, update] as const;

/** Questions of each command, of the usual number of documents. */
const SHARE = 0.5;

/** Asks virsh and our command line the same, and compares the answers. */
export async function askCommands(
  driver: Driver,
  catalogue: Catalogue,
  { seed, count, types }: { readonly seed: number; readonly count: number; readonly types: readonly string[] },
): Promise<{ readonly passed: number; readonly failed: number }> {
  const { map, release } = catalogue;
  if (map === undefined) throw new Error("no map of x86");
  const { offers, capabilities } = await askOffers(driver, types, release);
  const commandLine = makeCommandLine(driver.folder);
  const asking: Asking = { dice: createDice(seed * 5_000_011, 0), map, release, offers, capabilities, commandLine };
  const each = Math.ceil(count * SHARE);
  const questions = [
    ...VERBS.flatMap((verb, part) => Array.from({ length: each }, (_, index) => verb(asking, part * each + index))),
    ...modelLists(asking),
  ];
  return compareAnswers(driver, questions);
}

async function compareAnswers(driver: Driver, questions: readonly Question[]) {
  for (const { files } of questions) {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(driver.folder, name), text);
  }
  const [, ...answers] = await driver.run([`cd ${driver.folder}`, ...questions.flatMap(({ typed }) => typed)]);
  const counts = new Map<string, { same: number; other: number }>();
  let from = 0;
  for (const question of questions) {
    const { verb, typed } = question;
    const libvirt = question.libvirts(answers.slice(from, from + typed.length));
    from += typed.length;
    const ours = await question.ours();
    const counted = counts.get(verb) ?? { same: 0, other: 0 };
    counts.set(verb, counted);
    if (libvirt === ours) counted.same++;
    else {
      counted.other++;
      console.log(`${typed.join("; ")}\n${question.about}\n${difference(libvirt, ours)}`);
    }
  }
  for (const [verb, { same, other }] of counts) console.log(`virsh ${verb}: ${same} answers as ours, ${other} others`);
  const all = [...counts.values()];
  return {
    passed: all.reduce((sum, { same }) => sum + same, 0),
    failed: all.reduce((sum, { other }) => sum + other, 0),
  };
}

/** What virsh says of this machine, in files that our command line reads. */
async function askOffers(driver: Driver, types: readonly string[], release: string) {
  const kinds = types.flatMap((virtType) => [
    { virtType, arch: "x86_64", machine: "q35" },
    { virtType, arch: "x86_64", machine: "pc" },
    { virtType, arch: "i686", machine: "pc" },
  ]);
  const [told, ...answers] = await driver.run([
    "capabilities",
    ...kinds.map(
      ({ virtType, arch, machine }) => `domcapabilities --virttype ${virtType} --arch ${arch} --machine ${machine}`,
    ),
  ]);
  const offers: Offer[] = [];
  for (const [index, kind] of kinds.entries()) {
    const text = documentIn(answers[index]?.output);
    const file = `offer${index}.xml`;
    await writeFile(path.join(driver.folder, file), text);
    const { host, problems } = await readDocuments([text], release);
    if (host === undefined) console.log(`  no ${kind.virtType} for ${kind.arch} here: ${problems.join(" ")}`);
    else offers.push({ ...kind, text, file, poolHost: host });
  }
  const capabilities = "capabilities.xml";
  await writeFile(path.join(driver.folder, capabilities), documentIn(told?.output));
  return { offers, capabilities };
}

/** The lines that only one of two answers has. */
function difference(libvirt: string, ours: string): string {
  const [one, other] = [libvirt.split("\n"), ours.split("\n")];
  return [
    ...one.filter((line) => !other.includes(line)).map((line) => `libvirt: ${line.trim()}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `ours:    ${line.trim()}`),
  ].join("\n");
}
