import * as vscode from "vscode";
import { applyAction, rewrites } from "./answers.js";
import { checkEqual } from "./check.js";
import { closeAll, openCpu, rangeOf } from "./documents.js";

/** A code action by its title, a CPU, and what it is afterwards. */
const actions: readonly { title: string; before: string; after: string }[] = [
  {
    title: "Remove features already in the model",
    before:
      "<cpu mode='custom'>\n    <model>Haswell</model>\n    <feature policy='require' name='avx2'/>\n    <feature policy='require' name='vmx'/>\n  </cpu>",
    after: "<cpu mode='custom'>\n    <model>Haswell</model>\n    <feature policy='require' name='vmx'/>\n  </cpu>",
  },
  {
    title: "Convert to host-model",
    before:
      "<cpu mode='custom' match='exact'>\n    <model fallback='allow'>Haswell</model>\n    <topology sockets='1' cores='4' threads='1'/>\n    <feature policy='require' name='vmx'/>\n  </cpu>",
    after: "<cpu mode='host-model'>\n    <topology sockets='1' cores='4' threads='1'/>\n  </cpu>",
  },
];

/** A command with its arguments behind the document's, a CPU, and what it is afterwards. */
const commands: readonly { command: string; given: readonly string[]; before: string; after: string }[] = [
  {
    command: "libvirt-cpu.switchModel",
    given: ["IvyBridge"],
    before: "<cpu mode='custom'>\n    <model fallback='forbid'>IvyBridge-IBRS</model>\n  </cpu>",
    after:
      "<cpu mode='custom'>\n    <model fallback='forbid'>IvyBridge</model>\n    <feature policy='require' name='spec-ctrl'/>\n  </cpu>",
  },
  {
    command: "libvirt-cpu.insertProfile",
    given: ["x86-64-v2", "Intel"],
    before: "<cpu mode='host-model'>\n    <topology sockets='1' cores='4' threads='1'/>\n  </cpu>",
    after:
      "<cpu mode='custom' match='exact'>\n    <model fallback='forbid'>Nehalem</model>\n    <topology sockets='1' cores='4' threads='1'/>\n  </cpu>",
  },
  {
    command: "libvirt-cpu.fromQemuCpu",
    given: ["-cpu host,-vmx"],
    before: "<cpu mode='host-model'/>",
    after: "<cpu mode='host-passthrough'>\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
  },
];

describe("rewrites", () => {
  afterEach(closeAll);

  for (const { title, before, after } of actions) {
    it(`${title}, by a code action`, async () => {
      const { document } = await openCpu(`|${before}`);
      const whole = document.getText();
      const offered = () => rewrites(document, rangeOf(document, "<model"));
      checkEqual(await applyAction(document, offered, title), whole.replace(before, after));
    });
  }

  for (const { command, given, before, after } of commands) {
    it(`${command} changes the CPU, and one undo takes it back`, async () => {
      const { document } = await openCpu(`|${before}`);
      const whole = document.getText();
      checkEqual(await vscode.commands.executeCommand<boolean>(command, document.uri.toString(), ...given), true);
      checkEqual(document.getText(), whole.replace(before, after));
      await vscode.commands.executeCommand("undo");
      checkEqual(document.getText(), whole);
    });
  }

  it("copy the CPU as what stands behind QEMU's -cpu", async () => {
    const { document } = await openCpu("|<cpu><model>EPYC</model><feature policy='disable' name='svm'/></cpu>");
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.copyQemuCpu", document.uri.toString()), true);
    checkEqual(await vscode.env.clipboard.readText(), "-cpu EPYC,svm=off");
  });

  it("change nothing that they cannot say", async () => {
    const { document } = await openCpu("|<cpu mode='host-model'/>");
    const before = document.getText();
    for (const [command, ...given] of [
      ["switchModel", "EPYC"],
      ["insertProfile", "x86-64-v9", "Intel"],
      ["fromQemuCpu", "Zen"],
    ]) {
      const uri = document.uri.toString();
      checkEqual(await vscode.commands.executeCommand<boolean>(`libvirt-cpu.${command}`, uri, ...given), false);
    }
    checkEqual(document.getText(), before);
  });
});
