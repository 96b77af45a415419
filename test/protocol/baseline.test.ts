import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { BaselineAnswer, BaselineRequest, ConfiguredHost, ExpandAnswer } from "../../shared/src/messages.js";
import { makeFleet } from "../support/fleet.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { folder, startClient, type TestClient } from "./client.js";

const named = (name: string): ConfiguredHost => ({ folder, name });

function ask(client: TestClient, request: BaselineRequest): Promise<BaselineAnswer> {
  return client.connection.sendRequest<BaselineAnswer>("libvirtCpu/baseline", request);
}

async function plansOf(client: TestClient, request: BaselineRequest) {
  const answer = await ask(client, request);
  if ("error" in answer) throw new Error(answer.error);
  return answer;
}

const vm = (cpu: string) =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='${cpu}'/></domain>`;

describe("configured hosts", () => {
  let client: TestClient;
  beforeAll(async () => {
    const config = JSON.parse(await readSample("libvirt-cpu.json")) as { hosts: object; pools: object };
    const text = JSON.stringify({
      ...config,
      hosts: { ...config.hosts, gone: { domainCapabilities: "hosts/gone.xml" } },
      pools: { ...config.pools, holed: ["node1", "gone", "node2"] },
    });
    client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
      readHostFile: serveSamples(folder),
    });
    await client.hostsSettled();
  });
  afterAll(() => client.stop());

  it("a pool stands for all of its hosts, each once, with one baseline for each vendor", async () => {
    const { plans, unknown } = await plansOf(client, { hosts: [named("prod"), named("lab"), named("node1")] });
    expect(unknown).toEqual([]);
    expect(plans.map(({ vendor, hosts }) => [vendor, hosts])).toEqual([
      ["Intel", ["node1", "node2", "old-xeon"]],
      ["AMD", ["node3"]],
    ]);
  });

  it("one of which nothing is known is left out by the user's word only", async () => {
    const hosts = [named("holed")];
    expect(await plansOf(client, { hosts })).toEqual({
      plans: [],
      unknown: [{ name: "gone", reason: expect.stringContaining("gone.xml") }],
    });
    const { plans, unknown } = await plansOf(client, { hosts, leaveOutUnknown: true });
    expect(plans.map((plan) => plan.hosts)).toEqual([["node1", "node2"]]);
    expect(unknown.map(({ name }) => name)).toEqual(["gone"]);
  });

  it("that are none are told by name", async () => {
    expect(await ask(client, { hosts: [named("nowhere")] })).toEqual({ error: expect.stringContaining("nowhere") });
    expect(await plansOf(client, { hosts: [] })).toEqual({ plans: [], unknown: [] });
  });

  const expand = async (hosts: readonly ConfiguredHost[], more: object = {}) => {
    const document = await client.open(vm("host-model"));
    const { uri, version } = document;
    const answer = await client.connection.sendRequest<ExpandAnswer>("libvirtCpu/expandHostModel", {
      ...{ uri, version, hosts },
      ...more,
    });
    return "edits" in answer ? TextDocument.applyEdits(document, [...answer.edits]) : answer;
  };

  it("host-model of a pool is expanded as the baseline of what each host gives", async () => {
    const [plan] = (await plansOf(client, { hosts: [named("prod")] })).plans;
    const after = await expand([named("prod")]);
    expect(after).toContain(`>${plan?.model}</model>`);
    for (const [feature] of plan?.preview.matchAll(/<feature [^>]*>/g) ?? []) expect(after).toContain(feature);
    expect(after).toContain("check='partial'");
    expect(plan?.preview.match(/<feature /g)?.length).toBe(String(after).match(/<feature /g)?.length);
  });

  it("of one host of a pool it is what that host gives", async () => {
    expect(await expand([named("node1")])).toContain(">Skylake-Server-IBRS</model>");
  });

  it.each([
    ["hosts of two vendors", "lab", { error: expect.stringMatching(/different vendors .*node1.* Intel, node3 AMD/) }],
    ["a host of which nothing is known", "holed", { unknown: [{ name: "gone", reason: expect.any(String) }] }],
  ])("it is not expanded for %s", async (_, pool, answer) => {
    expect(await expand([named(pool)])).toEqual(answer);
  });

  it("it is expanded without an unknown host when the user says so", async () => {
    expect(await expand([named("holed")], { leaveOutUnknown: true })).toContain(">Haswell-noTSX-IBRS</model>");
  });
});

describe("a pool of 1,000 hosts", () => {
  let client: TestClient;
  beforeAll(async () => {
    const files = new Map<string, string>();
    const hosts: Record<string, object> = {};
    for (const { name, domainCapabilities } of makeFleet(1000, 5)) {
      files.set(`${folder}/hosts/${name}.xml`, domainCapabilities);
      hosts[name] = { domainCapabilities: `hosts/${name}.xml` };
    }
    const text = JSON.stringify({ hosts, pools: { fleet: Object.keys(hosts) } });
    client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
      readHostFile: (uri) => files.get(uri),
    });
    await client.hostsSettled();
  }, 120_000);
  afterAll(() => client.stop());

  it("has its baseline, while the server answers what comes in between", { timeout: 60_000 }, async () => {
    const order: string[] = [];
    const fleet = plansOf(client, { hosts: [named("fleet")] }).then((answer) => {
      order.push("fleet");
      return answer;
    });
    await ask(client, { hosts: [named("node2")] });
    order.push("one host");
    const [plan] = (await fleet).plans;
    expect(order).toEqual(["one host", "fleet"]);
    expect(plan?.hosts).toHaveLength(1000);
    expect(plan?.model).toEqual(expect.any(String));
    expect(plan?.gains.length).toBeLessThanOrEqual(8);
  });

  it("is left when the question is taken back", { timeout: 60_000 }, async () => {
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest("libvirtCpu/baseline", { hosts: [named("fleet")] }, source.token);
    const refused = expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await ask(client, { hosts: [named("node2")] });
    source.cancel();
    await refused;
  });
});
