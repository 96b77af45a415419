import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { FolderHosts, HostFile } from "../../shared/src/messages.js";
import { folder, startClient, type TestClient } from "./client.js";

const CONFIG = `${folder}/libvirt-cpu.json`;
const sample = (name: string) => readFileSync(new URL(`../../samples/hosts/${name}`, import.meta.url), "utf8");
const GOOD = sample("node1.domcaps.xml");
const CAPS = sample("node1.caps.xml");

let client: TestClient;
afterEach(() => client.stop());

type Answer = HostFile | string | Error;

/** Saves a configuration, and waits until every host of it has been read or given up. */
async function hostsOf(config: string, files: ReadonlyMap<string, Answer>): Promise<FolderHosts> {
  client = await connect(config, (uri) => {
    const file = files.get(uri.slice(folder.length + 1));
    if (file instanceof Error) throw file;
    return file;
  });
  return client.hostsSettled();
}

function connect(config: string, readHostFile: (uri: string) => HostFile | string | undefined): Promise<TestClient> {
  return startClient({ readFile: (uri) => (uri === CONFIG ? config : null), readHostFile });
}

/** The server goes on: a VM on the good host is judged. */
async function expectAlive(): Promise<void> {
  const document = await client.open("<domain type='kvm'>\n  <cpu mode='host-model'/>\n</domain>");
  const titles = await client.lensTitles(document);
  expect(titles[0]).toContain("Starts on 1 of 2 hosts of p");
  expect(client.log.filter((line) => /^\w.*: .*Error/.test(line))).toEqual([]);
}

const MEGABYTE = 1024 * 1024;
const NO_HOST = /it does not describe a host\. Use the output of virsh domcapabilities/;
const NO_XML =
  /it is not well-formed XML: the end of <[\w]+> is missing\. The file may be incomplete\. Save it again\.$/;
const NO_ENTITIES = /line 1: A document type declaration is not allowed here\.$/;

const TABLE: readonly (readonly [string, Answer | undefined, RegExp])[] = [
  ["missing", undefined, /^bad\.xml: the file does not exist\.$/],
  ["too large, as the client says", { error: "too-large" }, /^bad\.xml: the file is too large\.$/],
  ["too large, where the client does not care", `<a>${" ".repeat(50 * MEGABYTE)}</a>`, /too large/],
  ["a folder", { error: "unreadable" }, /^bad\.xml: it cannot be read\.$/],
  ["outside", { error: "outside-the-folder" }, /^bad\.xml: it is outside the folder\.$/],
  ["empty", "", /^bad\.xml: it is empty\.$/],
  ["spaces", "  \n ", /^bad\.xml: it is empty\.$/],
  ["prose", "hello, this is no host", NO_HOST],
  ["JSON", '{"cpu": "Haswell"}', NO_HOST],
  ["binary", "\u0000\u0001\u007FELF\u0002\uFFFD".repeat(1000), NO_HOST],
  [
    "binary that begins like XML",
    "<\u0000\uFFFD\u0001>".repeat(1000),
    /line 1: A '<' must start a tag\. Use '&lt;' for the character\.$/,
  ],
  ["another document", "<domain type='kvm'><name>x</name></domain>", NO_HOST],
  ["truncated", GOOD.slice(0, GOOD.length / 2), NO_XML],
  ["truncated in a tag", CAPS.slice(0, 500), NO_XML],
  ["an entity", `<!DOCTYPE a [<!ENTITY x "Haswell">]>${GOOD.replace("<domain>kvm", "<domain>&x;")}`, NO_ENTITIES],
  [
    "entities that grow",
    `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><capabilities><host>&b;</host></capabilities>`,
    NO_ENTITIES,
  ],
  [
    "an external entity",
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><capabilities><host>&x;</host></capabilities>`,
    NO_ENTITIES,
  ],
  [
    "100 levels",
    `<capabilities>${"<a>".repeat(99)}${"</a>".repeat(99)}</capabilities>`,
    /line 1: The elements are nested too deeply\.$/,
  ],
  ["deep", "<a>".repeat(100_000), /^.{0,60}: line 1: The elements are nested too deeply\.$/],
  ["capabilities without a CPU", "<capabilities><host/></capabilities>", /bad\.xml: .*describes no host CPU/],
  ["no architecture", "<domainCapabilities><domain>kvm</domain></domainCapabilities>", /names no architecture/],
  ["register values of no CPU", "<cpudata arch='x86'/>", /no x86 CPU data found/],
  [
    "register values of nonsense",
    "<cpudata arch='x86'><cpuid eax_in='zz' eax='-1'/></cpudata>",
    /eax_in='zz' is not a 32-bit number\.$/,
  ],
  ["a client that fails", new Error("disk on fire"), /disk on fire/],
];

describe("a host file that is none", () => {
  it.each(TABLE)("%s", async (_, file, message) => {
    const files = new Map<string, Answer>([["good.xml", GOOD]]);
    if (file !== undefined) files.set("bad.xml", file);
    const config = JSON.stringify({
      hosts: { bad: { capabilities: "bad.xml" }, good: { domainCapabilities: "good.xml" } },
      pools: { p: ["bad", "good"] },
      target: "p",
    });
    const hosts = await hostsOf(config, files);
    expect(hosts.hosts).toMatchObject([
      { name: "bad", state: "unknown", problem: expect.stringMatching(message) },
      { name: "good", state: "known" },
    ]);
    await expectAlive();
  });

  it("loses nothing that another document of the host tells", async () => {
    const config = JSON.stringify({ hosts: { a: { domainCapabilities: "good.xml", capabilities: "bad.xml" } } });
    const files = new Map([
      ["good.xml", GOOD],
      ["bad.xml", "<oops>"],
    ]);
    const hosts = await hostsOf(config, files);
    expect(hosts.hosts).toMatchObject([
      { state: "known", knowsHypervisor: true, knowsProcessor: false, problem: expect.stringMatching(NO_XML) },
    ]);
  });

  it("another architecture is known, and two of one host are told apart", async () => {
    const arm = CAPS.replaceAll("x86_64", "aarch64");
    const files = new Map([
      ["good.xml", GOOD],
      ["arm.xml", arm],
    ]);
    const config = JSON.stringify({
      hosts: {
        arm: { capabilities: "arm.xml" },
        both: { domainCapabilities: "good.xml", capabilities: "arm.xml" },
        good: { domainCapabilities: "good.xml" },
      },
      pools: { p: ["both", "good"] },
      target: "p",
    });
    const hosts = await hostsOf(config, files);
    expect(hosts.hosts).toMatchObject([
      { name: "arm", state: "known", arch: "aarch64" },
      { name: "both", state: "unknown", problem: expect.stringContaining("x86_64 and aarch64") },
      { name: "good", state: "known" },
    ]);
    await expectAlive();
  });
});

describe("odd configurations", () => {
  const good = '"good":{"domainCapabilities":"good.xml"}';
  const files = new Map([["good.xml", GOOD]]);

  it.each([
    ["unknown hosts in a pool", `{"hosts":{${good}},"pools":{"p":["good","gone"]},"target":"p"}`],
    ["names that objects have", `{"hosts":{${good},"__proto__":{}},"pools":{"p":["good","__proto__"]},"target":"p"}`],
    ["a pool that names a pool", `{"hosts":{${good}},"pools":{"p":["good","q"],"q":["p","q"]},"target":"p"}`],
    ["a host that is a number", `{"hosts":{${good},"b":12},"pools":{"p":["good","b"]},"target":"p"}`],
    ["a key twice", `{"hosts":{${good},"b":{}},"pools":{"p":["good","b"]},"pools":{},"target":"p"}`],
    ["an end that is missing", `{"target":"p","pools":{"p":["good","b"]},"hosts":{${good},"b":{}`],
    ["a comma too many", `{"target":"p",,"pools":{"p":["good","b"]},"hosts":{${good}}}`],
    ["other keys", `{"x":[[[1]]],"hosts":{${good}},"pools":{"p":["good","b"]},"target":"p"}`],
    ["rules that are none", `{"rules":{"a":1,"b":"loud"},"hosts":{${good}},"pools":{"p":["good","b"]},"target":"p"}`],
  ])("%s: the good host is known and judged", async (_, config) => {
    const hosts = await hostsOf(config, files);
    expect(hosts.hosts.find(({ name }) => name === "good")).toMatchObject({ state: "known" });
    await expectAlive();
    const document = await client.open(config, CONFIG);
    expect((await client.diagnostics(document)).length).toBeGreaterThan(0);
  });

  it.each([
    ["nothing", ""],
    ["no object", "[1]"],
    ["XML", "<hosts/>"],
    ["an endless depth", "[".repeat(100_000)],
    ["nine megabytes", `{"libvirt":"12.8.0"}${" ".repeat(9 * MEGABYTE)}`],
    ["binary", "\u0000\uFFFD".repeat(100)],
  ])("%s: told, and the server goes on", async (_, config) => {
    await hostsOf(config, files);
    const document = await client.open(config, CONFIG);
    expect(await client.diagnostics(document)).toMatchObject([{ severity: 1 }]);
    const vm = await client.open("<domain type='kvm'><cpu mode='hst-model'/></domain>");
    expect((await client.diagnostics(vm)).map(({ code }) => code)).toContain("cpu-mode");
  });

  it("10,000 hosts, read from a few files", { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const hosts = Object.fromEntries(names.map((name) => [name, { cpudata: "small.xml" }]));
    const small = "<cpu><arch>x86_64</arch><model>Haswell</model><vendor>Intel</vendor></cpu>";
    const config = JSON.stringify({ hosts, pools: { p: names }, target: "p" });
    // To ask for all hosts at each news of them would take longer than to read them: only when the last is asked for.
    let asked = 0;
    let askedAll = () => {};
    const all = new Promise<void>((resolve) => {
      askedAll = resolve;
    });
    client = await connect(config, (uri) => {
      if (++asked === names.length) askedAll();
      return uri.endsWith("/small.xml") ? small : undefined;
    });
    await all;
    const described = await client.hostsSettled();
    expect(described.hosts.filter(({ state }) => state === "known")).toHaveLength(10_000);
    const document = await client.open("<domain type='kvm'>\n  <cpu mode='host-model'/>\n</domain>");
    expect(await client.lensTitles(document)).toEqual([expect.stringContaining("10000 hosts of p")]);
  });
});
