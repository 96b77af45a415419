import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver/node";
import { type GivenVm, type JudgedVm, MAX_JUDGED, Request } from "../../shared/src/messages.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { folder, startClient, type TestClient } from "./client.js";

/** A server whose target is this one. */
async function startOn(target: string | undefined): Promise<TestClient> {
  const config = JSON.parse(await readSample("libvirt-cpu.json")) as Record<string, unknown>;
  const text = JSON.stringify({ ...config, target });
  return startClient({
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
    readHostFile: serveSamples(folder),
  });
}

let client: TestClient;
beforeAll(async () => {
  client = await startOn("prod");
});
afterAll(() => client.stop());

function judge(vms: readonly GivenVm[], on = client, connection = "qemu:///system"): Promise<JudgedVm[]> {
  return on.connection.sendRequest(Request.judgeVms.method, { connection, vms });
}

const domain = (cpu: string, vcpus = 2) =>
  `<domain type='kvm'><name>a</name><memory unit='KiB'>1048576</memory><vcpu placement='static'>${vcpus}</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${cpu}</domain>`;
const vm = (cpu: string): GivenVm => ({ name: "a", definition: domain(cpu) });

/** libvirt rejects it. */
const TWICE = "<cpu><model>Haswell</model><feature name='aes'/><feature name='aes'/></cpu>";

describe("how VMs are judged", () => {
  it.each<[string, Partial<JudgedVm>]>([
    [
      "<cpu><model>Haswell-noTSX-IBRS</model></cpu>",
      { outcome: "starts", starts: 2, hosts: 2, errors: 0, summary: "Starts on both hosts of prod" },
    ],
    ["<cpu><model>Skylake-Server-IBRS</model></cpu>", { outcome: "some", starts: 1, hosts: 2 }],
    ["<cpu><model>EPYC</model></cpu>", { outcome: "fails", starts: 0, hosts: 2 }],
    [TWICE, { outcome: "not-valid", errors: 1 }],
    ["<cpu><model>Haswell</model><feature name='aess'/></cpu>", { outcome: "fails", errors: 0 }],
    [
      "<cpu mode='host-model' check='partial'/>",
      { outcome: "starts", cpu: { mode: "host-model", features: 0 }, changes: [] },
    ],
    [
      "<cpu mode='custom'><model>Haswell</model><feature policy='disable' name='aes'/></cpu>",
      { cpu: { mode: "custom", model: "Haswell", features: 1 } },
    ],
  ])("%s", async (cpu, expected) => {
    expect(await judge([vm(cpu)])).toMatchObject([expected]);
  });

  it.each([
    ["nothing", ""],
    ["no XML", "virsh: oh"],
    ["another document", "<network/>"],
    ["far too long", `<domain>${" ".repeat(300_000)}</domain>`],
  ])("nothing is known of %s", async (_, definition) => {
    const unknown = { outcome: "unknown", errors: 0, starts: 0, hosts: 0, changes: [] };
    expect(await judge([{ name: "a", definition }])).toEqual([unknown]);
  });

  it("without a target nothing is said of starts; errors are", async () => {
    const other = await startOn(undefined);
    const [fine, wrong] = await judge([vm("<cpu mode='host-model'/>"), vm(TWICE)], other);
    expect([fine?.outcome, fine?.summary, wrong?.outcome]).toEqual(["no-target", undefined, "not-valid"]);
    other.stop();
  });

  it("where the connection is a host's, that host is asked, as for an open document", async () => {
    const config = JSON.parse(await readSample("libvirt-cpu.json")) as {
      readonly hosts: Record<string, Record<string, unknown>>;
    };
    const uri = "qemu+ssh://root@n3/system?socket=/run/libvirt-sock";
    const hosts = { ...config.hosts, own: { ...config.hosts.node3, uri } };
    const other = await startClient({
      readFile: (file) =>
        file === `${folder}/libvirt-cpu.json` ? JSON.stringify({ ...config, hosts, target: "prod" }) : null,
      readHostFile: serveSamples(folder),
    });
    const [own] = await judge([vm("<cpu mode='host-model'/>")], other, uri);
    expect([own?.hosts, own?.summary]).toEqual([1, expect.stringContaining("own")]);
    const document = await other.open(
      domain("<cpu mode='host-model'/>"),
      `libvirt:/${encodeURIComponent(uri.replaceAll("/", "\u2215"))}/a.xml`,
    );
    expect(await other.lensTitles(document)).toContain(own?.summary);
    other.stop();
  });

  it("what the next start changes is named, the CPU first", async () => {
    const live = domain("<cpu mode='custom' match='exact' check='full'><model>Nehalem</model></cpu>", 4);
    const [judged] = await judge([
      { name: "a", definition: domain("<cpu mode='custom' match='exact'><model>Haswell</model></cpu>"), live },
    ]);
    expect(judged?.changes).toEqual([
      { what: "cpu/model", now: "Nehalem", next: "Haswell" },
      { what: "vcpu", now: "4", next: "2" },
    ]);
  });

  it("of too many, those at the end are left out", async () => {
    const many = Array.from({ length: MAX_JUDGED + 5 }, () => vm("<cpu mode='host-model'/>"));
    expect(await judge(many)).toHaveLength(MAX_JUDGED);
  });

  describe("many at once", () => {
    const models = ["Haswell", "Nehalem", "Broadwell", "EPYC", "Skylake-Server", "Cascadelake-Server"];
    const many = Array.from({ length: MAX_JUDGED }, (_, index) =>
      vm(`<cpu><model>${models[index % models.length]}</model><cache level='3' mode='emulate'/></cpu>`),
    );

    it("what is typed meanwhile is answered first", async () => {
      const order: string[] = [];
      const judged = judge(many).then(() => order.push("verdicts"));
      const { document, position } = await client.openAt("<domain type='kvm'><cpu mode='|'/></domain>");
      await client.complete(document, position).then(() => order.push("completion"));
      await judged;
      expect(order).toEqual(["completion", "verdicts"]);
    });

    it("end when the request is cancelled", async () => {
      const source = new CancellationTokenSource();
      const params = { connection: "qemu:///system", vms: many };
      const judged = client.connection.sendRequest(Request.judgeVms.method, params, source.token);
      source.cancel();
      await expect(judged).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    });
  });
});
