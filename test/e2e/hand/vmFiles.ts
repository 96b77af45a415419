import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Hand } from "./hand.js";
import { notification } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import {
  dialogButton,
  goToLine,
  isSaved,
  openConnection,
  openVm,
  ownLibvirtd,
  PASSWORD,
  row,
  withLibvirt,
} from "./vms.js";

/** What somebody keeps of web01, with a comment, in another order and without its password. */
const fileOf = (uuid: string): string => `<domain type='qemu'>
  <name>web01</name>
  <uuid>${uuid}</uuid>
  <!-- ask Li first -->
  <vcpu>1</vcpu>
  <memory unit='MiB'>64</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <cpu mode='custom'>
    <model>Westmere</model> <!-- the oldest host -->
  </cpu>
  <devices><graphics type='vnc'/></devices>
</domain>
`;

function line(hand: Hand, text: RegExp) {
  return hand.page.locator(".editor-instance .view-line").filter({ hasText: text }).first();
}

function button(hand: Hand, text: string) {
  return hand.page.locator(".notifications-center .monaco-button").filter({ hasText: text }).first();
}

async function compareFromView(hand: Hand): Promise<void> {
  await row(hand, /^web01\s*(?:running|shut off)/).click({ button: "right" });
  await hand.page.locator(".monaco-menu .action-item").filter({ hasText: "Compare with Its File" }).click();
  const report = hand.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
  await report.locator("table").filter({ hasText: "cpu/model" }).waitFor();
  await notification(hand, /web01-of-git.xml and web01 in libvirt differ/);
}

/** A VM of a libvirt and its file in the workspace, and a text that is merged. */
export const vmFilesByHand: readonly HandTest[] = [
  {
    name: "a VM is compared with its file, the file takes over what libvirt has, and a VM is defined from the file",
    file: "windows11.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async ({ uri, ask }) => {
        const definition = () => ask("dumpxml", "--inactive", "--security-info", "web01");
        const file = path.join(hand.workspace, "web01-of-git.xml");
        writeFileSync(file, fileOf(ask("domuuid", "web01").trim()));
        await openConnection(hand, uri);
        ask("start", "web01");
        await compareFromView(hand);
        await hand.screenshot("vms-drift");

        await button(hand, "Define from File").click();
        await line(hand, /Westmere/).waitFor();
        await notification(hand, /The definition of web01 is the text of web01-of-git.xml now/);
        await hand.screenshot("vms-define-from-file");
        assert.match(definition(), /Nehalem/);
        await line(hand, /Westmere/).click();
        await hand.press("Mod+s");
        await isSaved(hand);
        assert.match(definition(), /Westmere/);
        assert.match(definition(), /<vcpu placement='static'>1</);
        assert.ok(definition().includes(`passwd='${PASSWORD}'`));
        await hand.runCommand("Libvirt CPU: Undo Last Save of This VM");
        await notification(hand, /web01 has its previous definition again/);

        await compareFromView(hand);
        await button(hand, "Update File").click();
        await line(hand, /Nehalem.*the.oldest.host/).waitFor();
        await hand.screenshot("vms-update-file");
        const saved = await hand.saved("web01-of-git.xml");
        const expected = fileOf(ask("domuuid", "web01").trim()).replace("Westmere", "Nehalem").replace(">1</", ">2</");
        assert.equal(saved, expected);
      }),
  },
  {
    name: "somebody else's change of a VM at another place is merged, and one at the same place is chosen from",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async ({ uri, ask }) => {
        const definition = () => ask("dumpxml", "--inactive", "--security-info", "web01");
        await openConnection(hand, uri);
        await openVm(hand, "web01");
        await goToLine(hand, definition(), "<memory ");
        await hand.type("<title>typed here</title>");
        await hand.press("Escape");
        ask("setvcpus", "web01", "1", "--config");
        await hand.press("Mod+s");
        await dialogButton(hand, "Merge").click();
        await notification(hand, /On the right is web01 with both changes/);
        await hand.screenshot("vms-merged");
        await button(hand, "Save My Text").click();
        await isSaved(hand);
        assert.match(definition(), /<title>typed here<\/title>/);
        assert.match(definition(), /<vcpu placement='static' current='1'>2</);

        await openVm(hand, "web01");
        await goToLine(hand, definition(), "<vcpu ");
        await hand.type("<iothreads>1</iothreads>");
        await hand.press("Escape");
        ask("setvcpus", "web01", "2", "--config");
        const other = definition();
        await hand.press("Mod+s");
        await dialogButton(hand, "Merge").click();
        await line(hand, /<<<<<<<.in.libvirt/).waitFor();
        await hand.screenshot("vms-markers");
        await hand.press("Mod+s");
        await notification(hand, /conflict markers/);
        assert.equal(definition(), other);
        await hand.page.locator("a").filter({ hasText: "Accept Incoming Change" }).first().click();
        await line(hand, /<<<<<<</).waitFor({ state: "detached" });
        await hand.press("Mod+s");
        await isSaved(hand);
        assert.match(definition(), /<iothreads>1</);
      }),
  },
];
