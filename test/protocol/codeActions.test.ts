import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { afterEdit, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

const vm = (cpu: string) => `<domain type='kvm'>\n  <vcpu>8</vcpu>\n  ${cpu}\n</domain>`;

describe("quick fixes", () => {
  it.each([
    ["model-unknown", "<cpu><model>Hasswell</model></cpu>", "<cpu><model>Haswell</model></cpu>"],
    [
      "feature-unknown",
      "<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>",
      "<cpu mode='host-model'><feature policy='require' name='sse4.1'/></cpu>",
    ],
    [
      "feature-policy",
      "<cpu mode='host-model'><feature policy='requird' name='aes'/></cpu>",
      "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
    ],
    ["cpu-mode", "<cpu mode='host-modell'/>", "<cpu mode='host-model'/>"],
  ])("%s: the preferred one", async (rule, wrong, right) => {
    const document = await client.open(vm(wrong));
    const diagnostic = (await client.diagnostics(document)).find(({ code }) => code === rule);
    if (diagnostic === undefined) throw new Error(`no ${rule}`);
    const actions = await client.codeActions(document, diagnostic.range, [diagnostic]);
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    expect(preferred).toMatchObject({ kind: "quickfix", diagnostics: [{ code: rule }] });
    expect(afterEdit(document, preferred?.edit)).toBe(vm(right));
    expect(preferred?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { version: 1 } });
  });

  it("come in plain changes to clients without versions", async () => {
    const other = await startClient({ capabilities: {}, initializationOptions: {} });
    const document = await other.open(vm("<cpu><model>Hasswell</model></cpu>"));
    const [diagnostic] = await other.diagnostics(document);
    if (diagnostic === undefined) throw new Error("no diagnostic");
    const [action] = await other.codeActions(document, diagnostic.range, [diagnostic]);
    expect(action?.edit?.changes).toHaveProperty([document.uri]);
    other.stop();
  });

  it("are none where nothing is wrong", async () => {
    const document = await client.open(vm("<cpu mode='host-model'/>"));
    await client.diagnostics(document);
    const start = document.positionAt(document.getText().indexOf("host-model"));
    expect(await client.codeActions(document, { start, end: start }, [], ["quickfix"])).toEqual([]);
  });
});

describe("silencing", () => {
  const wrong = vm("<cpu mode='host-model'><feature policy='on' name='aes'/><feature policy='on' name='pcid'/></cpu>");
  const comment = (rules: string) => `<!-- libvirt-cpu-disable-next-line ${rules} -->\n  `;

  it("comes last, once for each rule, and works", async () => {
    const document = await client.open(wrong);
    const all = await client.diagnostics(document);
    expect(all.map(({ code }) => code)).toEqual(["feature-policy", "feature-policy"]);
    const line = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const actions = await client.codeActions(document, line, all, ["quickfix"]);
    const titles = actions.map(({ title }) => title).filter((title) => title.startsWith("Disable "));
    expect(titles).toEqual(["Disable feature-policy for this line"]);
    const last = actions.at(-1);
    expect(last).toMatchObject({ title: titles[0], diagnostics: [{ code: "feature-policy" }] });
    expect(last?.isPreferred).toBeUndefined();
    const after = wrong.replace("<cpu", `${comment("feature-policy")}<cpu`);
    expect(afterEdit(document, last?.edit)).toBe(after);
    expect(await client.diagnostics(await client.open(after))).toEqual([]);
  });

  it("is not offered inside a tag of several lines", async () => {
    const document = await client.open(vm("<cpu\n    mode='host-modell'/>"));
    const [diagnostic] = await client.diagnostics(document);
    if (diagnostic === undefined) throw new Error("no diagnostic");
    const actions = await client.codeActions(document, diagnostic.range, [diagnostic], ["quickfix"]);
    expect(actions.filter(({ title }) => title.startsWith("Disable "))).toEqual([]);
    expect(actions.length).toBeGreaterThan(0);
  });
});

describe("fix all", () => {
  const features = (pcid: string, aes: string) => `${pcid}${aes}<feature policy='require' name='sse4_1'/></cpu>`;
  const wrong = vm(
    `<cpu mode='host-model' match='exact'>${features("<feature name='pcid'/>", "<feature policy='requird' name='aes'/>")}`,
  );
  // Whether sse4.1 was meant is for people to say.
  const right = vm(
    `<cpu mode='host-model'>${features("<feature policy='require' name='pcid'/>", "<feature policy='require' name='aes'/>")}`,
  );
  const start = { line: 0, character: 0 };

  it.each([["source"], ["source.fixAll"], ["source.fixAll.libvirt-cpu"]])(
    "for %s does what needs no looking",
    async (only) => {
      const document = await client.open(wrong);
      const actions = await client.codeActions(document, { start, end: start }, [], [only]);
      expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.libvirt-cpu"]);
      expect(afterEdit(document, actions[0]?.edit)).toBe(right);
    },
  );

  it.each([
    ["nothing is wrong", vm("<cpu mode='host-model'/>"), ["source.fixAll"]],
    ["nobody asks", wrong, undefined],
    ["others are asked", wrong, ["source.fixAll.eslint", "source.organizeImports"]],
  ])("is not there where %s", async (_, text, only) => {
    const actions = await client.codeActions(await client.open(text), { start, end: start }, [], only);
    expect(actions.filter(({ kind }) => kind?.startsWith("source"))).toEqual([]);
  });
});

describe("rewrites", () => {
  const titles = async (asked: TestClient, text: string, at: string) => {
    const document = await asked.open(text);
    const start = document.positionAt(document.getText().indexOf(at));
    const actions = await asked.codeActions(document, { start, end: start }, [], ["refactor"]);
    return actions.map(({ title, command }) => [
      title.split(" ").slice(0, 2).join(" "),
      command?.command,
      command?.arguments,
    ]);
  };

  const expand = ["Convert host-model", "libvirt-cpu.expandHostModel", [expect.stringContaining("file:")]];
  const baseline = ["Insert baseline", "libvirt-cpu.insertBaseline", [expect.stringContaining("file:")]];
  const blocks = [
    baseline,
    ["Insert CPU", "libvirt-cpu.insertProfile", [expect.stringContaining("file:")]],
    ["Insert CPU", "libvirt-cpu.fromQemuCpu", [expect.stringContaining("file:")]],
  ];
  const switching = ["Switch to", "libvirt-cpu.switchModel", [expect.stringContaining("file:")]];
  const nested = ["Enable nested", undefined, undefined];

  it.each([
    ["host-model", vm("<cpu mode='host-model'/>"), "<cpu", [expand, ...blocks]],
    ["a named model", vm("<cpu><model>EPYC</model></cpu>"), "<cpu", [nested, switching, ...blocks]],
    ["beside a CPU", vm("<cpu/>"), "<vcpu", []],
    ["a VM without a CPU", vm(""), "<vcpu", blocks],
    ["a CPU alone", "<cpu mode='host-model'/>", "<cpu", []],
    [
      "an architecture without a map",
      "<domain><os><type arch='s390x'/></os><cpu mode='host-model'/></domain>",
      "<cpu",
      [],
    ],
  ])("for %s", async (_, text, at, expected) => {
    expect(await titles(client, text, at)).toEqual(expected);
  });

  it("are commands of our editor only", async () => {
    const other = await startClient({ initializationOptions: {} });
    expect(await titles(other, vm("<cpu mode='host-model'/>"), "<cpu")).toEqual([]);
    other.stop();
  });
});
