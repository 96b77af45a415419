import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openSample } from "./documents.js";
import { sampleUri } from "./sampleUri.js";

const command = "libvirt-cpu.expandHostModel";

/** What of web01.xml's CPU is its own, whatever the host is. */
const kept = [
  "<!-- one socket, so that every guest operating system may use all vCPUs -->",
  "<topology sockets='1' dies='1' clusters='1' cores='4' threads='2'/>",
  "<feature policy='require' name='pcid'/>",
  "<feature policy='disable' name='vmx'/>",
  "<cell id='0' cpus='0-7' memory='16777216' unit='KiB'/>",
];

/** A host, and the model that host-model is on it. */
const hosts = [
  { host: "hosts/node1.domcaps.xml", model: "Skylake-Server-IBRS" },
  { host: "hosts/node2.domcaps.xml", model: "Haswell-noTSX-IBRS" },
];

describe("rewriting host-model", () => {
  afterEach(closeAll);

  for (const { host, model } of hosts) {
    it(`writes out what it is on ${host}, and one undo takes it back`, async () => {
      const document = await openSample("web01.xml");
      const before = document.getText();
      checkEqual(await run(document, host), true);
      const after = document.getText();
      for (const part of ["<cpu mode='custom'", `>${model}</model>`, "<vendor>Intel</vendor>", ...kept]) {
        checkIncludes(after, part);
      }
      checkEqual(outside(after), outside(before));
      await vscode.commands.executeCommand("undo");
      checkEqual(document.getText(), before);
    });
  }

  it("takes the active editor when no document is named", async () => {
    const document = await openSample("web01.xml");
    const host = sampleUri("hosts/node1.domcaps.xml").toString();
    checkEqual(await vscode.commands.executeCommand<boolean>(command, undefined, host), true);
    checkIncludes(document.getText(), "<cpu mode='custom'");
  });

  it("changes nothing for a document that describes no host", async () => {
    const document = await openSample("web01.xml");
    const before = document.getText();
    checkEqual(await run(document, "broken.xml"), false);
    checkEqual(document.getText(), before);
  });

  it("changes nothing where the CPU is a custom one already", async () => {
    const document = await openSample("broken.xml");
    const before = document.getText();
    checkEqual(await run(document, "hosts/node1.domcaps.xml"), false);
    checkEqual(document.getText(), before);
  });
});

/** @returns whether the document was changed */
function run(document: vscode.TextDocument, host: string): Thenable<boolean> {
  return vscode.commands.executeCommand<boolean>(command, document.uri.toString(), sampleUri(host).toString());
}

/** A domain without its `<cpu>`. */
function outside(text: string): string {
  return text.slice(0, text.indexOf("<cpu ")) + text.slice(text.indexOf("</cpu>"));
}
