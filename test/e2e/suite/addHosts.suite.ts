import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { activate, closeAll } from "./documents.js";
import { eventually } from "./eventually.js";
import { sampleUri } from "./sampleUri.js";
import { host } from "./suiteHost.js";

const config = "libvirt-cpu.json";

describe("hosts are added", () => {
  let before = "";
  beforeEach(async () => {
    await activate();
    before = await read(config);
  });
  afterEach(async () => {
    await closeAll();
    // Written again for nothing, it would be newer than what the editor has, which then refuses to save.
    if ((await read(config).catch(() => "")) !== before) await write(config, before);
  });

  it("by files of the folder, and removed again: comments and layout stay", async () => {
    const commented = before.replace('"hosts": {', '"hosts": {\n    // as of today');
    await write(config, commented);
    const files = ["hosts/node3.domcaps.xml", "hosts/node3.caps.xml"].map((name) => sampleUri(name).toString());
    checkEqual(await add({ files, name: "extra" }), true);
    const after = await read(config);
    checkIncludes(after, '"domainCapabilities": "hosts/node3.domcaps.xml"');
    checkIncludes(after.slice(after.indexOf('"extra"')), '"capabilities": "hosts/node3.caps.xml"');
    checkIncludes(after, "// as of today");
    checkEqual(await run("remove", "extra", { confirmed: true }), true);
    checkEqual(await read(config), commented);
  });

  it("in one step, which one undo takes back", async () => {
    const document = await vscode.workspace.openTextDocument(sampleUri(config));
    await vscode.window.showTextDocument(document);
    // Other tests have written the file: the editor may still have what they wrote.
    await eventually(() => (document.getText() === before ? true : undefined));
    checkEqual(await add({ reference: "epyc-7502-32-core", name: "rome" }), true);
    checkIncludes(document.getText(), '"rome": { "reference": "epyc-7502-32-core" }');
    checkEqual(document.isDirty, false);
    await vscode.commands.executeCommand("undo");
    checkEqual(document.getText(), before);
  });

  it("by files from elsewhere, which are copied; a name that is taken gets a number", async () => {
    const text = await read("hosts/node1.caps.xml");
    const outside = vscode.Uri.joinPath(sampleUri(config), "..", "..", "node1.caps.xml");
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode(text));
    checkEqual(await add({ files: [outside.toString()], name: "copied", copy: true }), true);
    checkIncludes(await read(config), '"copied": { "capabilities": "hosts/node1-2.caps.xml" }');
    checkEqual(await read("hosts/node1-2.caps.xml"), text);
  });

  it("only by what describes one: else nothing changes", async () => {
    const caps = await read("hosts/node1.caps.xml");
    const bad: Readonly<Record<string, string>> = {
      "prose.txt": "no host at all",
      "domain.xml": await read("web01.xml"),
      "truncated.xml": caps.slice(0, caps.length / 2),
      "entities.xml": `<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><capabilities>&b;</capabilities>`,
      "empty.xml": "",
      "huge.xml": caps + " ".repeat(50 * 1024 * 1024),
    };
    for (const [name, text] of Object.entries(bad)) {
      await write(name, text);
      const done = await add({ files: [sampleUri(name).toString()], name: "bad" });
      await vscode.workspace.fs.delete(sampleUri(name));
      if (done) throw new Error(`${name} was taken`);
    }
    checkEqual(await add({ files: [sampleUri("none.xml").toString()], name: "bad" }), false);
    checkEqual(await add({ files: [sampleUri("hosts").toString()], name: "bad" }), false);
    checkEqual(await read(config), before);
  });

  it("not to a configuration that cannot be read", async () => {
    await write(config, '{ "hosts": ');
    checkEqual(await add({ reference: "epyc-7502-32-core", name: "rome" }), false);
    checkEqual(await read(config), '{ "hosts": ');
  });

  it("and their configuration is made where there is none", async () => {
    await vscode.workspace.fs.delete(sampleUri(config));
    checkEqual(await add({ reference: "epyc-7502-32-core", name: "rome" }), true);
    checkIncludes(await read(config), '"reference": "epyc-7502-32-core"');
  });

  it("by a connection only where virsh may be run, and never by one that runs a program", async () => {
    if (host !== "node") checkEqual(await add({ connection: "test:///default", name: "live" }), false);
    checkEqual(await add({ connection: "qemu+ext:///system?command=/bin/true", name: "live" }), false);
    checkEqual(await read(config), before);
  });

  it("to a pool, and taken out of it", async () => {
    const joined = () => run("addToPool", "node3", { pool: "prod" });
    await eventually(async () => ((await joined()) ? true : undefined));
    checkIncludes(await read(config), '"prod": ["node1", "node2", "node3"]');
    const entry = { folder: folderUri(), name: "node3", pool: "prod" };
    const takenOut = () => vscode.commands.executeCommand<boolean>("libvirt-cpu.hosts.takeOutOfPool", entry);
    await eventually(async () => ((await takenOut()) && (await read(config)) === before ? true : undefined));
  });

  it("and renamed wherever they are named", async () => {
    checkEqual(await run("rename", "node1", { name: "first" }), true);
    checkIncludes(await read(config), '"prod": ["first", "node2"]');
  });
});

function add(given: object): Thenable<boolean> {
  return vscode.commands.executeCommand<boolean>("libvirt-cpu.hosts.add", given);
}

function run(command: string, name: string, options: object): Thenable<boolean> {
  const host = { folder: folderUri(), name };
  return vscode.commands.executeCommand<boolean>(`libvirt-cpu.hosts.${command}`, host, undefined, options);
}

function folderUri(): string {
  return vscode.Uri.joinPath(sampleUri(config), "..").toString();
}

async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(sampleUri(name)));
}

/** Through the editor where it has the file open: else its text there would be older. */
async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(sampleUri(name), new TextEncoder().encode(text));
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === sampleUri(name).toString());
  if (open !== undefined) await eventually(() => (open.getText() === text || open.isClosed ? true : undefined));
}
