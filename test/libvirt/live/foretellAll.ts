import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { createDice } from "../documents/dice.js";
import type { Driver } from "../driver.js";
import { type LiveHost, liveDefinition } from "./definitions.js";
import { compareStart, deviceReason, type Foretold } from "./foretell.js";
import { foretellLiveCpus } from "./liveCpus.js";
import { askLiveHosts } from "./liveHosts.js";
import { featuresChanged, rewrittenDefinitions } from "./rewrites.js";
import { startAll } from "./startAll.js";
import { askTestDriver } from "./testDriver.js";

export interface LiveWishes {
  readonly release: string;
  readonly catalogue: Catalogue;
  readonly types: readonly string[];
  readonly seed: number;
  /** Definitions to start, for each domain type. */
  readonly count: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Adds this machine as a host, foretells which definitions start on it, and starts them. */
export async function foretellAll(driver: Driver, wishes: LiveWishes): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  const count = ({ passed, failed }: Counts) => {
    counts.passed += passed;
    counts.failed += failed;
  };
  for (const host of await askLiveHosts(driver, wishes.types, wishes.release)) {
    count(await startDefinitions(driver, host, wishes));
    count(await startRewritten(driver, host, wishes));
    count(await foretellLiveCpus(driver, host, wishes.seed));
  }
  count(await askTestDriver(driver, wishes.release));
  return counts;
}

async function startDefinitions(driver: Driver, host: LiveHost, { seed, count }: LiveWishes): Promise<Counts> {
  const dice = createDice(seed * 2_000_003 + host.virtType.length, 0);
  const documents = Array.from({ length: count }, (_, index) => liveDefinition(dice, `s${index}`, host));
  const started = await startAll(driver, documents);
  const all = documents.flatMap((document, index) => {
    const what = started[index];
    return what === undefined ? [] : [compareStart(document, host, what)];
  });
  const counted = all.filter(({ leftOut }) => leftOut === undefined);
  const wrong = counted.filter(({ isWrong }) => isWrong);
  const told = (outcome: string) => counted.filter(({ foretold }) => foretold.outcome === outcome).length;
  console.log(
    `${host.virtType}: ${counted.length} definitions started: ${told("starts")} foretold to start, ${told("fails")} to fail, ` +
      `${told("unknown") + told("fits")} left open; ${wrong.length} wrong, ${counted.filter((each) => each.isOtherReason).length} failed for another reason`,
  );
  for (const [why, times] of countBy(all.flatMap(({ leftOut }) => leftOut ?? []))) {
    console.log(`  left out: ${times}, QEMU ended: ${why}`);
  }
  for (const each of wrong) console.log(describe(each));
  return { passed: counted.length - wrong.length, failed: wrong.length };
}

async function startRewritten(driver: Driver, host: LiveHost, { catalogue, seed }: LiveWishes): Promise<Counts> {
  const documents = await rewrittenDefinitions(host, catalogue, createDice(seed * 3_000_017, 0));
  const started = await startAll(driver, documents);
  const counts = { passed: 0, failed: 0 };
  for (const [index, { name, xml }] of documents.entries()) {
    const { define, start, live } = started[index] ?? {};
    const error = define?.error ?? start?.error;
    const device = deviceReason(error);
    const changed = error === undefined ? featuresChanged(xml, live ?? "", host) : [];
    if (device !== undefined) console.log(`  left out: ${name}, QEMU ended: ${device}`);
    else if (error === undefined && changed.length === 0) counts.passed++;
    else {
      counts.failed++;
      console.log(`${name}\n${xml}\n  libvirt ${error ?? `starts it with ${changed.join(" ")}`}`);
    }
  }
  console.log(`${host.virtType}: ${counts.passed} host-models and baselines started with the features foretold`);
  return counts;
}

function describe({ document, foretold, started }: Foretold): string {
  const error = started.define.error ?? started.start.error;
  const reasons = foretold.problems.map(({ message, because }) => message || because).join(" | ");
  return `${document.xml}\n  foretold: ${foretold.outcome} ${reasons}\n  libvirt: ${error ?? "starts it"}`;
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
