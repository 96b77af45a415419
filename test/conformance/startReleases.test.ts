import { describe, expect, it } from "vitest";
import { expandOnHost, joinHosts, parseCpu, readHost } from "../../shared/src/engine/index.js";
import { judge, type PoolHost } from "../../shared/src/hosts/index.js";
import { comparable, loadMap, readVectorFile, readVectors } from "./vectors.js";

interface Row {
  readonly cpu: string;
  readonly start: string | null;
}

/** Each release with the map that speaks for it: that of 12.9.0 is 12.8.0's. */
const RELEASES = [
  ["7.0.0", "7.0.0"],
  ["9.0.0", "9.0.0"],
  ["11.3.0", "11.3.0"],
  ["12.9.0", "12.8.0"],
] as const;

const guest = (xml: string, release?: string) => parseCpu(xml, { type: "guest", ...(release && { release }) });

/** That machine's KVM lacked registers, and a device, which no document tells. */
const isOfTheMachine = ({ start }: Row) => start !== null && /MSI-X is not supported|MSR/.test(start);

describe.each(RELEASES)("CPUs started by libvirt %s, on the host whose documents lie beside", (release, mapOf) => {
  const map = loadMap("x86", mapOf);
  const folder = `releases/${release}/start`;
  const hosts = ["kvm", "qemu"].map((kind): PoolHost => {
    const files = [`domcapabilities-${kind}.xml`, "capabilities.xml"];
    const documents = files.map((name) => readHost(readVectorFile(`${folder}/${name}`), map));
    return { name: kind, host: joinHosts(documents), release, map };
  });
  const outcomes = hosts.flatMap((host) => {
    const rows = readVectors<Row>(`${folder}/${host.name}.jsonl`).filter((row) => !isOfTheMachine(row));
    return rows.map((row) => {
      const vm = { cpu: guest(row.cpu), arch: host.host.arch, virtType: host.name };
      return { kind: host.name, row, ...judge(vm, host) };
    });
  });

  it("nothing is predicted that did not happen", () => {
    const wrong = outcomes.filter(
      ({ row, outcome }) => outcome !== "unknown" && outcome !== (row.start === null ? "starts" : "fails"),
    );
    expect(wrong).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(150);
  });

  it("little is not known", () => {
    const unknown = outcomes.filter(({ outcome }) => outcome === "unknown");
    expect(unknown.length / outcomes.length, JSON.stringify(unknown)).toBeLessThanOrEqual(0.01);
  });

  describe.each(hosts)("host-model expanded for $name", ({ name, host }) => {
    const rows = readVectors<{ cpu: string; expanded: string }>(`${folder}/host-model-${name}.jsonl`);
    it.each(rows)("$#", ({ cpu, expanded }) => {
      const got = expandOnHost(guest(cpu), host, map);
      expect(comparable(got)).toEqual(comparable(guest(expanded, release)));
    });
  });
});
