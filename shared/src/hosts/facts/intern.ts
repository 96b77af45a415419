import type { CpuDefinition, Host, HostCpuModel } from "../../engine/index.js";

/** More lists than this differ too much to be worth keeping. */
const MAX_LISTS = 10_000;

/**
 * Makes a function that replaces a host's strings and lists of features by equal ones seen before. A string cut out of a
 * document keeps the whole document in memory, and a thousand hosts name the same features again and again.
 */
export function makeInterning(): (host: Host) => Host {
  const strings = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const text = (value: string): string => {
    const known = strings.get(value);
    if (known !== undefined) return known;
    const own = ownCopy(value);
    strings.set(own, own);
    return own;
  };
  const list = (names: readonly string[]): readonly string[] => {
    const key = names.join();
    const known = lists.get(key);
    if (known !== undefined) return known;
    const own = names.map(text);
    if (lists.size >= MAX_LISTS) lists.clear();
    lists.set(own.join(), own);
    return own;
  };
  const cpu = (definition: CpuDefinition): CpuDefinition => ({
    ...definition,
    ...(definition.model === undefined ? {} : { model: text(definition.model) }),
    ...(definition.vendor === undefined ? {} : { vendor: text(definition.vendor) }),
    features: definition.features.map((feature) => ({ ...feature, name: text(feature.name) })),
  });
  const model = (each: HostCpuModel): HostCpuModel => ({
    ...each,
    name: text(each.name),
    blockers: list(each.blockers),
    ...(each.vendor === undefined ? {} : { vendor: text(each.vendor) }),
    ...(each.canonical === undefined ? {} : { canonical: text(each.canonical) }),
  });
  return (host) => ({
    ...host,
    arch: text(host.arch),
    ...(host.cpu === undefined ? {} : { cpu: cpu(host.cpu) }),
    ...(host.hostModel === undefined ? {} : { hostModel: cpu(host.hostModel) }),
    ...(host.models === undefined ? {} : { models: host.models.map(model) }),
    ...(host.machine === undefined ? {} : { machine: text(host.machine) }),
    ...(host.emulator === undefined ? {} : { emulator: text(host.emulator) }),
    unknownFeatures: list(host.unknownFeatures),
  });
}

/** A copy that shares no memory with the text it was cut out of. */
function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
