import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DocumentSymbol, LSPErrorCodes } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  type BaselineAnswer,
  type BaselineRequest,
  type DefineCheck,
  type HostDocument,
  type HostSummary,
  Request,
  type Rewrite,
} from "../../shared/src/messages.js";
import { startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

const sample = (name: string) => readFile(new URL(`../../samples/${name}`, import.meta.url), "utf8");

async function host(name: string): Promise<HostDocument> {
  return { uri: `file:///vms/hosts/${name}`, text: await sample(`hosts/${name}`) };
}

describe("symbols", () => {
  it("outline the CPU", async () => {
    const document = await client.open(
      "<domain type='kvm'><cpu mode='custom'><model>EPYC</model><topology sockets='1' cores='4' threads='2'/>" +
        "<feature policy='require' name='aes'/><feature policy='disable' name='avx'/>" +
        "<numa><cell id='0' cpus='0-7' memory='4' unit='GiB'/></numa></cpu></domain>",
    );
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: document.uri },
    });
    const outline = (all: DocumentSymbol[]): unknown[] =>
      all.map(({ name, detail, children }) => [name, detail, ...(children ? [outline(children)] : [])]);
    expect(outline(symbols)).toEqual([
      [
        "cpu",
        "custom",
        [
          ["model", "EPYC"],
          ["topology", "1 × 4 × 2 = 8 vCPUs"],
          [
            "2 features",
            undefined,
            [
              ["aes", "require"],
              ["avx", "disable"],
            ],
          ],
          ["numa", undefined, [["cell 0", "vCPUs 0-7, 4 GiB"]]],
        ],
      ],
    ]);
  });

  it("shows the parts beside the CPU, and leaves other devices out", async () => {
    const document = await client.open(
      "<domain type='kvm'><name>x</name><vcpu>2</vcpu><features><acpi/><hyperv mode='custom'><relaxed state='on'/></hyperv></features>" +
        "<cputune><vcpupin vcpu='0' cpuset='4'/><shares>5</shares></cputune><devices><disk type='file'/><iommu model='intel'/></devices></domain>",
    );
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: document.uri },
    });
    const outline = (all: DocumentSymbol[]): unknown[] =>
      all.map(({ name, detail, children }) => [name, detail, ...(children ? [outline(children)] : [])]);
    expect(outline(symbols)).toEqual([
      [
        "features",
        undefined,
        [
          ["acpi", undefined],
          ["hyperv", "custom", [["relaxed", "on"]]],
        ],
      ],
      [
        "cputune",
        undefined,
        [
          ["vcpupin", "0 4"],
          ["shares", "5"],
        ],
      ],
      ["devices", undefined, [["iommu", "intel"]]],
    ]);
  });

  it("shows all levels of a topology", async () => {
    const document = await client.open(
      "<domain type='kvm'><cpu mode='host-model'><topology sockets='1' dies='2' clusters='1' cores='2' threads='2'/></cpu></domain>",
    );
    const [cpu] = await client.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: document.uri },
    });
    expect(cpu?.children?.[0]?.detail).toBe("1 × 2 × 2 × 2 = 8 vCPUs");
  });
});

describe("describeHosts", () => {
  it("tells hosts from other documents", async () => {
    const documents = [
      await host("node1.domcaps.xml"),
      await host("node2.caps.xml"),
      await host("old-xeon.cpudata.xml"),
      { uri: "file:///vms/web01.xml", text: await sample("web01.xml") },
      { uri: "file:///vms/x.txt", text: "hello" },
      { uri: "file:///vms/y.xml", text: "<domainCapabilities>" },
    ];
    const found = await client.connection.sendRequest<HostSummary[]>("libvirtCpu/describeHosts", { documents });
    expect(
      found.map(({ uri, kind, arch, hasCpu, hasHostModel }) => [
        uri.split("/").at(-1),
        kind,
        arch,
        hasCpu,
        hasHostModel,
      ]),
    ).toEqual([
      ["node1.domcaps.xml", "domainCapabilities", "x86_64", true, true],
      ["node2.caps.xml", "capabilities", "x86_64", true, true],
      ["old-xeon.cpudata.xml", "cpudata", "x86_64", true, true],
    ]);
    expect(found[0]).toMatchObject({ virtType: "kvm", vendor: "Intel", model: expect.any(String) });
  });
});

describe("expandHostModel", () => {
  it("makes a custom CPU of host-model", async () => {
    const document = await client.open(await sample("web01.xml"));
    const { uri, version } = document;
    const request = { uri, version, hosts: [await host("node1.domcaps.xml")] };
    const answer = await client.connection.sendRequest<Rewrite>("libvirtCpu/expandHostModel", request);
    if ("error" in answer) throw new Error(answer.error);
    const after = TextDocument.applyEdits(document, [...answer.edits]);
    expect(after).toContain("<cpu mode='custom'");
    expect(after).toContain("<topology sockets='1'");
    expect(answer.summary).toContain("node1");
  });

  it.each([
    ["no host", { hosts: [{ uri: "file:///a.xml", text: "<domain/>" }] }, "a.xml: it does not describe a host"],
    ["an unknown document", { uri: "file:///nowhere.xml" }, "not a libvirt document"],
  ])("refuses %s", async (_, part, words) => {
    const document = await client.open(await sample("web01.xml"));
    const { uri, version } = document;
    const request = { uri, version, hosts: [await host("node1.domcaps.xml")], ...part };
    expect(await client.connection.sendRequest("libvirtCpu/expandHostModel", request)).toEqual({
      error: expect.stringContaining(words),
    });
  });
});

describe("checkDefine", () => {
  const check = async (text: string) => {
    const { uri, version } = await client.open(text);
    return client.connection.sendRequest<DefineCheck>("libvirtCpu/checkDefine", { uri, version });
  };
  const vm = (cpu: string) =>
    `<domain type='kvm'>\n<name>x</name><os><type>hvm</type></os>\n<memory>1</memory>\n${cpu}\n</domain>`;

  it("tells what libvirt rejects from what it takes and makes something else of", async () => {
    const silent = "<cpu mode='host-model'><toplogy/></cpu>";
    expect(await check(vm(`<vcpu>x</vcpu>\n${silent}`))).toEqual({
      errors: [{ line: 4, message: "The number of vCPUs must be a whole number." }],
      doubts: [{ line: 5, message: expect.stringContaining("toplogy") }],
    });
    expect(await check(vm("<cpu mode='host-model'/>"))).toEqual({ errors: [], doubts: [] });
  });

  it("cannot check what is not libvirt's", async () => {
    expect(await check("<html/>")).toEqual({ error: expect.stringContaining("not a libvirt document") });
  });
});

describe("a request about a document that has changed since", () => {
  const IS_ABOUT_ONE: Readonly<Record<keyof typeof Request, boolean>> = {
    ...{ expandHostModel: true, switchChoices: true, switchModel: true, profileChoices: true, insertProfile: true },
    ...{ fromQemuCpu: true, toQemuCpu: true, explainStart: true, runOnTarget: true, compareHosts: true },
    ...{ baseline: true, matrix: true, checkDefine: true, drift: true, takeOver: true },
    ...{
      describeHost: false,
      describeHosts: false,
      editConfig: false,
      hosts: false,
      levels: false,
      documentTarget: false,
    },
    ...{ modelDefinition: false, losses: false, judgeVms: false },
  };
  const methods = Object.entries(Request).flatMap(([name, { method }]) =>
    IS_ABOUT_ONE[name as keyof typeof Request] ? [method] : [],
  );

  it.each(methods)("%s is not answered", async (method) => {
    const { uri } = await client.open(await sample("web01.xml"));
    const place = { uri, version: 0 };
    const request = { ...place, subject: place, document: place, hosts: [await host("node1.domcaps.xml")] };
    await expect(client.connection.sendRequest(method, request)).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });
});

describe("baseline", () => {
  const ask = async (request: BaselineRequest) => {
    const answer = await client.connection.sendRequest<BaselineAnswer>("libvirtCpu/baseline", request);
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  };

  it("names what is lost by the hosts' names", async () => {
    const document = await client.open(await sample("web01.xml"));
    const { uri, version } = document;
    const hosts = [await host("node1.caps.xml"), await host("old-xeon.cpudata.xml")];
    const [plan, other] = (await ask({ document: { uri, version }, hosts })).plans;
    expect(other).toBeUndefined();
    expect(plan?.preview).toContain(`<model fallback='`);
    expect(TextDocument.applyEdits(document, [...(plan?.edits ?? [])])).toContain(`>${plan?.model}</model>`);
    expect(plan?.lost.length).toBeGreaterThan(0);
    expect(plan?.hosts).toEqual(["node1", "old-xeon"]);
    for (const { missingOn } of plan?.lost ?? []) for (const each of missingOn) expect(plan?.hosts).toContain(each);
  });

  it("tells hosts of one file name apart", async () => {
    const one = await host("node1.caps.xml");
    const other = { ...(await host("old-xeon.cpudata.xml")), uri: "file:///elsewhere/node1.caps.xml" };
    const [plan] = (await ask({ hosts: [one, other] })).plans;
    expect(new Set(plan?.lost.flatMap(({ missingOn }) => missingOn))).toContain(other.uri);
  });

  it("has one for each vendor, and no edits without a document", async () => {
    const hosts = [await host("node1.domcaps.xml"), await host("node2.domcaps.xml"), await host("node3.domcaps.xml")];
    const { plans } = await ask({ hosts });
    expect(plans.map(({ vendor, hosts: names, model, edits }) => [vendor, names, model, edits])).toEqual([
      ["Intel", ["node1", "node2"], "Haswell-noTSX-IBRS", undefined],
      ["AMD", ["node3"], expect.stringContaining("EPYC"), undefined],
    ]);
  });

  it("says what a host costs, and follows the choices", async () => {
    const hosts = [await host("node1.domcaps.xml"), await host("node2.domcaps.xml")];
    const [usual] = (await ask({ hosts })).plans;
    expect(usual?.gains[0]).toMatchObject({
      hosts: ["node2"],
      features: expect.arrayContaining(["avx512f"]),
    });
    const [floored] = (await ask({ hosts, floor: ["avx512f"] })).plans;
    expect(floored).toMatchObject({
      unmet: [{ feature: "avx512f", reason: "missing", missingOn: ["node2"] }],
      inTheWay: ["node2"],
    });
    expect([floored?.model, floored?.preview, floored?.edits]).toEqual([undefined, "", undefined]);
    const [expanded] = (await ask({ hosts, expand: true })).plans;
    expect(expanded?.preview).toContain("name='sse2'");
    const [all] = (await ask({ hosts, migratable: false })).plans;
    expect(all?.lost.every(({ missingOn }) => missingOn.length > 0)).toBe(true);
  });
});

describe("modelDefinition", () => {
  const ask = (params: object) => client.connection.sendRequest<string | null>("libvirtCpu/modelDefinition", params);

  it("spells out a model", async () => {
    const definition = await ask({ arch: "x86_64", model: "Haswell-noTSX" });
    expect(definition).toMatch(/^<!--\n {2}Haswell-noTSX · Intel · Haswell, 2013 · x86-64-v3\n/);
    expect(definition).toContain("<model fallback='forbid'>Haswell-noTSX</model>");
    expect(definition).toContain("<feature policy='require' name='avx2'/>");
  });

  it.each([
    { arch: "x86_64", model: "Hasswell" },
    { arch: "x86_64", model: "EPYC-Turin", release: "9.0.0" },
    { arch: "s390x", model: "z14" },
    { arch: "x86_64", model: "__proto__" },
  ])("has none for $arch $model", async (params) => {
    expect(await ask(params)).toBeNull();
  });
});
