import * as vscode from "vscode";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openMarked, openSample } from "./documents.js";
import { sampleUri } from "./sampleUri.js";

const command = "libvirt-cpu.insertBaseline";
const intelHosts = ["hosts/node1.domcaps.xml", "hosts/node2.domcaps.xml"];

/** A domain that leaves its CPU to libvirt. */
const withoutCpu = `<domain type='kvm'>
  <name>t</name>
  <memory unit='MiB'>512</memory>
  <vcpu>4</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
|  <clock offset='utc'/>
  <devices/>
</domain>
`;

describe("a baseline", () => {
  afterEach(closeAll);

  it("goes over the model and features of a CPU that is there, and one undo takes it back", async () => {
    const document = await openSample("web01.xml");
    const before = document.getText();
    checkEqual(await run(document, intelHosts), true);
    const after = document.getText();
    checkIncludes(after, "<cpu mode='custom'");
    checkIncludes(after, ">Haswell-noTSX-IBRS</model>");
    checkIncludes(after, "<!-- one socket, so that every guest operating system may use all vCPUs -->");
    checkIncludes(after, "<topology sockets='1' dies='1' clusters='1' cores='4' threads='2'/>");
    checkIncludes(after, "<cell id='0' cpus='0-7' memory='16777216' unit='KiB'/>");
    checkEqual(count(after, "<cpu "), 1);
    await vscode.commands.executeCommand("undo");
    checkEqual(document.getText(), before);
  });

  it("goes into a domain without a CPU, and one undo takes it back", async () => {
    const { document } = await openMarked(withoutCpu);
    const before = document.getText();
    checkEqual(await run(document, intelHosts), true);
    const after = document.getText();
    checkIncludes(after, "</os>\n  <cpu mode='custom'");
    checkIncludes(after, "</cpu>\n  <clock offset='utc'/>");
    checkIncludes(after, ">Haswell-noTSX-IBRS</model>");
    await vscode.commands.executeCommand("undo");
    checkEqual(document.getText(), before);
  });

  it("is refused for hosts of different vendors", async () => {
    const document = await openSample("web01.xml");
    const before = document.getText();
    checkEqual(await run(document, ["hosts/node1.domcaps.xml", "hosts/node3.domcaps.xml"]), false);
    checkEqual(document.getText(), before);
  });

  it("takes what the processors say of themselves, too", async () => {
    const document = await openSample("web01.xml");
    checkEqual(await run(document, ["hosts/node1.caps.xml", "hosts/old-xeon.cpudata.xml"]), true);
    checkIncludes(document.getText(), "<cpu mode='custom'");
  });
});

/** @returns whether the document was changed */
function run(document: vscode.TextDocument, hosts: readonly string[]): Thenable<boolean> {
  const uris = hosts.map((host) => sampleUri(host).toString());
  return vscode.commands.executeCommand<boolean>(command, document.uri.toString(), uris, { accept: true });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
