import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { domainViews } from "../../../shared/src/domain/index.js";
import { difference, featureNames, wordsOf } from "../../../shared/src/engine/cpuData.js";
import { type CpuDefinition, parseCpu } from "../../../shared/src/engine/index.js";
import { givenWords, type PoolHost, processorWords } from "../../../shared/src/hosts/index.js";
import { planBaseline, USUAL_CHOICES } from "../../../shared/src/planning/index.js";
import { expandHostModel, insertBaseline } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits, type TextEdit } from "../../../shared/src/xml/textEdit.js";
import { toEnd } from "../../support/steps.js";
import type { Dice } from "../documents/dice.js";
import type { Document } from "../documents/generate.js";
import { type LiveHost, liveDomain } from "./definitions.js";
import { readDocuments } from "./liveHosts.js";

/** What our rewrites make of a domain for this machine: each must be accepted and start. */
export async function rewrittenDefinitions(host: LiveHost, catalogue: Catalogue, dice: Dice): Promise<Document[]> {
  const { virtType } = host;
  const here = host.poolHost;
  const lessened = await Promise.all(Array.from({ length: LESSENED }, () => lessen(host, dice)));
  const baselines = [[here], ...lessened.map((other) => [here, other])];
  return [
    rewritten(`${virtType}-host-model`, host, catalogue, "<cpu mode='host-model'/>", (context) =>
      expandHostModel(context, here),
    ),
    ...baselines.map((hosts, index) =>
      rewritten(`${virtType}-baseline-${index}`, host, catalogue, "", (context) =>
        insertBaseline(context, baseline(hosts), hosts.length),
      ),
    ),
  ];
}

function baseline(hosts: readonly PoolHost[]): CpuDefinition {
  const [plan] = toEnd(planBaseline({ hosts, unknown: [] }, USUAL_CHOICES)).vendors;
  if (plan?.cpu === undefined) throw new Error(plan?.problem ?? "no baseline");
  return plan.cpu;
}

/** How many copies of this machine that lack some features. */
const LESSENED = 3;

/** The machine without some of the features that its host-model names. */
async function lessen({ documents, poolHost }: LiveHost, dice: Dice): Promise<PoolHost> {
  const fixed = fixedFeatures(poolHost);
  const lesser = documents.map((text) =>
    text.replaceAll(/<feature policy='require' name='([^']*)'\/>/g, (feature, name: string) =>
      fixed.has(name) || dice.chance(0.25) ? feature.replace("require", "disable") : feature,
    ),
  );
  const read = await readDocuments(lesser, poolHost.release);
  if (read.host === undefined) throw new Error(read.problems.join(" "));
  return read.host;
}

/** What no copy may differ in: what a processor says of its flaws, in a register that nested virtualisation may not take. */
function fixedFeatures({ map }: LiveHost["poolHost"]): Set<string> {
  const isFlaw = (word: number) => map.registers[word]?.kind === "msr" && map.registers[word]?.index === 0x10a;
  const flaws = map.features.filter(({ bits }) => bits.some(({ word }) => isFlaw(word)));
  return new Set(["arch-capabilities", ...flaws.map(({ name }) => name)]);
}

type Rewrite = { readonly edits: readonly TextEdit[] } | { readonly error: string };

function rewritten(
  name: string,
  host: LiveHost,
  catalogue: Catalogue,
  cpu: string,
  rewrite: (context: Parameters<typeof expandHostModel>[0]) => Rewrite,
): Document {
  const text = liveDomain(name, host, cpu);
  const document = parseXml(text);
  const [view] = domainViews(document);
  if (view === undefined) throw new Error("no domain");
  const made = rewrite({ document, view, catalogue });
  if ("error" in made) throw new Error(`${name}: ${made.error}`);
  return { name, xml: applyEdits(text, made.edits) };
}

/**
 * How the features of a running domain differ from those of its definition, as `+name` and `-name`. What QEMU's own
 * model brings beyond libvirt's is no difference, as long as the host is one that gives it.
 */
export function featuresChanged(definition: string, live: string, { poolHost }: LiveHost): string[] {
  const { map } = poolHost;
  const [before, after] = [wordsOf(cpuIn(definition), map), wordsOf(cpuIn(live), map)];
  const host = [givenWords(poolHost) ?? before, processorWords(poolHost) ?? before];
  const added = host.reduce(difference, difference(after, before));
  const named = (words: typeof before, sign: string) => featureNames(words, map).map((name) => `${sign}${name}`);
  // Of what blocks migration 9.0's domain capabilities say nothing, neither that QEMU gives it nor that it does not.
  const blocks = new Set(map.features.filter(({ migratable }) => !migratable).map(({ name }) => `-${name}`));
  // These QEMU turns on and off by the number of threads (12.8 shows it).
  for (const name of ["ht", "cmp_legacy"]) blocks.add(`-${name}`);
  return [...named(added, "+"), ...named(difference(before, after), "-").filter((change) => !blocks.has(change))];
}

function cpuIn(text: string): CpuDefinition {
  const cpu = /<cpu[ >][\s\S]*<\/cpu>|<cpu[^>]*\/>/.exec(text)?.[0];
  if (cpu === undefined) throw new Error(`no CPU: ${text}`);
  return parseCpu(cpu, { type: "guest" });
}
