import * as vscode from "vscode";
import { lensOf } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { activate, closeAll, openCpu, openSample } from "./documents.js";
import { eventually } from "./eventually.js";
import { sampleUri } from "./sampleUri.js";

const configFile = "libvirt-cpu.json";

describe("hosts", () => {
  afterEach(closeAll);

  it("over <cpu> stands where it starts", async () => {
    const document = await openSample("web01.xml");
    checkEqual(await lensOf(document, /^Starts on/), "Starts on both hosts of prod");
  });

  it("a problem speaks for the target, and its fix takes it away", async () => {
    const document = await openTemporary("<cpu mode='custom'>\n    <model>Haswell</model>\n  </cpu>");
    const problem = await eventually(() => problemOf(document, "target-model"));
    checkIncludes(problem.message, "Haswell needs hle and rtm, not available on node2.");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title.startsWith("Change to Haswell-noTSX"));
    if (fix?.edit === undefined) throw new Error(`no such fix among ${actions.map(({ title }) => title).join(" | ")}`);
    await vscode.workspace.applyEdit(fix.edit);
    checkIncludes(document.getText(), "<model>Haswell-noTSX</model>");
    await eventually(() => (problemOf(document, "target-model") === undefined ? true : undefined));
  });

  it("a VM is made to run on its whole target in one step", async () => {
    const document = await openTemporary("<cpu mode='custom'>\n    <model>Haswell</model>\n  </cpu>");
    const before = document.getText();
    await lensOf(document, /^Starts on 1 of 2/);
    const done = await vscode.commands.executeCommand<boolean>(
      "libvirt-cpu.runOnTarget",
      document.uri.toString(),
      { line: 7, character: 4 },
      { accept: true },
    );
    checkEqual(done, true);
    checkEqual(await lensOf(document, /^Starts on both/), "Starts on both hosts of prod");
    await vscode.commands.executeCommand("undo");
    checkEqual(document.getText(), before);
  });

  it("the target is chosen, and everything answers for the other one", async () => {
    const document = await openSample("web01.xml");
    const folder = folderUri();
    await lensOf(document, /prod/);
    const choose = (name: string) => vscode.commands.executeCommand("libvirt-cpu.hosts.chooseTarget", { folder, name });
    try {
      checkEqual((await choose("node3")) === true, true);
      await lensOf(document, /^Does not start on node3: missing pcid$/);
      checkIncludes(await configText(), '"target": "node3"');
    } finally {
      await choose("prod");
    }
    await lensOf(document, /prod/);
  });

  it("a pool is made of hosts, and comments in the configuration stay", async () => {
    await activate();
    const folder = folderUri();
    const before = await configText();
    const renamed = vscode.commands.executeCommand("libvirt-cpu.hosts.makePool", { folder, name: "node1" }, [
      { folder, name: "node1" },
      { folder, name: "node3" },
    ]);
    await acceptInput(renamed);
    checkIncludes(await configText(), '"pool": ["node1", "node3"]');
    await restore(before);
  });

  it("a host that is known by files is read again, and has nothing to save", async () => {
    await activate();
    const folder = folderUri();
    checkEqual(await vscode.commands.executeCommand("libvirt-cpu.hosts.saveAsFiles", { folder, name: "node1" }), false);
    checkEqual(await vscode.commands.executeCommand("libvirt-cpu.hosts.refresh", { folder, name: "node1" }), true);
  });
});

function folderUri(): string {
  return sampleUri(configFile)
    .toString()
    .slice(0, -(configFile.length + 1));
}

async function configText(): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(sampleUri(configFile)));
}

async function restore(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(sampleUri(configFile), new TextEncoder().encode(text));
}

/** A file of the workspace: only those have a target. */
async function openTemporary(cpu: string): Promise<vscode.TextDocument> {
  const { document } = await openCpu(`|${cpu}`);
  const uri = sampleUri(`temporary-${Date.now()}.xml`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(document.getText()));
  await closeAll();
  const opened = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(opened);
  return opened;
}

function problemOf(document: vscode.TextDocument, rule: string): vscode.Diagnostic | undefined {
  return vscode.languages.getDiagnostics(document.uri).find(({ code }) => {
    return typeof code === "object" ? code.value === rule : code === rule;
  });
}

/** Answers the question for a name with what is there. */
async function acceptInput(command: Thenable<unknown>): Promise<void> {
  let isDone = false;
  const done = Promise.resolve(command).then(() => {
    isDone = true;
  });
  await eventually(async () => {
    if (!isDone) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isDone ? true : undefined;
  });
  await done;
}
