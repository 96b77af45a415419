import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { chooseInMenu } from "./chooseInMenu.js";
import type { Hand } from "./hand.js";
import { notification } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import {
  dialogButton,
  goToLine,
  isSaved,
  type Libvirt,
  openConnection,
  openVm,
  ownLibvirtd,
  PASSWORD,
  row,
  withLibvirt,
} from "./vms.js";

const FILE = "web01-of-git.xml";

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

/** Reports what differs between web01 and its file, and clicks what the message offers. */
async function compareWithFile(hand: Hand, { uri, ask }: Libvirt, offer: string): Promise<void> {
  writeFileSync(path.join(hand.workspace, FILE), fileOf(ask("domuuid", "web01").trim()));
  await openConnection(hand, uri);
  await row(hand, /^web01/).click({ button: "right" });
  await chooseInMenu(hand, "Compare with Its File");
  const report = hand.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
  await report.locator("table").filter({ hasText: "cpu/model" }).waitFor();
  await notification(hand, /web01-of-git.xml and web01 in libvirt differ/);
  await hand.screenshot("vms-drift");
  await button(hand, offer).click();
}

/** Somebody types before a line of web01's definition, while somebody else takes a vCPU from it; then they are merged. */
function withChanges(hand: Hand, place: string, typed: string, test: (definition: () => string) => Promise<void>) {
  return withLibvirt(async ({ uri, ask }) => {
    const definition = () => ask("dumpxml", "--inactive", "--security-info", "web01");
    await openConnection(hand, uri);
    await openVm(hand, "web01");
    await goToLine(hand, definition(), place);
    await hand.type(typed);
    await hand.press("Escape");
    ask("setvcpus", "web01", "1", "--config");
    await hand.press("Mod+s");
    await dialogButton(hand, "Merge").click();
    await test(definition);
  });
}

/** A VM of a libvirt and its file in the workspace, and a text that is merged. */
export const vmFilesByHand: readonly HandTest[] = [
  {
    name: "a VM is compared with its file and defined from it, once that is saved, with the password that it has",
    file: "windows11.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async (libvirt) => {
        const definition = () => libvirt.ask("dumpxml", "--inactive", "--security-info", "web01");
        await compareWithFile(hand, libvirt, "Define from File");
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
      }),
  },
  {
    name: "a file takes over what libvirt has, and keeps its comments and its layout",
    file: "windows11.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async (libvirt) => {
        await compareWithFile(hand, libvirt, "Update File");
        await line(hand, /Nehalem.*the.oldest.host/).waitFor();
        await hand.screenshot("vms-update-file");
        const before = fileOf(libvirt.ask("domuuid", "web01").trim());
        const expected = before.replace("Westmere", "Nehalem").replace("<vcpu>1", "<vcpu>2");
        assert.equal(await hand.saved(FILE), expected);
      }),
  },
  {
    name: "somebody else's change of a VM at another place is merged with the own one",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withChanges(hand, "<memory ", "<title>typed here</title>", async (definition) => {
        await notification(hand, /On the right is web01 with both changes/);
        await hand.screenshot("vms-merged");
        await button(hand, "Save My Text").click();
        await isSaved(hand);
        assert.match(definition(), /<title>typed here<\/title>/);
        assert.match(definition(), /<vcpu placement='static' current='1'>2</);
      }),
  },
  {
    name: "somebody else's change of the same line of a VM is chosen from, and not saved before",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withChanges(hand, "<vcpu ", "<iothreads>1</iothreads>", async (definition) => {
        const other = definition();
        await line(hand, /<<<<<<<.in.libvirt/).waitFor();
        await hand.screenshot("vms-markers");
        await hand.press("Mod+s");
        await notification(hand, /conflict markers \(/);
        assert.equal(definition(), other);
        await button(hand, "Keep My Lines").click();
        await line(hand, /<<<<<<</).waitFor({ state: "detached" });
        await line(hand, /iothreads/).click();
        await hand.press("Mod+s");
        await isSaved(hand);
        assert.match(definition(), /<iothreads>1</);
        assert.match(definition(), /<vcpu placement='static'>2</);
      }),
  },
];
