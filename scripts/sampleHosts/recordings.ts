import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CustomModel, readCustomModels } from "../readCustomModels.js";

const testRoot = join(dirname(fileURLToPath(import.meta.url)), "../../test");

/** A processor as recorded: its registers, and how libvirt 12.8.0 describes it as a host and as a guest. */
export interface Processor {
  readonly cpuid: readonly (readonly number[])[];
  readonly host: string;
  readonly guest: string;
}

/** What a model is made of: the features it has, and those it once had (a definition made from it spells them out as disabled). */
export interface ModelFeatures {
  readonly has: ReadonlySet<string>;
  readonly removed: readonly string[];
}

export interface Recordings {
  readonly processors: ReadonlyMap<string, Processor>;
  /** Of libvirt's CPU map. */
  readonly mapModels: ReadonlyMap<string, ModelFeatures>;
  /** The recorded documents that ours are modelled on. */
  readonly domainCapabilities: string;
  readonly capabilities: string;
  /** QEMU's models as the recorded KVM host lists them. */
  readonly models: readonly CustomModel[];
}

function readText(path: string): string {
  return readFileSync(join(testRoot, path), "utf8");
}

function readRows<Row>(path: string): Row[] {
  return readText(path)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

/** The name and policy of each feature in XML as libvirt prints it; a host's features have no policy and are had. */
export function readFeatures(xml: string): { name: string; policy: string }[] {
  return [...xml.matchAll(/<feature (?:policy='(\w+)' )?name='([^']*)'\/>/g)].map(([, policy, name]) => ({
    name: name ?? "",
    policy: policy ?? "require",
  }));
}

export function namesWith(xml: string, policy: string): string[] {
  return readFeatures(xml)
    .filter((feature) => feature.policy === policy)
    .map((feature) => feature.name);
}

function readProcessors(): Map<string, Processor> {
  const hosts = JSON.parse(readText("conformance/vectors/hosts.json")) as Record<string, { cpuid: number[][] }>;
  const registers = new Map(Object.entries(hosts));
  const processors = new Map<string, Processor>();
  const rows = readRows<{ host: string; expectHost: string; expectGuest: string }>("conformance/vectors/decode.jsonl");
  for (const row of rows) {
    const cpuid = registers.get(row.host)?.cpuid;
    if (cpuid === undefined) {
      throw new Error(`${row.host}: no registers recorded`);
    }
    processors.set(row.host, { cpuid, host: row.expectHost, guest: row.expectGuest });
  }
  return processors;
}

/** The expansion vectors ask for each model alone: the answer is its content. */
function readMapModels(): Map<string, ModelFeatures> {
  const models = new Map<string, ModelFeatures>();
  for (const row of readRows<{ cpu: string; expect: { ok?: string } }>("conformance/vectors/expand.jsonl")) {
    const name = /^<cpu mode='custom' match='exact'><model>([^<]*)<\/model><\/cpu>$/.exec(row.cpu)?.[1];
    if (name !== undefined && row.expect.ok !== undefined) {
      models.set(name, {
        has: new Set(namesWith(row.expect.ok, "require")),
        removed: namesWith(row.expect.ok, "disable"),
      });
    }
  }
  return models;
}

/**
 * Everything that is known for certain about processors, models and documents, from the recorded vectors and fixtures.
 *
 * @throws Error when a recording is missing or not of the form it was recorded in
 */
export function readRecordings(): Recordings {
  const domainCapabilities = readText("fixtures/hosts/domcaps-x86_64-q35-libvirt12.8-kvm.xml");
  return {
    processors: readProcessors(),
    mapModels: readMapModels(),
    domainCapabilities,
    capabilities: readText("fixtures/hosts/capabilities-libvirt12.8.xml"),
    models: readCustomModels(domainCapabilities).models,
  };
}

/** @throws Error naming what is missing, instead of undefined */
export function get<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) {
    throw new Error(`${name}: not recorded`);
  }
  return value;
}

/** The text of the only group of a pattern. @throws Error when the recorded text has another form */
export function matched(text: string, pattern: RegExp): string {
  const group = pattern.exec(text)?.[1];
  if (group === undefined) {
    throw new Error(`nothing like ${pattern.source}`);
  }
  return group;
}
