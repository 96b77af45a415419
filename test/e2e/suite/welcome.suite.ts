import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll } from "./documents.js";
import { host } from "./suiteHost.js";

describe("the first day", () => {
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

  // Node's host makes a folder of them in a window of its own: that is looked at by hand.
  if (host === "web") {
    it("sample VMs are opened where no folder can be made of them", async () => {
      checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.openSamples"), true);
      const shown = vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).map((each) => each.getText());
      checkEqual(shown.length, 2);
      checkIncludes(shown.join(), "<name>web01</name>");
    });
  }
});
