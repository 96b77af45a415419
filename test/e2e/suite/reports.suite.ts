import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { activate, closeAll, openSample } from "./documents.js";
import { eventually } from "./eventually.js";
import { sampleUri } from "./sampleUri.js";

const scheme = "libvirt-cpu-report";

describe("reports", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await closeAll();
  });

  it("why a VM starts or not opens as a rendered document, and is copied as Markdown", async () => {
    const document = await openSample("epyc-db.xml");
    const place = { line: 0, character: 1 };
    const text = await reportText(/^\/Start of .+ on prod\.md$/, () =>
      vscode.commands.executeCommand("libvirt-cpu.explainStart", document.uri.toString(), place),
    );
    checkIncludes(text, "# Start of ");
    checkIncludes(text, "| Step | Result | Details |");
    checkIncludes(await activePreview(), "Start of ");
    await vscode.commands.executeCommand("libvirt-cpu.copyReport");
    checkEqual(await vscode.env.clipboard.readText(), text);
  });

  it("hosts of the view are compared, the first with the others", async () => {
    await activate();
    const [node1, node2] = ["node1", "node2"].map((name) => ({ folder: folderUri(), name }));
    const text = await reportText(/^\/node2 compared with node1\.md$/, () =>
      vscode.commands.executeCommand("libvirt-cpu.compareHosts", node2, [node2, node1]),
    );
    checkIncludes(text, "node1 has all features of node2, and also");
    checkIncludes(await activePreview(), "node2 compared with node1");
  });

  it("the active document's CPU is compared with its target", async () => {
    await openSample("web01.xml");
    checkIncludes(
      await reportText(/ compared with prod\.md$/, () => vscode.commands.executeCommand("libvirt-cpu.compareHosts")),
      "web01 uses the CPU of the host that it starts on, and the host has all features",
    );
  });

  it("levels of the target", async () => {
    await openSample("web01.xml");
    const text = await reportText(/^\/CPU levels of prod\.md$/, () =>
      vscode.commands.executeCommand("libvirt-cpu.showLevels"),
    );
    checkIncludes(text, "The highest Intel generation of all hosts is **Haswell**");
    checkIncludes(await activePreview(), "CPU levels of prod");
  });
});

function folderUri(): string {
  const name = "libvirt-cpu.json";
  return sampleUri(name)
    .toString()
    .slice(0, -(name.length + 1));
}

/**
 * Asks for a report until it is there: asked before the hosts have been told to the client, a command would ask back, or
 * answer without them.
 */
async function reportText(path: RegExp, ask: () => Thenable<unknown>): Promise<string> {
  const shown = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
  const document = await eventually(async () =>
    (await ask()) === true ? shown().find(({ uri }) => path.test(uri.path)) : undefined,
  ).catch(() => {
    throw new Error(`no report ${path}; there are: ${shown().map(({ uri }) => uri.path)}`);
  });
  checkEqual(document.languageId, "markdown");
  return document.getText();
}

/** The label of the tab in which the built-in preview shows a report. */
function activePreview(): Promise<string> {
  return eventually(() => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.includes("markdown")
      ? tab.label
      : undefined;
  });
}
