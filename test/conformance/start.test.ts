import { describe, expect, it } from "vitest";
import { type CpuDefinition, expandOnHost, type Host, parseCpu, readHost } from "../../shared/src/engine/index.js";
import { loadMap, readVectorFile, readVectors } from "./vectors.js";

const map = loadMap();
const guest = (xml: string) => parseCpu(xml, { type: "guest" });
const hosts: readonly { readonly kind: string; readonly host: Host }[] = ["kvm", "qemu"].map((kind) => ({
  kind,
  host: readHost(readVectorFile(`start/domcapabilities-${kind}.xml`), map),
}));

/** Domain capabilities list a host-model's features by name, libvirt prints an expanded one in the map's order. */
function comparable({ features, ...rest }: CpuDefinition) {
  return { ...rest, features: features.map(({ name, policy }) => `${policy} ${name}`).sort() };
}

describe.each(hosts)("host-model expanded on $kind", ({ kind, host }) => {
  const rows = readVectors<{ cpu: string; expanded: string }>(`start/host-model-${kind}.jsonl`);
  it.each(rows)("$#", ({ cpu, expanded }) => {
    expect(comparable(expandOnHost(guest(cpu), host, map))).toEqual(comparable(guest(expanded)));
  });
});
