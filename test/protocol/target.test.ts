import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CodeLens, type Diagnostic, DiagnosticSeverity, type TextEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type FolderHosts, type PlaceRequest, Request, type Rewrite } from "../../shared/src/messages.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { folder, hoverText, startClient, type TestClient } from "./client.js";

/** The configuration of the samples with another target. */
async function startOn(target: string | undefined): Promise<TestClient> {
  const config = JSON.parse(await readSample("libvirt-cpu.json")) as Record<string, unknown>;
  const text = JSON.stringify({ ...config, target });
  const client = await startClient({
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
    readHostFile: serveSamples(folder),
  });
  await client.until(
    () => hostsOf(client),
    (folders) => folders.every(({ hosts }) => hosts.every(({ state }) => state !== "reading")),
  );
  return client;
}

function hostsOf(client: TestClient): Promise<FolderHosts[]> {
  return client.connection.sendRequest<FolderHosts[]>("libvirtCpu/hosts", {});
}

async function lensTitles(client: TestClient, document: TextDocument): Promise<string[]> {
  const ask = async () => {
    const lenses = await client.connection.sendRequest<CodeLens[]>("textDocument/codeLens", {
      textDocument: { uri: document.uri },
    });
    return lenses.map(({ command }) => command?.title ?? "");
  };
  return client.until(ask, (titles) => !titles.some((title) => /^(?:Checking|Reading)/.test(title)));
}

const kvm = (cpu: string, vcpus = 2) =>
  `<domain type='kvm'><vcpu>${vcpus}</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${cpu}</domain>`;

const starts: Record<string, TestClient> = {};
beforeAll(async () => {
  for (const target of ["prod", "lab", "node3", "old-xeon"]) starts[target] = await startOn(target);
});
afterAll(() => {
  for (const client of Object.values(starts)) client.stop();
});

function on(target: string): TestClient {
  const client = starts[target];
  if (client === undefined) throw new Error(`no such target: ${target}`);
  return client;
}

describe("a pool without hosts", () => {
  it("is no place of which something is said", async () => {
    const config = JSON.stringify({ pools: { empty: [] }, target: "empty" });
    const client = await startClient({ readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null) });
    const hover = async (marked: string) => {
      const { document, position } = await client.openAt(kvm(marked));
      return hoverText(await client.hover(document, position));
    };
    const model = await hover("<cpu><model>Has|well</model></cpu>");
    const feature = await hover("<cpu mode='host-model'><feature policy='require' name='a|es'/></cpu>");
    for (const text of [model, feature]) expect(text).toContain("empty has no hosts.");
    expect(model + feature).not.toMatch(/all hosts|every host/);
    client.stop();
  });
});

describe("the lens over <cpu>", () => {
  it.each([
    ["prod", kvm("<cpu><model>Haswell-noTSX-IBRS</model></cpu>"), ["Starts on both hosts of prod"]],
    [
      "prod",
      kvm("<cpu><model>Skylake-Server-IBRS</model></cpu>"),
      [expect.stringMatching(/^Starts on 1 of 2 hosts of prod · node2: missing .+/), "Fix for all hosts…"],
    ],
    [
      "lab",
      kvm("<cpu><model>EPYC</model></cpu>"),
      [expect.stringMatching(/^Starts on 1 of 4 hosts of lab · .+/), "Fix for all hosts…"],
    ],
    ["node3", kvm("<cpu><model>EPYC</model></cpu>"), ["Starts on node3"]],
    [
      "node3",
      kvm("<cpu><model>Haswell</model></cpu>"),
      [expect.stringMatching(/^Does not start on node3: missing .+/)],
    ],
    ["old-xeon", kvm("<cpu><model>Nehalem</model></cpu>"), ["Fits old-xeon, not confirmed (no domain capabilities)"]],
    ["prod", kvm("<cpu mode='host-model'/>"), ["Starts on both hosts of prod"]],
    ["prod", kvm(""), ["Starts on both hosts of prod"]],
    ["prod", "<cpu><arch>x86_64</arch><model>Haswell</model></cpu>", []],
  ])("of %s: %s", async (target, text, titles) => {
    const client = on(target);
    expect(await lensTitles(client, await client.open(text))).toEqual(titles);
  });

  it("is not there without a target", async () => {
    const client = await startOn(undefined);
    expect(await lensTitles(client, await client.open(kvm("<cpu><model>EPYC</model></cpu>")))).toEqual([]);
    client.stop();
  });
});

describe("hover says who on the target has it", () => {
  it.each([
    ["prod", kvm("<cpu><model>Sky|lake-Server-IBRS</model></cpu>"), "**On prod:** supported on 1 of 2 hosts: node1."],
    ["prod", kvm("<cpu><model>Sky|lake-Server-IBRS</model></cpu>"), "- node2: missing `"],
    ["prod", kvm("<cpu><model>EP|YC</model></cpu>"), "**On prod:** not supported on any host."],
    ["node3", kvm("<cpu><model>EP|YC</model></cpu>"), "**On node3:** supported."],
    ["node3", kvm("<cpu><model>Has|well</model></cpu>"), "**On node3:** not supported."],
    [
      "prod",
      kvm("<cpu><model>EPYC</model><feature policy='require' name='avx5|12f'/></cpu>"),
      "**On prod:** node1: available to VMs; node2: missing.",
    ],
    [
      "prod",
      kvm("<cpu><model>EPYC</model><feature policy='require' name='aes|'/></cpu>"),
      "**On prod:** available to VMs on all hosts.",
    ],
    ["node3", kvm("<cpu><model>EPYC</model><feature policy='require' name='avx5|12f'/></cpu>"), "node3: missing."],
    [
      "node3",
      kvm("<cp|u check='none'><model>EPYC</model><feature policy='require' name='avx512f'/></cpu>"),
      // QEMU leaves svm out under KVM unless it is required by name.
      "The VM gets 2 features fewer than the definition asks for: `avx512f`, `svm`.",
    ],
    [
      "prod",
      kvm("<cpu check='none'><model>Nehal|em</model><feature policy='force' name='avx512f'/></cpu>"),
      "On node2 the VM gets 1 feature fewer than the definition asks for: `avx512f`.",
    ],
    [
      "node3",
      kvm("<cpu mode='host-|passthrough'><feature policy='require' name='avx512f'/></cpu>"),
      "The VM gets 1 feature fewer than the definition asks for: `avx512f`.",
    ],
  ])("%s: %s", async (target, text, words) => {
    const client = on(target);
    const { document, position } = await client.openAt(text);
    expect(hoverText(await client.hover(document, position))).toContain(words);
  });
});

describe("completion ranks for the target", () => {
  it("models that run on all hosts come first, and each says where it runs", async () => {
    const client = on("prod");
    const { document, position } = await client.openAt(kvm("<cpu><model>|</model></cpu>"));
    const items = await client.complete(document, position);
    const notes = items.map(({ label, labelDetails }) => [label, labelDetails?.description ?? ""] as const);
    const at = (name: string) => notes.findIndex(([label]) => label === name);
    expect(at("Haswell-noTSX-IBRS")).toBeLessThan(at("Skylake-Server-IBRS"));
    expect(at("Skylake-Server-IBRS")).toBeLessThan(at("EPYC"));
    expect(new Map(notes).get("Haswell-noTSX-IBRS")).toContain("2 of 2 hosts");
    expect(new Map(notes).get("Skylake-Server-IBRS")).toBe("1 of 2 hosts");
    expect(items[at("Skylake-Server-IBRS")]?.detail).toMatch(/ · node2: missing .+ and \d+ others$/);
    expect(new Map(notes).get("EPYC")).toContain("0 of 2 hosts");
  });

  it("of hosts that are not known nothing is counted", async () => {
    const config = {
      hosts: { n1: { capabilities: "gone.xml" }, n2: { capabilities: "gone.xml" } },
      pools: { p: ["n1", "n2"] },
    };
    const text = JSON.stringify({ ...config, target: "p" });
    const client = await startClient({ readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null) });
    const { document, position } = await client.openAt(kvm("<cpu><model>|</model></cpu>"));
    const items = await client.complete(document, position);
    expect(items.find(({ label }) => label === "Haswell")?.labelDetails?.description).toMatch(/unknown/);
    expect(items.filter(({ labelDetails }) => labelDetails?.description?.includes("of 2 hosts"))).toEqual([]);
    await client.stop();
  });

  it("a host that is not known is not one that has a feature", async () => {
    const config = JSON.parse(await readSample("libvirt-cpu.json")) as { hosts: object };
    const hosts = { ...config.hosts, gone: { capabilities: "gone.xml" } };
    const text = JSON.stringify({ hosts, pools: { p: ["node2", "gone"] }, target: "p" });
    const client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
      readHostFile: serveSamples(folder),
    });
    await client.until(
      () => hostsOf(client),
      (folders) => folders.every((each) => each.hosts.every(({ state }) => state !== "reading")),
    );
    const { document, position } = await client.openAt(
      kvm("<cpu><model>Nehalem</model><feature policy='require' name='|'/></cpu>"),
    );
    const items = await client.complete(document, position);
    const note = items.find(({ label }) => label === "avx512f")?.labelDetails?.description;
    expect(note).toBe("missing on 1 of 2 hosts");
    await client.stop();
  });

  it("features say on how many hosts they are", async () => {
    const client = on("prod");
    const { document, position } = await client.openAt(
      kvm("<cpu><model>Nehalem</model><feature policy='require' name='|'/></cpu>"),
    );
    const items = await client.complete(document, position);
    const notes = new Map(items.map(({ label, labelDetails }) => [label, labelDetails?.description ?? ""]));
    expect(notes.get("avx512f")).toBe("on 1 of 2 hosts");
    expect(notes.get("svm")).toBe("on no host");
    expect(notes.get("aes")).toBe("");
  });
});

describe("a VM that does not start on hosts of its target", () => {
  const haswell = kvm("<cpu><model>Haswell</model></cpu>");
  const isOurs = ({ code }: Diagnostic) => String(code).startsWith("target-");

  it("is told when its hosts have been looked at, and mended", async () => {
    const client = on("prod");
    const document = await client.open(haswell);
    const all = await client.diagnostics(document, (found) => found.some(isOurs));
    const [ours] = all.filter(isOurs);
    if (ours === undefined) throw new Error("nothing is told");
    expect(ours).toMatchObject({ code: "target-model", severity: DiagnosticSeverity.Warning });
    expect(document.getText(ours.range)).toBe("Haswell");
    const actions = await client.codeActions(document, ours.range, [ours], ["quickfix"]);
    const disable = actions.find(({ title }) => title === "Disable the 2 missing features");
    expect(disable?.isPreferred).toBe(true);
    const [change] = disable?.edit?.documentChanges ?? [];
    const edits = change !== undefined && "edits" in change ? (change.edits as TextEdit[]) : [];
    const text = TextDocument.applyEdits(document, edits);
    await client.change(document, [{ text }]);
    const after = await client.diagnostics(document, (found) => !found.some(isOurs));
    expect(after.filter(({ severity }) => severity === DiagnosticSeverity.Error)).toEqual([]);
    expect(await client.lensTitles(document)).toEqual(["Starts on both hosts of prod"]);
  });

  it("is made to run on all of them: the action hands over its place, and the answer is a change", async () => {
    const client = on("prod");
    const other = "<cpu><model>Nehalem</model></cpu>";
    const document = await client.open(haswell);
    await client.lensTitles(document);
    const start = document.positionAt(document.getText().indexOf("Haswell"));
    const actions = await client.codeActions(document, { start, end: start }, [], ["refactor.rewrite"]);
    const action = actions.find(({ title }) => title === "Change CPU to run on all hosts of prod…");
    const [uri, position] = action?.command?.arguments ?? [];
    expect(position).toEqual(document.positionAt(document.getText().indexOf("<cpu")));
    const answer = await run(client, { uri, version: document.version, position });
    if ("error" in answer) throw new Error(answer.error);
    expect(answer.summary).toBe("Haswell becomes Haswell-noTSX, supported on all hosts of prod.");
    expect(TextDocument.applyEdits(document, [...answer.edits])).toBe(haswell.replace("Haswell", "Haswell-noTSX"));
    const fine = await client.open(kvm(other));
    expect(await run(client, fine)).toEqual({ error: "This VM already starts on every known host of prod." });
  });

  it("says that there is no CPU", async () => {
    const client = on("prod");
    const { uri, version } = await client.open(kvm(""));
    expect(await run(client, { uri, version })).toEqual({ error: "This document has no <cpu> of a VM to change." });
  });

  it("says so without a target", async () => {
    const client = await startOn(undefined);
    const document = await client.open(haswell);
    expect(await run(client, document)).toEqual({
      error: "No target is set. Select the host or pool that this VM runs on.",
    });
    const start = document.positionAt(document.getText().indexOf("Haswell"));
    const actions = await client.codeActions(document, { start, end: start }, []);
    expect(actions.filter(({ title }) => title.startsWith("Change CPU to run"))).toEqual([]);
    client.stop();
  });
});

function run(client: TestClient, { uri, version, position }: PlaceRequest): Promise<Rewrite> {
  const place = position === undefined ? {} : { position };
  return client.connection.sendRequest<Rewrite>(Request.runOnTarget.method, { uri, version, ...place });
}

describe("what is known of the hosts", () => {
  it("names sources, models and releases", async () => {
    const [samples] = await hostsOf(on("lab"));
    expect(samples).toMatchObject({ hasConfig: true, target: "lab" });
    expect(samples?.pools).toEqual([
      { name: "prod", hosts: ["node1", "node2"] },
      { name: "lab", hosts: ["node1", "node2", "node3", "old-xeon"] },
    ]);
    const shown = samples?.hosts.map(({ name, state, vendor, knowsHypervisor, knowsProcessor, sources }) => [
      ...[name, state, vendor, knowsHypervisor, knowsProcessor],
      ...sources.map(({ kind }) => kind),
    ]);
    expect(shown).toEqual([
      ["node1", "known", "Intel", true, true, "domainCapabilities", "capabilities"],
      ["node2", "known", "Intel", true, true, "domainCapabilities", "capabilities"],
      ["node3", "known", "AMD", true, true, "domainCapabilities", "capabilities"],
      ["old-xeon", "known", "Intel", false, true, "cpudata"],
    ]);
  });
});
