import { type CpuDefinition, parseCpu } from "../../shared/src/engine/index.js";
import { hostNames, hostVariantXml } from "../conformance/vectors.js";

/** So many Intel hosts: the recorded ones, again and again. */
export function intelHosts(count: number): CpuDefinition[] {
  const names = hostNames.filter((name) => /^(Xeon|Core)/.test(name));
  const cpus = names.flatMap((name) =>
    [0, 1, 2].map((k) => parseCpu(hostVariantXml(`${name}#${k}`), { type: "host" })),
  );
  return Array.from({ length: count }, (_, i) => cpus[i % cpus.length] ?? cpus[0]).flatMap((cpu) => cpu ?? []);
}
