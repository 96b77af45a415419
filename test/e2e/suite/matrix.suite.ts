import * as vscode from "vscode";
import { checkEqual } from "./check.js";
import { closeAll, openSample } from "./documents.js";

function matrixTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("libvirt-cpu.matrix"));
}

function labels(): string {
  return matrixTabs()
    .map(({ label }) => label)
    .sort()
    .join(" | ");
}

/** Tabs are told of a moment after their panel. */
async function tabsAre(expected: string): Promise<void> {
  if (labels() !== expected) {
    await new Promise<void>((resolve) => {
      const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
        if (labels() !== expected) return;
        listener.dispose();
        resolve();
      });
    });
  }
  checkEqual(labels(), expected);
}

describe("the compatibility matrix", () => {
  afterEach(async () => {
    await vscode.window.tabGroups.close(matrixTabs());
    await closeAll();
  });

  it("of a document shows its target; a second time the same panel", async () => {
    const { uri } = await openSample("web01.xml");
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showMatrix"), true);
    await tabsAre("Compatibility of prod");
    await vscode.window.showTextDocument(uri);
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showMatrix"), true);
    await tabsAre("Compatibility of prod");
  });

  it("of what the Hosts view hands over", async () => {
    await openSample("web01.xml");
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    const hosts = ["node1", "old-xeon"].map((name) => ({ folder, name, more: "of the view" }));
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showMatrix", hosts[0], hosts), true);
    await tabsAre("Compatibility of node1, old-xeon");
  });
});
