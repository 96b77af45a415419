import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cpuMapFromXml } from "../../shared/src/engine/cpuMapXml.js";
import {
  type CpuMapJson,
  type CpuMapsJson,
  checkStart,
  cpuMapAt,
  decodeCpu,
  expandCpu,
  expandOnHost,
  formatCpu,
  joinHosts,
  loadCpuMap,
  parseCpu,
  readCpuMapFolder,
  readHost,
} from "../../shared/src/engine/index.js";
import { writeCpuMap } from "../support/writeCpuMap.js";
import { ask, type EngineRow } from "./engineQuestion.js";
import { answer, hostData, hostNames, readVectorFile, readVectors } from "./vectors.js";

const ARCHES = ["x86", "aarch64", "ppc64"] as const;

const mapsOf = (arch: string): CpuMapsJson =>
  JSON.parse(readFileSync(new URL(`../../data/cpu-map/${arch}.json`, import.meta.url), "utf8"));

const BUILT_IN = ARCHES.flatMap((arch) => {
  const maps = mapsOf(arch);
  return maps.releases.map((release) => ({ arch, release, json: cpuMapAt(maps, release) }));
});

/** The map of a release that is built in for another: 12.9.0 has that of 12.8.0. */
const newest = BUILT_IN.filter(({ arch }) => arch === "x86").at(-1);
const TESTED = newest === undefined ? BUILT_IN : [...BUILT_IN, { ...newest, release: "12.9.0" }];

const contentOf = ({ vendors, features, models }: CpuMapJson) => ({ vendors, features, models });

/** What a host's copy of `/usr/share/libvirt/cpu_map` gives. */
async function ownMap(json: CpuMapJson, release: string) {
  const files = writeCpuMap(json);
  const read = async (name: string): Promise<string> => files.get(name) ?? Promise.reject(new Error(`no ${name}`));
  return readCpuMapFolder(read, { arch: json.arch, release });
}

describe.each(TESTED)("libvirt $release's own map of $arch, as a host has it in files", ({ release, json }) => {
  it("says what the built-in one says", () => {
    expect(contentOf(cpuMapFromXml(writeCpuMap(json), json.arch, release))).toEqual(contentOf(json));
  });

  it("is the same once it is made ready", async () => {
    expect(await ownMap(json, release)).toEqual(loadCpuMap({ ...json, release }));
  });
});

/** Every tenth question of libvirt's engine: each verb is among them. */
const questions = readVectors<EngineRow>("engine-wide.jsonl").filter((_, index) => index % 10 === 0);
const starts = readVectors<{ cpu: string }>("releases/9.0.0/start/kvm.jsonl");
const documents = ["domcapabilities-kvm.xml", "capabilities.xml"].map((name) =>
  readVectorFile(`releases/9.0.0/start/${name}`),
);

describe.each(TESTED.filter(({ arch }) => arch === "x86"))(
  "answers by libvirt $release's own map",
  ({ release, json }) => {
    const builtIn = loadCpuMap({ ...json, release });

    it("are those by the built-in one", async () => {
      const own = await ownMap(json, release);
      for (const row of questions) expect(ask(row, own)).toEqual(ask(row, builtIn));
      for (const name of hostNames) {
        const decoded = (map: typeof own) => answer(() => formatCpu(decodeCpu(hostData(name), map, { type: "host" })));
        expect(decoded(own)).toEqual(decoded(builtIn));
      }
      for (const { name } of builtIn.models) {
        const cpu = parseCpu(`<cpu><model>${name}</model></cpu>`, { type: "guest" });
        expect(expandCpu(cpu, own)).toEqual(expandCpu(cpu, builtIn));
      }
      const judged = (map: typeof own) => {
        const host = joinHosts(documents.map((text) => readHost(text, map)));
        return starts.map(({ cpu }) => {
          const guest = parseCpu(cpu, { type: "guest" });
          return [checkStart(guest, host, map), answer(() => expandOnHost(guest, host, map))];
        });
      };
      expect(judged(own)).toEqual(judged(builtIn));
    });
  },
);
