import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Hand } from "./hand.js";
import { entry, listClosed, notification, openCommand, rowsUnder, take } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

const dialog = ".monaco-dialog-box";
/** Nobody listens there; and there may be no virsh. Whichever it is: virsh was to be started. */
const FAILED = /libvirt does not answer at|virsh is not installed/;

/** Opens the Hosts view over a configuration with these addresses, none of them asked yet. */
async function openHosts(hand: Hand, addresses: readonly string[], more: object = {}): Promise<void> {
  const hosts = Object.fromEntries(addresses.map((uri, index) => [`live${index}`, { uri, ...more }]));
  await writeFile(path.join(hand.workspace, "libvirt-cpu.json"), JSON.stringify({ hosts }));
  await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
  await hand.page.locator(".pane-body .monaco-list-row").filter({ hasText: "live0" }).first().waitFor();
}

async function failures(hand: Hand): Promise<number> {
  return hand.page.locator(".notification-list-item").filter({ hasText: FAILED }).count();
}

/** Addresses of the workspace, which somebody else may have written. */
export const connectionsByHand: readonly HandTest[] = [
  {
    name: "an address of the workspace is shown before virsh is started with it, and asked about once",
    file: "web01.xml",
    run: async (hand) => {
      await openHosts(hand, ["qemu+tcp://127.0.0.1:1/system"]);
      await openCommand(hand, "Libvirt CPU: Refresh Hosts");
      const question = hand.page.locator(dialog);
      await question.filter({ hasText: "virsh connects to 127.0.0.1:1 without encryption (tcp)." }).waitFor();
      await question
        .filter({ hasText: "virsh --quiet --connect qemu+tcp://127.0.0.1:1/system capabilities" })
        .waitFor();
      await hand.screenshot("hosts-address");
      await question.locator(".monaco-button").filter({ hasText: "Cancel" }).click();
      await question.waitFor({ state: "hidden" });
      assert.equal(await failures(hand), 0);

      await openCommand(hand, "Libvirt CPU: Refresh Hosts");
      await question.locator(".monaco-button").filter({ hasText: "Run virsh" }).click();
      await notification(hand, FAILED);
      await hand.page.locator(".notifications-center .codicon-notifications-clear-all").click();

      await openCommand(hand, "Libvirt CPU: Refresh Hosts");
      await notification(hand, FAILED);
      assert.equal(await question.count(), 0);
    },
  },
  {
    name: "virsh on the host of an address: the command of ssh is shown, and what a host says that there is not",
    file: "web01.xml",
    run: async (hand) => {
      await openHosts(hand, ["qemu+ssh://root@nobody.invalid/system"], { via: "ssh" });
      await openCommand(hand, "Libvirt CPU: Refresh Hosts");
      const question = hand.page.locator(dialog);
      await question.filter({ hasText: "ssh runs virsh on root@nobody.invalid." }).waitFor();
      const command =
        "ssh -T -o BatchMode=yes -- root@nobody.invalid 'env LC_ALL=C virsh --quiet --connect qemu:///system capabilities'";
      await question.filter({ hasText: command }).waitFor();
      await hand.screenshot("hosts-via-ssh");
      await question.locator(".monaco-button").filter({ hasText: "Run virsh" }).click();
      await notification(hand, /There is no host with the name|ssh is not installed/);
    },
  },
  {
    name: "a connection over ssh is added, and virsh is to run on its host",
    file: "web01.xml",
    run: async (hand) => {
      const uri = "qemu+ssh://root@nobody.invalid/system";
      await openCommand(hand, "Libvirt CPU: Add Connection");
      await rowsUnder(hand, "Add Connection");
      await take(hand, uri, uri);
      await entry(hand, "Run virsh on this machine");
      await hand.screenshot("vms-via-ssh");
      await take(hand, "by ssh", "Run virsh on the host, by ssh");
      await listClosed(hand);
      await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
      const rows = hand.page.locator(".pane-body .monaco-list-row");
      await rows.filter({ hasText: "virsh runs on the host" }).first().click();
      await rows
        .filter({ hasText: /There is no host with the name|ssh is not installed/ })
        .first()
        .waitFor();
    },
  },
  {
    name: "several addresses of the workspace are listed, and a hostile one is refused",
    file: "web01.xml",
    run: async (hand) => {
      const hostile = "qemu+ssh://h/system?command%00=/prog";
      await openHosts(hand, ["qemu+tcp://127.0.0.1:1/system", "qemu+tcp://127.0.0.1:2/system", hostile]);
      await openCommand(hand, "Libvirt CPU: Refresh Hosts");
      const listed = await rowsUnder(hand, "Run virsh with these 2 addresses of this workspace?");
      assert.deepEqual(
        // The row's second line follows without a space.
        listed.map((row) => /qemu\S+?\/system/.exec(row)?.[0]),
        ["qemu+tcp://127.0.0.1:1/system", "qemu+tcp://127.0.0.1:2/system"],
      );
      await hand.screenshot("hosts-addresses");
      await hand.press("Enter");
      await notification(hand, FAILED);
    },
  },
];
