/**
 * Writes what QEMU's x86 models have beyond libvirt's, as QEMU itself says it:
 *
 *   npx tsx scripts/qemu/recordModels.ts [folder with another root]
 *
 * QEMU is asked over QMP (query-cpu-model-expansion) without an accelerator, so that no host and no emulation limits its
 * answers. libvirt's map of its newest release is what they are compared with.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CpuMap, cpuMapAt, featureNames, hasBits, loadCpuMap } from "../../shared/src/engine/internal.js";
import { type Ask, releaseOf, startQemu } from "./qmp.js";

const root = join(import.meta.dirname, "../..");
const target = join(root, "shared/src/hosts/live/qemuX86.ts");
const maps = JSON.parse(readFileSync(join(root, "data/cpu-map/x86.json"), "utf8"));
const loaded: readonly CpuMap[] = maps.releases.map((release: string) => loadCpuMap(cpuMapAt(maps, release)));
const map = loaded.at(-1) ?? loadCpuMap(cpuMapAt(maps, "12.8.0"));

interface Expansion {
  readonly model: { readonly props: Readonly<Record<string, unknown>> };
}

interface Definition {
  readonly name: string;
  readonly "alias-of"?: string;
}

/** libvirt's names of the properties that are on. */
async function featuresOf(ask: Ask, name: string, props: object = {}): Promise<ReadonlySet<string>> {
  const { model } = await ask<Expansion>("query-cpu-model-expansion", { type: "full", model: { name, props } });
  const on = Object.entries(model.props).filter(([, value]) => value === true);
  return new Set(on.flatMap(([prop]) => libvirtName(prop) ?? []));
}

function libvirtName(prop: string): string | undefined {
  return map.featureByName.get(prop)?.name ?? map.featureByAlias.get(prop)?.name;
}

/** `+` before what QEMU's model has and libvirt's lacks, `-` before what only libvirt's has. */
function differences(name: string, qemu: ReadonlySet<string>, needs: Readonly<Record<string, string>>): string {
  // libvirt's releases differ in a few models: what one of them has otherwise is written down for all.
  const ofReleases = loaded.flatMap((each) => {
    const words = each.modelByName.get(name)?.words;
    return words === undefined ? [] : [{ words, map: each }];
  });
  // Every model has it, and libvirt's have not.
  const added = [...qemu].filter(
    (feature) =>
      feature !== "hypervisor" &&
      ofReleases.some(({ words, map: { featureByName } }) => {
        const bits = featureByName.get(feature)?.bits;
        return bits !== undefined && !hasBits(words, bits);
      }),
  );
  // What goes with a feature that is off by default is in the model nevertheless: vmx-* with vmx.
  const gone = new Set(Object.entries(needs).flatMap(([need, names]) => (qemu.has(need) ? [] : names.split(" "))));
  const had = new Set(ofReleases.flatMap((each) => featureNames(each.words, each.map)));
  const lost = [...had].filter((each) => !qemu.has(each) && !gone.has(each));
  return [...added.sort().map((each) => `+${each}`), ...lost.map((each) => `-${each}`)].join(" ");
}

/** Models by what differs in them. */
async function modelsOf(
  ask: Ask,
  needs: Readonly<Record<string, string>>,
  newest: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const definitions = await ask<readonly Definition[]>("query-cpu-definitions");
  const found = new Map<string, string[]>();
  for (const name of definitions.map((each) => each.name).sort()) {
    // A version that libvirt does not name is compared with the name that means it.
    const libvirt = [name, ...Object.keys(newest).filter((each) => newest[each] === name)].find((each) =>
      map.modelByName.has(each),
    );
    if (libvirt === undefined) continue;
    const differing = differences(libvirt, await featuresOf(ask, name), needs);
    found.set(differing, [...(found.get(differing) ?? []), name]);
  }
  return Object.fromEntries([...found].map(([differing, names]) => [differing, names.join(" ")]));
}

/** Which features QEMU turns off with another: all are asked for, but that one. */
async function needsOf(ask: Ask): Promise<Record<string, string>> {
  const { model } = await ask<Expansion>("query-cpu-model-expansion", {
    type: "full",
    model: { name: "GraniteRapids" },
  });
  const props = Object.keys(model.props).filter(
    (prop) => typeof model.props[prop] === "boolean" && libvirtName(prop) !== undefined,
  );
  const all = Object.fromEntries(props.map((prop) => [prop, true]));
  const before = await featuresOf(ask, "GraniteRapids", all);
  const needs: Record<string, string> = {};
  for (const prop of props.sort()) {
    const name = libvirtName(prop) ?? prop;
    const after = await featuresOf(ask, "GraniteRapids", { ...all, [prop]: false });
    const lost = [...before].filter((each) => each !== name && !after.has(each)).sort();
    if (lost.length > 0) needs[name] = lost.join(" ");
  }
  return needs;
}

/** The versions that a machine type which takes the newest ones means by names without a version. */
async function newestOf(): Promise<Record<string, string>> {
  const { ask, end } = await startQemu("x86_64", "-machine", "microvm", "-accel", "qtest");
  const definitions = await ask<readonly Definition[]>("query-cpu-definitions");
  end();
  const newest = definitions.flatMap(({ name, "alias-of": alias }): [string, string][] =>
    alias === undefined || alias.endsWith("-v1") ? [] : [[name, alias]],
  );
  return Object.fromEntries(newest.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const { ask, end } = await startQemu("x86_64", "-machine", "q35", "-accel", "qtest");
const release = await releaseOf(ask);
const needs = await needsOf(ask);
const newest = await newestOf();
const models = await modelsOf(ask, needs, newest);
end();
const table = (facts: Record<string, string>) => JSON.stringify(facts, undefined, 2);
writeFileSync(
  target,
  `/**
 * QEMU's x86 models, as QEMU ${release.name} itself says of them. Made by scripts/qemu/recordModels.ts; do not edit.
 */

/** The newest QEMU release that this is known of, as a number: 1101 for 11.1. */
export const KNOWN_UNTIL = ${release.number};

/** What models have beyond those of libvirt's map (\`+\`), and what they lack (\`-\`), beside hypervisor: the models by that. */
export const MODELS: Readonly<Record<string, string>> = ${table(models)};

/** Features that QEMU turns off together with another one, under the name of that one. */
export const NEEDED_BY: Readonly<Record<string, string>> = ${table(needs)};

/** What names without a version mean where the newest version is taken (machine type microvm). */
export const NEWEST: Readonly<Record<string, string>> = ${table(newest)};
`,
);
