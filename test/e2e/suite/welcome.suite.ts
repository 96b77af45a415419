import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { activate, closeAll } from "./documents.js";
import { eventually } from "./eventually.js";
import { sampleUri } from "./sampleUri.js";

describe("the first day", () => {
  beforeEach(activate);
  afterEach(closeAll);

  it("the report for those who look into a problem is on the clipboard, without any text of documents", async () => {
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.copyDiagnosticsReport"), true);
    const report = await vscode.env.clipboard.readText();
    checkIncludes(report, "| extension | 0.");
    checkIncludes(report, "| language server | running |");
    checkIncludes(report, "libvirtCpu.libvirt");
    checkEqual(report.includes("/"), false);
  });

  it("the log is shown", async () => {
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showLog"), true);
    // The log is an editor to VS Code.
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });

  it("sample VMs are opened in this window, as files of the user's own, and their hosts are known", async function () {
    // Many files are written and read.
    this.timeout(90_000);
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.openSamples"), true);
    const names = vscode.window.tabGroups.activeTabGroup.tabs.map(({ label }) => label);
    checkIncludes(names.join(), "web01.xml,broken.xml");
    const uri = vscode.window.activeTextEditor?.document.uri ?? sampleUri("none");
    checkEqual(vscode.workspace.getWorkspaceFolder(uri) === undefined, true);
    const web01 = vscode.Uri.joinPath(uri, "..", "web01.xml");
    await eventually(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        web01,
        9,
      );
      return lenses.some(({ command }) => command?.title.includes("prod")) ? true : undefined;
    });
    // What is changed in them stays.
    const config = vscode.Uri.joinPath(uri, "..", "libvirt-cpu.json");
    const before = await vscode.workspace.fs.readFile(config);
    const given = { folder: vscode.Uri.joinPath(uri, "..").toString(), reference: "epyc-7502-32-core", name: "rome" };
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.hosts.add", given), true);
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.openSamples"), true);
    checkIncludes(new TextDecoder().decode(await vscode.workspace.fs.readFile(config)), '"rome"');
    await vscode.workspace.fs.writeFile(config, before);
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  });
});
