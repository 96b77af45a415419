import { describe, expect, it, vi } from "vitest";
import { CpuError, formatCpu } from "../../../shared/src/engine/index.js";
import { loadReferences, makeReferences, readReference } from "../../../shared/src/hosts/facts/references.js";
import { hostNames, loadMap, readVectors } from "../../conformance/vectors.js";
import { readData } from "../../protocol/client.js";

const RELEASES = ["9.0.0", "11.3.0", "12.8.0"];
const maps = new Map(RELEASES.map((release) => [release, loadMap("x86", release)]));
const newest = maps.get("12.8.0") ?? loadMap();
const references = await loadReferences(readData);
const ids = references.map(({ id }) => id);

interface Decode {
  readonly host: string;
  readonly expectHost: string;
}

const decoded = new Map(readVectors<Decode>("decode.jsonl").map((each) => [each.host.toLowerCase(), each.expectHost]));

it("are the recorded processors, each once", () => {
  expect([...ids].sort()).toEqual(hostNames.map((name) => name.toLowerCase()).sort());
  expect(ids).toHaveLength(32);
});

describe.each(RELEASES)("with the map of libvirt %s", (release) => {
  const map = maps.get(release) ?? newest;

  it.each(references.map(({ id, vendor }) => [id, vendor]))("%s is read", async (id, vendor) => {
    const host = await readReference(readData, id, map);
    expect(host).toMatchObject({ source: "cpudata", arch: "x86_64", unknownFeatures: [] });
    expect(map.modelByName.has(host?.cpu?.model ?? "")).toBe(true);
    expect(host?.cpu?.vendor).toBe(vendor);
    expect(host?.physicalBits).toBeGreaterThanOrEqual(32);
    // A processor alone: nothing is known of any hypervisor.
    expect([host?.hostModel, host?.models, host?.modes]).toEqual([undefined, undefined, undefined]);
  });
});

it.each(ids)("%s is decoded as libvirt 12.8.0 does it", async (id) => {
  const host = await readReference(readData, id, newest);
  expect(host?.cpu && formatCpu(host.cpu)).toBe(decoded.get(id));
});

const HOSTILE = [
  ...["", "x", "index", "../../package", "../hosts/epyc-7502-32-core", "epyc-7502-32-core.xml", "EPYC-7502-32-Core"],
  ...["__proto__", "constructor", "epyc-7502-32-core\u0000", "/etc/passwd", "a".repeat(100_000)],
];

it.each(HOSTILE)("%.30j is none, and no file is looked for", async (id) => {
  const read = vi.fn(readData);
  expect(await readReference(read, id, newest)).toBeUndefined();
  expect(await makeReferences(read).read(id, newest)).toBeUndefined();
  expect(new Set(read.mock.calls.map(([path]) => path))).toEqual(new Set(["hosts/index.json"]));
});

describe("the server's", () => {
  it("reads each once, whoever asks", async () => {
    const read = vi.fn(readData);
    const kept = makeReferences(read);
    const [first, second] = await Promise.all([kept.read("atom-n450", newest), kept.read("atom-n450", newest)]);
    expect(first).toBe(second);
    expect(await kept.list()).toBe(await kept.list());
    expect(read.mock.calls.filter(([path]) => path === "hosts/atom-n450.xml")).toHaveLength(1);
  });

  it("asks again after a failure", async () => {
    let broken = true;
    const kept = makeReferences(async (path) => {
      if (broken) throw new Error("disk on fire");
      return readData(path);
    });
    await expect(kept.list()).rejects.toThrow("disk on fire");
    await expect(kept.read("atom-n450", newest)).rejects.toThrow("disk on fire");
    broken = false;
    expect(await kept.list()).toHaveLength(32);
    expect((await kept.read("atom-n450", newest))?.arch).toBe("x86_64");
  });

  it("throws the engine's error where no model fits, and nothing else", async () => {
    const none = async (path: string) => (path.endsWith(".xml") ? "<cpudata arch='x86'/>" : readData(path));
    await expect(makeReferences(none).read("atom-n450", newest)).rejects.toBeInstanceOf(CpuError);
  });
});
