import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FolderHosts, Request } from "../../shared/src/messages.js";
import { folder, hoverText, startClient, type TestClient } from "./client.js";

/** A release between two whose CPU maps are included. */
const BETWEEN = JSON.stringify({ libvirt: "11.6.0" });

let client: TestClient;
beforeAll(async () => {
  client = await startClient({ readFile: () => BETWEEN });
});
afterAll(() => client.stop());

const vm = (cpu: string) => `<domain type='kvm'><vcpu>8</vcpu>${cpu}</domain>`;

async function described(text: string): Promise<ReadonlyMap<string, string | undefined>> {
  const { document, position } = await client.openAt(text);
  const items = await client.complete(document, position);
  return new Map(items.map(({ label, labelDetails }) => [label, labelDetails?.description]));
}

describe("a release between two maps", () => {
  it("is offered what it possibly has, marked", async () => {
    const models = await described(vm("<cpu><model>|</model></cpu>"));
    expect(models.get("EPYC-Turin")).toBe("AMD 2024 · possibly not supported");
    expect(models.get("EPYC-Genoa")).toBe("AMD 2022");
    const features = await described(vm("<cpu mode='host-model'><feature name='|'/></cpu>"));
    expect(features.get("tsa-l1-no")).toBe("possibly not supported");
    expect(features.get("avx2")).toBeUndefined();
  });

  it.each([
    [vm("<cpu><model>EPYC-Tu|rin</model></cpu>"), "added to libvirt between 11.3.0 and 12.8.0. Whether 11.6.0"],
    [vm("<cpu><model>EPYC-Ge|noa</model></cpu>"), "Since libvirt 9.8.0"],
    [vm("<cpu mode='host-model'><feature name='tsa-l1|-no'/></cpu>"), "**Possibly not supported.**"],
    [vm("<cpu mode='host-model'><feature name='vmx-|ept'/></cpu>"), "Added between libvirt 9.8.0 and 9.10.0"],
  ])("hover says since when: %s", async (text, expected) => {
    const { document, position } = await client.openAt(text);
    expect(hoverText(await client.hover(document, position))).toContain(expected);
  });

  it("is no error in a document", async () => {
    const document = await client.open(vm("<cpu><model>EPYC-Turin</model></cpu>"));
    const found = (await client.diagnostics(document)).map(({ code, severity }) => `${code} ${severity}`);
    expect(found).toContain("model-uncertain 3");
    expect(found.filter((each) => each.endsWith(" 1"))).toEqual([]);
  });
});

/** Hosts of three releases, of which only the documents tell, and one whose own map is named. */
const FIXTURES: Readonly<Record<string, string>> = {
  "old.xml": fixture("domcaps-x86_64-q35-libvirt9.0-kvm.xml"),
  "new.xml": fixture("domcaps-x86_64-q35-libvirt12.8-kvm.xml"),
  "own.xml": "<cpu><arch>x86_64</arch><model>Own-Model</model></cpu>",
  "map/index.xml": "<cpus><arch name='x86'><include filename='x86_Own.xml'/></arch></cpus>",
  "map/x86_Own.xml": "<cpus><model name='Own-Model'><decode host='on' guest='on'/></model></cpus>",
};

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/hosts/${name}`, import.meta.url), "utf8");
}

const hosts = {
  old: { domainCapabilities: "old.xml" },
  new: { domainCapabilities: "new.xml" },
  own: { cpudata: "own.xml", cpuMap: "map" },
};
const pools = { both: ["new", "old"] };

async function startOn(config: object): Promise<TestClient> {
  const text = JSON.stringify({ hosts, pools, ...config });
  const started = await startClient({
    readFile: () => text,
    readHostFile: (uri) => FIXTURES[uri.slice(folder.length + 1)],
  });
  await started.until(
    () => hostsOf(started),
    ([first]) => first?.hosts.every(({ state }) => state !== "reading") === true,
  );
  return started;
}

function hostsOf(of: TestClient): Promise<FolderHosts[]> {
  return of.connection.sendRequest<FolderHosts[]>(Request.hosts.method, {});
}

describe("the release is found", () => {
  it.each([
    ["of the target's documents", { target: "old" }, { release: "9.0.0", because: { host: "old" } }, ["model-unknown"]],
    [
      "of the pool's oldest host",
      { target: "both" },
      { release: "9.0.0", because: { host: "old" } },
      ["model-unknown"],
    ],
    ["the newest without one", {}, { because: "newest" }, []],
    ["the newest, where documents do not tell the end", { target: "new" }, { because: "newest" }, []],
    [
      "as configured, whatever the hosts are",
      { target: "old", libvirt: "11.3" },
      { release: "11.3.0", because: "configuration" },
      [],
    ],
  ])("%s", async (_, config, libvirt, expected) => {
    const started = await startOn(config);
    expect((await hostsOf(started))[0]?.libvirt).toMatchObject(libvirt);
    const document = await started.open(vm("<cpu check='none'><model>SapphireRapids</model></cpu>"));
    const codes = (await started.diagnostics(document)).map(({ code }) => code);
    expect(codes.filter((code) => code === "model-unknown")).toEqual(expected);
    await started.stop();
  });

  it("a host's own map says what there is", async () => {
    const started = await startOn({ target: "own" });
    const own = await started.open(vm("<cpu check='none'><model>Own-Model</model></cpu>"));
    expect((await started.diagnostics(own)).map(({ code }) => code)).not.toContain("model-unknown");
    const other = await started.open(vm("<cpu check='none'><model>Haswell</model></cpu>"));
    expect((await started.diagnostics(other)).map(({ code }) => code)).toContain("model-unknown");
    await started.stop();
  });
});
