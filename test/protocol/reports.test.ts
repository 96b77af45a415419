import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CancellationTokenSource } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  type HostReference,
  type MarkdownReport,
  type PlaceRequest,
  Request,
  type Rewrite,
} from "../../shared/src/messages.js";
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
  `<domain type='kvm'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${cpu}</domain>`;

let client: TestClient;
beforeAll(async () => {
  client = await startOn("lab");
});
afterAll(() => client.stop());

const named = (name: string): HostReference => ({ folder, name });
const placeIn = ({ uri, version }: TextDocument): PlaceRequest => ({ uri, version });

async function report(message: string, request: unknown, from = client): Promise<{ title: string; markdown: string }> {
  const answer = await from.connection.sendRequest<MarkdownReport>(message, request);
  if ("error" in answer) return { title: "error", markdown: answer.error };
  expect(answer.markdown.startsWith(`# `)).toBe(true);
  return answer;
}

describe("why does it not start here", () => {
  it("is answered for every host of the target", async () => {
    const document = await client.open(kvm("<cpu><model>Haswell</model></cpu>"));
    const { title, markdown } = await report(Request.explainStart.method, placeIn(document));
    expect(title).toBe("Start of web01 on lab");
    expect(markdown).toContain("| node1 | ✓ yes |");
    expect(markdown).toContain("| node2 | ✗ no | missing hle and rtm |");
    expect(markdown).toContain("- disable `hle` and `rtm`");
    expect(markdown).toContain("libvirt's message: **Host CPU does not provide required features: hle, rtm**");
  });

  it("is answered for the definition at the cursor", async () => {
    const text = `<domainsnapshot>${kvm("<cpu><model>Haswell</model></cpu>", "first")}${kvm("<cpu mode='host-model'/>").replace(/domain/g, "inactiveDomain")}</domainsnapshot>`;
    const document = await client.open(text);
    const position = document.positionAt(text.indexOf("host-model"));
    const { markdown } = await report(Request.explainStart.method, { ...placeIn(document), position });
    expect(markdown).toContain("`host-model` becomes");
  });

  it.each([
    ["<cpu><arch>x86_64</arch><model>Haswell</model></cpu>", "This document has no <cpu> of a VM."],
    ["<network/>", "This is not a libvirt document."],
  ])("%s: %s", async (text, error) => {
    const document = await client.open(text);
    expect(await report(Request.explainStart.method, placeIn(document))).toEqual({ title: "error", markdown: error });
  });

  it("is not answered without a target", async () => {
    const other = await startOn(undefined);
    const alone = await other.open(kvm("<cpu mode='host-model'/>"));
    const { markdown } = await report(Request.explainStart.method, placeIn(alone), other);
    expect(markdown).toBe("No target is set. Select the host or pool that this VM runs on.");
    other.stop();
  });

  it("names out of the document cannot format", async () => {
    const hostile = "&lt;script&gt;x&lt;/script&gt; [a](command:b) `|";
    const document = await client.open(kvm("<cpu><model>Haswell</model></cpu>", hostile));
    const { markdown } = await report(Request.explainStart.method, placeIn(document));
    expect(markdown).toContain("# Start of \\<script\\>x\\</script\\> `[a](command:b)` \\`\\| on lab\n");
  });
});

describe("a comparison", () => {
  it("of a document with hosts", async () => {
    const document = await client.open(kvm("<cpu><model>Skylake-Server-IBRS</model></cpu>"));
    const { title, markdown } = await report(Request.compareHosts.method, {
      subject: placeIn(document),
      hosts: [named("prod"), named("old-xeon")],
    });
    expect(title).toBe("web01 compared with prod and old-xeon");
    expect(markdown).toContain("Of 3 hosts: 2 are incompatible with web01, 1 has all features of web01 and more.");
    expect(markdown).toContain("| node1 | ✓ superset | ✓ starts |");
  });

  it("of a host's document", async () => {
    const document = await client.open(await readSample("hosts/node2.caps.xml"), `${folder}/hosts/node2.caps.xml`);
    const { markdown } = await report(Request.compareHosts.method, {
      subject: placeIn(document),
      hosts: [named("node2")],
    });
    expect(markdown).toContain("CPU described in node2.caps is identical to host CPU");
  });

  it("of a host with the others of a pool", async () => {
    const { title, markdown } = await report(Request.compareHosts.method, {
      subject: named("node2"),
      hosts: [named("lab")],
    });
    expect(title).toBe("node2 compared with lab");
    expect(markdown).toContain("Of 3 hosts: 2 are missing features of node2, 1 has all features of node2 and more.");
    expect(markdown).not.toContain("## node2");
  });

  it("of a host with itself", async () => {
    const { markdown } = await report(Request.compareHosts.method, {
      subject: named("node2"),
      hosts: [named("node2")],
    });
    expect(markdown).toContain("node2 has the same features as node2.");
  });

  it("with a document that describes a host", async () => {
    const text = await readSample("hosts/node1.domcaps.xml");
    const hosts = [{ uri: `${folder}/elsewhere/big%20one.xml`, text }];
    const { title } = await report(Request.compareHosts.method, { subject: named("node2"), hosts });
    expect(title).toBe("node2 compared with big one");
  });

  it.each<[string, { subject: unknown; hosts: unknown[] }, string]>([
    ["a pool", { subject: named("prod"), hosts: [named("node1")] }, "prod is a pool. Select one host to compare."],
    ["nobody", { subject: named("x"), hosts: [named("node1")] }, "x is not a host or pool in libvirt-cpu.json."],
    ["no hosts", { subject: named("node1"), hosts: [] }, "There are no hosts to compare with."],
    ["nothing", { subject: named("node1"), hosts: [named("nope")] }, "nope is not a host or pool in libvirt-cpu.json."],
  ])("of %s says why not", async (_, request, error) => {
    expect((await report(Request.compareHosts.method, request)).markdown).toBe(error);
  });
});

describe("levels", () => {
  it("of a pool", async () => {
    const { title, markdown } = await report(Request.levels.method, { hosts: [named("prod")] });
    expect(title).toBe("CPU levels of prod");
    expect(markdown).toContain("The highest Intel generation of all hosts is **Haswell**");
    expect(markdown).toContain("- **x86-64-v4**: `avx512f`,");
  });

  it("of hosts of several vendors", async () => {
    const { markdown } = await report(Request.levels.method, { hosts: [named("lab")] });
    expect(markdown).toContain("## Intel generations");
    expect(markdown).toContain("## AMD generations");
  });

  it.each([
    [[], "There are no hosts to check."],
    [[named("nope")], "nope is not a host or pool in libvirt-cpu.json."],
  ])("of %j: %s", async (hosts, error) => {
    expect((await report(Request.levels.method, { hosts })).markdown).toBe(error);
  });
});

describe("a report that is taken back", () => {
  it("ends with the protocol's answer", async () => {
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(Request.levels.method, { hosts: [named("lab")] }, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });

  it("is no matter for the next one", async () => {
    expect((await report(Request.levels.method, { hosts: [named("node3")] })).title).toBe("CPU levels of node3");
    expect(client.log).toEqual([]);
  });
});

describe("a file and what libvirt has", () => {
  const file = kvm("<cpu mode='custom'><model>Haswell</model><feature policy='require' name='vmx'/></cpu>");
  const stored = (cpu: string, vcpus = 2) =>
    `<domain type='kvm'><name>web01</name><memory unit='KiB'>65536</memory><vcpu placement='static'>${vcpus}</vcpu><os><type arch='x86_64' machine='pc-q35-9.0'>hvm</type></os>${cpu}</domain>`;
  const HASWELL = "<cpu mode='custom' match='exact' check='partial'><model fallback='allow'>Haswell</model>";
  const definition = stored(`${HASWELL}<feature policy='disable' name='vmx'/></cpu>`, 4);
  const live = stored(
    "<cpu mode='custom' match='exact' check='full'><model fallback='forbid'>Haswell</model><feature policy='disable' name='vmx'/><feature policy='require' name='hypervisor'/></cpu>",
    8,
  );

  it("differ, the CPU first; what runs is beside them", async () => {
    const place = placeIn(await client.open(file));
    const { title, markdown, ...rest } = await report("libvirtCpu/drift", { ...place, definition, live });
    expect({ title, ...rest }).toMatchObject({ title: expect.stringContaining("web01 in libvirt"), differences: 2 });
    expect(markdown).toContain("in 2 values");
    expect(markdown.split("\n").filter((line) => line.startsWith("|"))).toEqual([
      "| Value | Line | In the file | In libvirt | Running now |",
      "| :-- | :-- | :-- | :-- | :-- |",
      "| `cpu/feature[vmx] policy` | 1 | `require` | `disable` | `disable` |",
      "| `vcpu` | 1 | `2` | `4` | `8` |",
    ]);
  });

  it("are the same: what is not compared is said", async () => {
    const place = placeIn(await client.open(file));
    const same = stored(`${HASWELL}<feature policy='require' name='vmx'/></cpu>`);
    const { markdown } = await report("libvirtCpu/drift", { ...place, definition: same, live: same });
    expect(markdown).toContain("has the same values");
    expect(markdown).toContain("Not compared: devices");
    expect(markdown).not.toContain("|");
  });

  it("what a start makes of host-model is no difference", async () => {
    const cpu = "<cpu mode='host-model' check='partial'/>";
    const place = placeIn(await client.open(kvm("<cpu mode='host-model'/>")));
    const { markdown } = await report("libvirtCpu/drift", {
      ...place,
      definition: stored(cpu),
      live: stored(`${HASWELL}</cpu>`),
    });
    expect(markdown).not.toContain("|");
  });

  it("become the same by edits of the file", async () => {
    const place = placeIn(await client.open(file));
    const rewrite = await client.connection.sendRequest<Rewrite>("libvirtCpu/takeOver", { ...place, definition });
    if ("error" in rewrite) throw new Error(rewrite.error);
    const [edit, more] = rewrite.edits;
    expect(more).toBeUndefined();
    const { start, end } = edit?.range ?? {};
    const after = file.slice(0, start?.character) + edit?.newText + file.slice(end?.character);
    expect(after).toContain("<vcpu>4</vcpu>");
    expect(after).toContain("<feature policy='disable' name='vmx'/>");
  });

  it.each([
    ["a template", kvm("<cpu mode='{{ mode }}'/>"), "template"],
    ["a CPU alone", "<cpu mode='host-model'/>", "must be <domain>"],
  ])("%s is not compared", async (_, text, words) => {
    const place = placeIn(await client.open(text));
    const { markdown } = await report("libvirtCpu/drift", { ...place, definition });
    expect(markdown).toContain(words);
  });
});
