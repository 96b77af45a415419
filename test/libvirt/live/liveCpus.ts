import { type CpuDefinition, parseCpu } from "../../../shared/src/engine/index.js";
import { type LiveCpu, liveCpu } from "../../../shared/src/hosts/index.js";
import { createDice, type Dice } from "../documents/dice.js";
import type { Document } from "../documents/generate.js";
import { element } from "../documents/markup.js";
import type { Driver } from "../driver.js";
import { type LiveHost, liveDomain } from "./definitions.js";
import { guestIn } from "./foretell.js";
import { startAll } from "./startAll.js";

/** VMs that are started to see their CPU: each takes a second. */
const STARTED = 20;

/** Starts VMs whose CPU libvirt hardly checks, and compares what it shows of them with what `expand --live` says. */
export async function foretellLiveCpus(driver: Driver, host: LiveHost, seed: number) {
  const dice = createDice(seed * 7_000_003, 0);
  const documents = Array.from({ length: STARTED }, (_, index) => unchecked(dice, `l${index}`, host));
  const started = await startAll(driver, documents);
  const counts = { passed: 0, failed: 0 };
  let [open, untold] = [0, 0];
  for (const [index, { name, xml }] of documents.entries()) {
    const { define, start, live = "" } = started[index] ?? {};
    if ((define?.error ?? start?.error) !== undefined) continue;
    const foretold = liveCpu(guestIn(xml), host.poolHost);
    open += foretold?.open.length ?? 0;
    if (foretold === undefined) untold++;
    const differing = foretold === undefined ? [] : differencesOf(foretold, cpuIn(live));
    if (differing.length === 0) counts.passed++;
    else {
      counts.failed++;
      console.log(`${name}\n${xml}\n  the running VM differs from what was foretold: ${differing.join(", ")}`);
    }
  }
  console.log(
    `${host.virtType}: ${counts.passed} of ${counts.passed + counts.failed} running VMs have the CPU foretold, ` +
      `${open} features left open, of ${untold} VMs nothing is told`,
  );
  return counts;
}

function unchecked(dice: Dice, name: string, host: LiveHost): Document {
  const { map } = host.poolHost;
  const models = (host.poolHost.host.models ?? []).filter((model) => map.modelByName.has(model.name));
  const mode = dice.pick(["custom", "custom", "custom", "host-model", "maximum"]);
  const names = new Set(Array.from({ length: dice.below(4) }, () => dice.pick(map.features).name));
  const policies = ["require", "require", "disable", "optional", "force"];
  const cpu = element(
    "cpu",
    { mode, check: "none" },
    mode === "custom" ? element("model", { fallback: dice.pick(["allow", "forbid"]) }, dice.pick(models).name) : "",
    ...[...names].map((feature) => element("feature", { policy: dice.pick(policies), name: feature })),
  );
  return { name, xml: liveDomain(name, host, cpu) };
}

function cpuIn(live: string): CpuDefinition {
  return parseCpu(/<cpu[ >][\s\S]*<\/cpu>|<cpu[^>]*\/>/.exec(live)?.[0] ?? "", { type: "guest" });
}

/** What differs: parts of the definition, and features with another policy than was foretold, but for those left open. */
function differencesOf({ cpu, open }: LiveCpu, live: CpuDefinition): string[] {
  const { features: foretold, ...ours } = cpu;
  const { features: shown, ...theirs } = live;
  const isOpen = new Set(open.map(({ name }) => name));
  const policies = [foretold, shown].map((features) => new Map(features.map(({ name, policy }) => [name, policy])));
  const [ofUs, ofLibvirt] = policies;
  const names = new Set(policies.flatMap((each) => [...each.keys()]));
  const differing = [...names].filter((name) => !isOpen.has(name) && ofUs?.get(name) !== ofLibvirt?.get(name));
  const [said, is] = [ours, theirs].map((part) => JSON.stringify(Object.entries(part).sort()));
  return [
    ...(said === is ? [] : [`${said} is ${is}`]),
    ...differing.map((name) => `${name} ${ofUs?.get(name) ?? "not named"} is ${ofLibvirt?.get(name) ?? "not named"}`),
  ];
}
