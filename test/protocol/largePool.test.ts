import { afterEach, expect, it } from "vitest";
import { folder, hoverText, startClient, type TestClient } from "./client.js";

const CONFIG = `${folder}/libvirt-cpu.json`;
const COUNT = 1000;
const FEATURES = [
  "invtsc",
  "ssbd",
  "stibp",
  "md-clear",
  "xsaves",
  "tsc_adjust",
  "umip",
  "pku",
  "ht",
  "tm",
  "pbe",
  "vmx",
];

/** Hosts of which no two are alike, each known by its processor. */
const names = Array.from({ length: COUNT }, (_, index) => `n${index}`);
const config = JSON.stringify({
  hosts: Object.fromEntries(names.map((name) => [name, { cpudata: `${name}.xml` }])),
  pools: { prod: names },
  target: "prod",
});

function hostFile(uri: string): string {
  const index = Number(/n(\d+)\.xml$/.exec(uri)?.[1]);
  const features = FEATURES.filter((_, bit) => (index >> bit) & 1).map((name) => `<feature name='${name}'/>`);
  return `<cpu><arch>x86_64</arch><model>Haswell</model><vendor>Intel</vendor>${features.join("")}</cpu>`;
}

let client: TestClient;
afterEach(() => client.stop());

function connect(readHostFile: (uri: string) => string | Promise<string> = hostFile): Promise<TestClient> {
  return startClient({ readFile: (uri) => (uri === CONFIG ? config : null), readHostFile });
}

const vm = (features: readonly string[]) =>
  `<domain type='kvm'>\n  <cpu>\n    <model>Haswell</model>\n${features
    .map((name) => `    <feature policy='require' name='${name}'/>\n`)
    .join("")}  </cpu>\n</domain>\n`;
/** What the news of read hosts may add, told late as it is. */
const EXTRA = 2;
const AT_MODEL = { line: 2, character: 14 };

/** How many hosts have all of these features: what the lens must say in the end. */
function having(features: readonly string[]): number {
  return names.filter((_, index) => features.every((name) => (index >> FEATURES.indexOf(name)) & 1)).length;
}

it("while the pool is judged every key is answered, and in the end for the latest text only", async () => {
  client = await connect();
  await client.hostsSettled();
  const document = await client.open(vm([]));
  await client.lensTitles(document);
  const from = client.published.length;
  const first = document.version + 1;
  const hovers: Promise<unknown>[] = [];
  const order: number[] = [];
  for (let count = 1; count <= FEATURES.length; count++) {
    for (const rest of [FEATURES.slice(0, count), FEATURES.slice(0, count).reverse()]) {
      await client.change(document, [{ text: vm(rest) }]);
      const key = document.version;
      // As editors do after each key.
      const params = { textDocument: { uri: document.uri } };
      const lens = client.connection.sendRequest("textDocument/codeLens", params);
      hovers.push(lens.catch(() => undefined));
      hovers.push(client.hover(document, AT_MODEL).then(() => order.push(key)));
    }
  }
  const last = vm(FEATURES.slice(0, 2));
  await client.change(document, [{ text: last }]);
  const [title] = await client.lensTitles(document);
  expect(title).toContain(`Fits ${having(FEATURES.slice(0, 2))} of 1000 hosts of prod`);
  await Promise.all(hovers);
  // Each key is answered, in their order.
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order).toHaveLength(FEATURES.length * 2);
  const versions = client.published.slice(from).map(({ version }) => version ?? 0);
  expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  // Each text is told of at once; again when its hosts have been looked at or read, and never behind a newer one.
  const keys = document.version - first + 1;
  expect(new Set(versions).size).toBe(keys);
  expect(versions.length).toBeLessThanOrEqual(keys * 2 + EXTRA);
  expect(client.log).toEqual([]);
});

it("what is found out after a document was checked is told, too", async () => {
  client = await connect();
  await client.hostsSettled();
  const document = await client.open(vm(FEATURES));
  const found = await client.diagnostics(document, (all) => all.some(({ code }) => code === "target-feature"));
  expect(found.map(({ code }) => code)).not.toContain("feature-unknown");
});

it("hosts that cannot be read yet hold up nothing", async () => {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  client = await connect(async (uri) => {
    if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
    return hostFile(uri);
  });
  const document = await client.open(vm(["oops"]));
  expect((await client.diagnostics(document)).map(({ code }) => code)).toContain("feature-unknown");
  expect(hoverText(await client.hover(document, AT_MODEL))).toContain("Haswell");
  expect((await client.complete(document, AT_MODEL)).length).toBeGreaterThan(50);
  expect(await client.lensTitles(document)).toEqual(["Reading the hosts of prod…"]);
  isOpen = true;
  for (const go of waiting) go();
  const { hosts } = await client.hostsSettled();
  expect(hosts.filter(({ state }) => state === "known")).toHaveLength(COUNT);
});

it("of a thousand hosts one that changes is read again, and no other", async () => {
  const read: string[] = [];
  client = await connect((uri) => {
    read.push(uri);
    return read.length > COUNT ? hostFile(uri).replace("</cpu>", "<feature name='x2apic'/></cpu>") : hostFile(uri);
  });
  await client.hostsSettled();
  const uri = `${folder}/n7.xml`;
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  const document = await client.open(vm(["x2apic"]));
  while (!(await client.lensTitles(document))[0]?.startsWith("Fits")) await client.hostsSettled();
  expect(read.slice(COUNT)).toEqual([uri]);
});
