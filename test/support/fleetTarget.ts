import { type CpuMap, readHost } from "../../shared/src/engine/index.js";
import type { PoolHost, Target } from "../../shared/src/hosts/index.js";
import { makeFleet } from "./fleet.js";

/** Documents that are read; the other hosts are these with other features. */
const READ = 5;
/** Turned off in some hosts by their number, so that hardly two are alike. */
const VARYING = [...["invtsc", "ssbd", "stibp", "md-clear", "xsaves", "umip", "pcid", "pdpe1gb", "erms", "smep"]];

/** A made-up fleet as a pool, each of its hosts described in its own way. */
export function fleetTarget(count: number, map: CpuMap): Target {
  const read = [...makeFleet(READ)].map(({ domainCapabilities }) => readHost(domainCapabilities, map));
  const hosts = Array.from({ length: count }, (_, index): PoolHost => {
    const host = read[index % READ];
    if (host?.hostModel === undefined) throw new Error("a fleet without host-models");
    const lacking = VARYING.filter((_, bit) => ((index >> bit) & 1) === 1);
    const kept = host.hostModel.features.filter(({ name }) => !lacking.includes(name));
    const features = [...kept, ...lacking.map((name) => ({ name, policy: "disable" }) as const)];
    return {
      name: `node${index + 1}`,
      host: { ...host, hostModel: { ...host.hostModel, features } },
      release: map.release,
      map,
    };
  });
  return { name: "fleet", isPool: true, hosts, unknown: [] };
}
