import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type MarkdownReport, Request } from "../../shared/src/messages.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { LEFT_OVER, plain } from "../unit/l10n/leftOver.js";
import { folder, hoverText, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  const config = await readSample("libvirt-cpu.json");
  client = await startClient({
    locale: "zh-cn",
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null),
    readHostFile: serveSamples(folder),
  });
  await client.hostsSettled();
});
afterAll(() => {
  client.stop();
  l10n.config({ contents: {} });
});

const vm = (cpu: string) => `<domain type='kvm'><vcpu>2</vcpu>${cpu}</domain>`;

it("hovers", async () => {
  const { document, position } = await client.openAt(vm("<cpu mode='host-|model'/>"));
  expect(hoverText(await client.hover(document, position))).toContain("每次启动时");
});

it("diagnostics and their fixes", async () => {
  const document = await client.open(vm("<cpu><model>Hasswell</model></cpu>"));
  const [diagnostic] = await client.diagnostics(document);
  if (diagnostic === undefined) throw new Error("no diagnostic");
  expect(diagnostic.message).toMatch(/libvirt .*Hasswell.*Haswell/);
  expect(diagnostic.message).toMatch(/\p{Script=Han}/u);
  const actions = await client.codeActions(document, diagnostic.range, [diagnostic]);
  expect(actions.map(({ title }) => title)).toContain("改为 Haswell");
});

it("code lenses", async () => {
  const document = await client.open(vm("<cpu mode='host-model'/>"));
  const titles = await client.until(
    () => client.lensTitles(document),
    (shown) => shown.length > 0 && !shown.some((title) => title.startsWith("正在")),
  );
  expect(titles[0]).toMatch(/启动/);
});

it("what completion says of an item", async () => {
  const { document, position } = await client.openAt(vm("<cpu mode='|'/>"));
  const item = (await client.complete(document, position)).find(({ label }) => label === "host-passthrough");
  if (item === undefined) throw new Error("no item");
  const { documentation } = await client.resolve(item);
  expect(JSON.stringify(documentation)).toMatch(/客户机/);
});

it("reports", async () => {
  const document = await client.open(
    vm("<cpu mode='custom'><model>Skylake-Server-IBRS</model><feature policy='optional' name='vmx'/></cpu>"),
  );
  const place = { uri: document.uri, version: document.version, position: { line: 0, character: 40 } };
  const hosts = ["prod", "node3", "old-xeon"].map((name) => ({ folder, name }));
  const asked: readonly (readonly [string, object])[] = [
    [Request.explainStart.method, place],
    [Request.compareHosts.method, { subject: place, hosts }],
    [Request.compareHosts.method, { subject: { folder, name: "node1" }, hosts }],
    [Request.levels.method, { hosts }],
  ];
  for (const [message, request] of asked) {
    const report = await client.connection.sendRequest<MarkdownReport>(message, request);
    if ("error" in report) throw new Error(report.error);
    expect(report.title).toMatch(/\p{Script=Han}/u);
    const lines = report.markdown.split("\n");
    for (const line of lines) expect(plain(line)).not.toMatch(LEFT_OVER);
  }
});
