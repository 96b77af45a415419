import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CancellationTokenSource } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type HostReference, Message, type PlaceRequest, type Report } from "../../shared/src/messages.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { folder, startClient, type TestClient } from "./client.js";

async function startOn(target: string | undefined): Promise<TestClient> {
  const config = JSON.parse(await readSample("libvirt-cpu.json")) as Record<string, unknown>;
  const text = JSON.stringify({ ...config, target });
  const client = await startClient({
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
    readHostFile: serveSamples(folder),
  });
  await client.hostsSettled();
  return client;
}

const kvm = (cpu: string, name = "web01") =>
  `<domain type='kvm'><name>${name}</name><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${cpu}</domain>`;

let client: TestClient;
beforeAll(async () => {
  client = await startOn("lab");
});
afterAll(() => client.stop());

const named = (name: string): HostReference => ({ folder, name });
const placeIn = ({ uri, version }: TextDocument): PlaceRequest => ({ uri, version });

async function report(message: string, request: unknown, from = client): Promise<{ title: string; markdown: string }> {
  const answer = await from.connection.sendRequest<Report>(message, request);
  if ("error" in answer) return { title: "error", markdown: answer.error };
  expect(answer.markdown.startsWith(`# `)).toBe(true);
  return answer;
}

describe("why does it not start here", () => {
  it("is answered for every host of the target", async () => {
    const document = await client.open(kvm("<cpu><model>Haswell</model></cpu>"));
    const { title, markdown } = await report(Message.explainStart, placeIn(document));
    expect(title).toBe("Start of web01 on lab");
    expect(markdown).toContain("| node1 | ✓ yes |");
    expect(markdown).toContain("| node2 | ✗ no | lacks hle and rtm |");
    expect(markdown).toContain("- disable `hle` and `rtm`");
    expect(markdown).toContain("libvirt says: **Host CPU does not provide required features: hle, rtm**");
  });

  it("is answered for the definition at the cursor", async () => {
    const text = `<domainsnapshot>${kvm("<cpu><model>Haswell</model></cpu>", "first")}${kvm("<cpu mode='host-model'/>").replace(/domain/g, "inactiveDomain")}</domainsnapshot>`;
    const document = await client.open(text);
    const position = document.positionAt(text.indexOf("host-model"));
    const { markdown } = await report(Message.explainStart, { ...placeIn(document), position });
    expect(markdown).toContain("`host-model` becomes");
  });

  it.each([
    [kvm(""), "This document has no guest's <cpu> that could start."],
    ["<cpu><arch>x86_64</arch><model>Haswell</model></cpu>", "This document has no guest's <cpu> that could start."],
    ["<network/>", "This is not a libvirt document."],
  ])("%s: %s", async (text, error) => {
    const document = await client.open(text);
    expect(await report(Message.explainStart, placeIn(document))).toEqual({ title: "error", markdown: error });
  });

  it("is not answered for an older version, nor without a target", async () => {
    const document = await client.open(kvm("<cpu mode='host-model'/>"));
    const stale = await report(Message.explainStart, { ...placeIn(document), version: 0 });
    expect(stale.markdown).toBe("The document has changed. Try again.");
    const other = await startOn(undefined);
    const alone = await other.open(kvm("<cpu mode='host-model'/>"));
    const { markdown } = await report(Message.explainStart, placeIn(alone), other);
    expect(markdown).toBe("No target is set: choose the host or pool that this VM runs on.");
    other.stop();
  });

  it("names out of the document cannot format", async () => {
    const hostile = "&lt;script&gt;x&lt;/script&gt; [a](command:b) `|";
    const document = await client.open(kvm("<cpu><model>Haswell</model></cpu>", hostile));
    const { markdown } = await report(Message.explainStart, placeIn(document));
    expect(markdown).toContain("# Start of \\<script\\>x\\</script\\> \\[a\\](command\\:b) \\`\\| on lab\n");
  });
});

describe("a comparison", () => {
  it("of a document with hosts", async () => {
    const document = await client.open(kvm("<cpu><model>Skylake-Server-IBRS</model></cpu>"));
    const { title, markdown } = await report(Message.compareHosts, {
      subject: placeIn(document),
      hosts: [named("prod"), named("old-xeon")],
    });
    expect(title).toBe("web01 compared with prod and old-xeon");
    expect(markdown).toContain("Of 3 hosts: 2 are incompatible with web01, 1 has all that web01 needs, and more.");
    expect(markdown).toContain("| node1 | ✓ superset | ✓ starts |");
  });

  it("of a host's document", async () => {
    const document = await client.open(await readSample("hosts/node2.caps.xml"), `${folder}/hosts/node2.caps.xml`);
    const { markdown } = await report(Message.compareHosts, { subject: placeIn(document), hosts: [named("node2")] });
    expect(markdown).toContain("CPU described in node2.caps is identical to host CPU");
  });

  it("of a host with the others of a pool", async () => {
    const { title, markdown } = await report(Message.compareHosts, { subject: named("node2"), hosts: [named("lab")] });
    expect(title).toBe("node2 compared with lab");
    expect(markdown).toContain("Of 3 hosts: 2 lack what node2 has, 1 has all that node2 has, and more.");
    expect(markdown).not.toContain("## node2");
  });

  it("of a host with itself", async () => {
    const { markdown } = await report(Message.compareHosts, { subject: named("node2"), hosts: [named("node2")] });
    expect(markdown).toContain("node2 has the same features as node2.");
  });

  it("with a document that describes a host", async () => {
    const text = await readSample("hosts/node1.domcaps.xml");
    const hosts = [{ uri: `${folder}/elsewhere/big%20one.xml`, text }];
    const { title } = await report(Message.compareHosts, { subject: named("node2"), hosts });
    expect(title).toBe("node2 compared with big one.xml");
  });

  it.each<[string, { subject: unknown; hosts: unknown[] }, string]>([
    ["a pool", { subject: named("prod"), hosts: [named("node1")] }, "prod is a pool: choose one host to compare."],
    ["nobody", { subject: named("x"), hosts: [named("node1")] }, "x is no host or pool of libvirt-cpu.json."],
    ["no hosts", { subject: named("node1"), hosts: [] }, "There are no hosts to compare with."],
    ["nothing", { subject: named("node1"), hosts: [named("nope")] }, "nope is no host or pool of libvirt-cpu.json."],
  ])("of %s says why not", async (_, request, error) => {
    expect((await report(Message.compareHosts, request)).markdown).toBe(error);
  });
});

describe("levels", () => {
  it("of a pool", async () => {
    const { title, markdown } = await report(Message.levels, { hosts: [named("prod")] });
    expect(title).toBe("CPU levels of prod");
    expect(markdown).toContain("The highest Intel generation that all hosts reach is **Haswell**");
    expect(markdown).toContain("- **x86-64-v4**: node2 lacks `avx512f`,");
  });

  it("of hosts of several vendors", async () => {
    const { markdown } = await report(Message.levels, { hosts: [named("lab")] });
    expect(markdown).toContain("## Generations of Intel");
    expect(markdown).toContain("## Generations of AMD");
  });

  it.each([
    [[], "There are no hosts to look at."],
    [[named("nope")], "nope is no host or pool of libvirt-cpu.json."],
  ])("of %j: %s", async (hosts, error) => {
    expect((await report(Message.levels, { hosts })).markdown).toBe(error);
  });
});

describe("a report that is taken back", () => {
  it("ends with the protocol's answer", async () => {
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(Message.levels, { hosts: [named("lab")] }, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });

  it("is no matter for the next one", async () => {
    expect((await report(Message.levels, { hosts: [named("node3")] })).title).toBe("CPU levels of node3");
    expect(client.log).toEqual([]);
  });
});
