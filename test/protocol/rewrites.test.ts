import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ProfileChoices, QemuAnswer, Rewrite, SwitchChoices } from "../../shared/src/messages.js";
import { afterEdit, afterItem, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

const vm = (cpu: string) => `<domain type='kvm'>\n  <vcpu>2</vcpu>\n  ${cpu}\n</domain>`;

describe("rewrites of the document alone", () => {
  it.each([
    [
      "Remove features already in the model",
      "<cpu><model>EPYC</model><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>EPYC</model></cpu>",
    ],
    [
      "Convert to host-model",
      "<cpu match='exact'><model>EPYC</model><feature policy='require' name='x2apic'/></cpu>",
      "<cpu mode='host-model'></cpu>",
    ],
    [
      "Clean up CPU copied from a running VM",
      "<cpu check='full'><model>EPYC</model><feature policy='require' name='hypervisor'/></cpu>",
      "<cpu check='partial'><model>EPYC</model></cpu>",
    ],
    [
      "Enable nested virtualisation",
      "<cpu><model>EPYC</model><feature policy='disable' name='svm'/></cpu>",
      "<cpu><model>EPYC</model><feature policy='require' name='svm'/></cpu>",
    ],
  ])("%s", async (title, before, after) => {
    const document = await client.open(vm(before));
    const start = document.positionAt(document.getText().indexOf("<model"));
    const actions = await client.codeActions(document, { start, end: start }, [], ["refactor.rewrite"]);
    const action = actions.find((each) => each.title === title);
    expect(action?.kind).toBe("refactor.rewrite");
    expect(afterEdit(document, action?.edit)).toBe(vm(after));
  });

  it.each([
    ["nothing to do", "<cpu mode='host-model'/>", "<cpu"],
    ["outside the CPU", "<cpu check='full'><model>EPYC</model></cpu>", "<vcpu"],
  ])("are not offered: %s", async (_, cpu, at) => {
    const document = await client.open(vm(cpu));
    const start = document.positionAt(document.getText().indexOf(at));
    const actions = await client.codeActions(document, { start, end: start }, [], ["refactor.rewrite"]);
    expect(actions.filter(({ edit }) => edit !== undefined)).toEqual([]);
  });
});

describe("profiles in completion", () => {
  it("are whole blocks", async () => {
    const document = await client.open("<domain type='kvm'>\n  <\n</domain>");
    const items = await client.complete(document, { line: 1, character: 3 });
    const item = items.find(({ label }) => label === "cpu x86-64-v3 Intel");
    expect(item?.labelDetails).toEqual({ description: "Haswell-noTSX" });
    expect(item && afterItem(document, item)).toBe(
      "<domain type='kvm'>\n  <cpu mode='custom' match='exact'>\n    <model fallback='forbid'>Haswell-noTSX</model>\n    <feature policy='require' name='f16c'/>\n    <feature policy='require' name='abm'/>\n  </cpu>\n</domain>",
    );
  });
});

describe("requests of the commands", () => {
  async function ask<R>(message: string, cpu: string, part: object = {}): Promise<[R, TextDocument]> {
    const document = await client.open(vm(cpu));
    const { uri, version } = document;
    return [await client.connection.sendRequest<R>(`libvirtCpu/${message}`, { uri, version, ...part }), document];
  }

  it.each([
    ["switchModel", { model: "EPYC-v1" }, "<cpu><model>EPYC</model></cpu>", "<cpu><model>EPYC-v1</model></cpu>"],
    [
      "insertProfile",
      { level: "x86-64-v3", vendor: "AMD" },
      "<cpu mode='host-model'/>",
      "<cpu mode='custom' match='exact'>\n    <model fallback='forbid'>EPYC</model>\n  </cpu>",
    ],
    [
      "fromQemuCpu",
      { argument: "host,migratable=on" },
      "<cpu mode='host-model'/>",
      "<cpu mode='host-passthrough' migratable='on'/>",
    ],
  ])("%s", async (message, part, before, after) => {
    const [answer, document] = await ask<Rewrite>(message, before, part);
    if ("error" in answer) throw new Error(answer.error);
    expect(TextDocument.applyEdits(document, [...answer.edits])).toBe(vm(after));
    expect(answer.summary).not.toBe("");
  });

  it.each([
    ["switchModel", { model: "Zen" }, "does not support the CPU model Zen"],
    ["insertProfile", { level: "x86-64-v3", vendor: "VIA" }, "no CPU level"],
    ["fromQemuCpu", { argument: "Zen" }, "does not support"],
    ["fromQemuCpu", { argument: 5 }, "An error occurred"],
    ["toQemuCpu", { uri: "file:///nowhere.xml" }, "not a libvirt document"],
  ])("%s explains %j", async (message, part, words) => {
    const [answer] = await ask<Rewrite>(message, "<cpu><model>Haswell</model></cpu>", part);
    expect(answer).toEqual({ error: expect.stringContaining(words) });
  });

  it("switchChoices", async () => {
    const [answer] = await ask<SwitchChoices>("switchChoices", "<cpu><model>Haswell</model></cpu>");
    if ("error" in answer) throw new Error(answer.error);
    expect(answer.models.slice(0, 2)).toEqual([
      { name: "Haswell-noTSX", vendor: "Intel", cost: "0 features listed, without hle and rtm" },
      { name: "Haswell-v2", vendor: "Intel", cost: "0 features listed, without hle and rtm" },
    ]);
    expect(answer.models).toContainEqual({
      name: "IvyBridge",
      vendor: "Intel",
      cost: expect.stringContaining("disabled"),
    });
  });

  it("profileChoices", async () => {
    const [answer] = await ask<ProfileChoices>("profileChoices", "");
    expect(answer).toMatchObject({
      profiles: [{ level: "x86-64-v2", vendor: "Intel", model: "Nehalem" }, {}, {}, {}, {}, {}],
    });
  });

  it("toQemuCpu", async () => {
    const cpu = "<cpu><model>EPYC</model><feature policy='disable' name='svm'/></cpu>";
    expect((await ask<QemuAnswer>("toQemuCpu", cpu))[0]).toEqual({ text: "EPYC,svm=off", notes: [] });
  });
});
