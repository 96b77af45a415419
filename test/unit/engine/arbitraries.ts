import fc from "fast-check";
import { addBits, subtractBits, type Words } from "../../../shared/src/engine/cpuData.js";
import { decode } from "../../../shared/src/engine/decode.js";
import {
  CPU_POLICIES,
  type CpuDefinition,
  type CpuDefinitionFeature,
  type CpuMap,
  type CpuPolicy,
  decodeCpu,
  type Model,
} from "../../../shared/src/engine/index.js";
import { hostData, hostNames } from "../../conformance/vectors.js";

/** A model of the map. */
export const modelIn = (map: CpuMap): fc.Arbitrary<Model> => fc.constantFrom(...map.models);

const featureNamesIn = (map: CpuMap, maxLength: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...map.features.map(({ name }) => name)), { maxLength });

/** Registers of a model, with some features more and some less. */
export const wordsIn = (map: CpuMap): fc.Arbitrary<Words> =>
  fc.tuple(modelIn(map), featureNamesIn(map, 20), featureNamesIn(map, 20)).map(([model, more, less]) => {
    const words = model.words.slice();
    for (const name of more) addBits(words, map.featureByName.get(name)?.bits ?? []);
    for (const name of less) subtractBits(words, map.featureByName.get(name)?.bits ?? []);
    return words;
  });

export const featuresIn = (
  map: CpuMap,
  policies: readonly CpuPolicy[] = CPU_POLICIES,
): fc.Arbitrary<CpuDefinitionFeature[]> =>
  fc
    .tuple(featureNamesIn(map, 8), fc.array(fc.constantFrom(...policies), { minLength: 8, maxLength: 8 }))
    .map(([names, chosen]) => names.map((name, i) => ({ name, policy: chosen[i] ?? "require" })));

/** A host as libvirt describes one: decoded from registers of the recorded processors or of a model, changed a little. */
export const hostIn = (map: CpuMap): fc.Arbitrary<CpuDefinition> => fc.oneof(recordedHost(map), inventedHost(map));

const recordedHost = (map: CpuMap) =>
  fc.constantFrom(...hostNames.map((name) => decodeCpu(hostData(name), map, { type: "host" })));

const inventedHost = (map: CpuMap) =>
  fc.tuple(modelIn(map), wordsIn(map)).map(([{ vendor }, words]) => {
    const input = vendor === undefined ? { words } : { words, vendor };
    // A host may be too odd for every model; a guest's description says the same with disabled features.
    const { model } = decode(input, map, { type: "guest" });
    const base = map.modelByName.get(model ?? "");
    const features = map.features.filter(
      ({ bits }) =>
        bits.every(({ word, mask }) => ((words[word] ?? 0) & mask) !== 0) &&
        !bits.every(({ word, mask }) => ((base?.words[word] ?? 0) & mask) !== 0),
    );
    const host: CpuDefinition = {
      type: "host",
      arch: "x86_64",
      fallback: "allow",
      features: features.map(({ name }) => ({ name })),
    };
    return { ...host, ...(model === undefined ? {} : { model }), ...(vendor === undefined ? {} : { vendor }) };
  });

/** Hosts of one vendor, each naming it, so that libvirt agrees to a baseline. */
export const clusterIn = (map: CpuMap): fc.Arbitrary<CpuDefinition[]> =>
  fc
    .tuple(fc.constantFrom("Intel", "AMD"), fc.array(hostIn(map), { minLength: 1, maxLength: 12 }))
    .map(([vendor, hosts]) => hosts.filter((host) => host.vendor === vendor))
    .filter((hosts) => hosts.length > 0);

/** A guest with a model and features of any policy. */
export const guestIn = (map: CpuMap, policies: readonly CpuPolicy[] = CPU_POLICIES): fc.Arbitrary<CpuDefinition> =>
  fc
    .record({
      match: fc.constantFrom("exact" as const, "minimum" as const, "strict" as const),
      model: modelIn(map),
      features: featuresIn(map, policies),
      fallback: fc.constantFrom("allow" as const, "forbid" as const),
      namesVendor: fc.boolean(),
    })
    .map(({ match, model, features, fallback, namesVendor }) => ({
      type: "guest" as const,
      mode: "custom" as const,
      match,
      model: model.name,
      fallback,
      ...(namesVendor && model.vendor !== undefined ? { vendor: model.vendor } : {}),
      features,
    }));

const count = fc.integer({ min: 1, max: 64 });

/** Everything else that a guest's definition can say. */
export const decorated = (guest: fc.Arbitrary<CpuDefinition>): fc.Arbitrary<CpuDefinition> =>
  fc
    .tuple(
      guest,
      fc.record(
        {
          check: fc.constantFrom("none" as const, "partial" as const, "full" as const),
          deprecatedFeatures: fc.constantFrom("on" as const, "off" as const),
          topology: fc.record({ sockets: count, dies: count, clusters: count, cores: count, threads: count }),
          cache: fc.constantFrom(
            { mode: "emulate" as const, level: 3 },
            { mode: "passthrough" as const },
            { mode: "disable" as const },
          ),
          maxPhysAddr: fc.constantFrom(
            { mode: "emulate" as const, bits: 42 },
            { mode: "passthrough" as const, limit: 39 },
            { mode: "passthrough" as const },
          ),
          vendorId: fc.constantFrom("GenuineIntel", "<&'\">; ]]>é"),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([base, more]) => ({ ...base, ...more }));
