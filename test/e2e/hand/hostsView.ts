import assert from "node:assert/strict";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Hand } from "./hand.js";
import { listClosed, notification, openCommand, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme, THEMES } from "./setTheme.js";

const rows = ".pane-body .monaco-list-row";

/** Domain capabilities of a libvirt 9.0.0, which they tell without naming it. */
const OLD_HOST = path.join(import.meta.dirname, "../../fixtures/hosts/domcaps-x86_64-q35-libvirt9.0-kvm.xml");

async function openView(hand: Hand): Promise<void> {
  await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
  await hand.page.locator(rows).filter({ hasText: "node1" }).first().waitFor();
  await hand.page.locator(rows).filter({ hasText: "Skylake-Server" }).first().waitFor();
  // The room is the hosts'.
  await hand.page.locator(".pane-header[aria-label^='Virtual Machines']").click();
}

async function shown(hand: Hand): Promise<string[]> {
  const texts = await hand.page.locator(rows).allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
}

/** The Hosts view by mouse and keyboard. */
export const hostsViewByHand: readonly HandTest[] = [
  {
    name: "the hosts view shows pools, hosts and what is known of them",
    file: "web01.xml",
    run: async (hand) => {
      await openView(hand);
      await hand.screenshot("hosts-view");
      const entries = await shown(hand);
      assert.match(entries[0] ?? "", /^prod ?2 hosts · target/);
      assert.ok(
        entries.some((entry) => /^node3 ?EPYC/.test(entry)),
        entries.join(" | "),
      );
      assert.ok(
        entries.some((entry) => /^old-xeon ?.*processor only/.test(entry)),
        entries.join(" | "),
      );
      await hand.page.locator(rows).filter({ hasText: "node3" }).last().click();
      await hand.press("ArrowRight");
      await hand.page.locator(rows).filter({ hasText: "Domain capabilities" }).first().waitFor();
      await hand.screenshot("hosts-view-facts");
      await hand.page.locator("[id='libvirt-cpu.libvirt-cpu.libvirt-cpu.target']").waitFor();
      for (const theme of THEMES.slice(1)) {
        await setTheme(hand, theme);
        await hand.screenshot(`hosts-view-${theme.replaceAll(" ", "-").toLowerCase()}`);
      }
    },
  },
  {
    name: "without hosts the view says what to do",
    file: "web01.xml",
    run: async (hand) => {
      // The hosts are known before: the view is empty only when they are gone.
      await openView(hand);
      await rm(path.join(hand.workspace, "libvirt-cpu.json"));
      const welcome = hand.page.locator(".welcome-view-content");
      await welcome.filter({ hasText: "No hosts yet" }).waitFor();
      await hand.screenshot("hosts-welcome");
      await hand.runCommand("Libvirt CPU: Show Compatibility Matrix");
      await notification(hand, /No hosts yet. Add the hosts/);
      await hand.press("Escape");
      await welcome.locator("a, .monaco-button").filter({ hasText: "Add Host" }).first().click();
      await rowsUnder(hand, "Add Host");
      await hand.screenshot("hosts-welcome-add");
    },
  },
  {
    name: "a thousand hosts are listed, the last one is a key away",
    file: "web01.xml",
    run: async (hand) => {
      const names = Array.from({ length: 1000 }, (_, index) => `rack${index}`);
      const hosts = names.map((name) => [name, { capabilities: "hosts/node1.caps.xml" }]);
      const config = { hosts: Object.fromEntries(hosts), pools: { all: names }, target: "all" };
      await openView(hand);
      await writeFile(path.join(hand.workspace, "libvirt-cpu.json"), JSON.stringify(config));
      await hand.page.locator(rows).filter({ hasText: "1000 hosts" }).first().click();
      await hand.press("End");
      await hand.page
        .locator(rows)
        .filter({ hasText: /^rack999.*processor only/ })
        .last()
        .waitFor();
      await hand.page
        .locator(".codelens-decoration")
        .filter({ hasText: /^Fits all 1000 hosts/ })
        .waitFor();
      await hand.screenshot("hosts-thousand");
    },
  },
  {
    name: "the target is chosen from the status bar, and the lens follows",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.page.locator(".codelens-decoration").filter({ hasText: "Starts on both hosts of prod" }).waitFor();
      await hand.page.locator("[id='libvirt-cpu.libvirt-cpu.libvirt-cpu.target']").click();
      const choices = await rowsUnder(hand, "Choose Target");
      await hand.screenshot("hosts-target");
      assert.ok(
        choices.some((row) => row.includes("lab")),
        choices.join(" | "),
      );
      await hand.type("lab");
      await hand.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "lab" }).waitFor();
      await hand.press("Enter");
      await listClosed(hand);
      await hand.page.locator(".codelens-decoration").filter({ hasText: "of 4 hosts of lab" }).waitFor();
      await hand.screenshot("hosts-lens");
    },
  },
  {
    name: "the status bar names the libvirt release, and another host brings another",
    file: "web01.xml",
    run: async (hand) => {
      const status = hand.page.locator("[id='libvirt-cpu.libvirt-cpu.libvirt-cpu.target']");
      await status.filter({ hasText: /prod\s·\slibvirt\s12\./ }).waitFor();
      const file = path.join(hand.workspace, "libvirt-cpu.json");
      const { libvirt: _, ...config } = JSON.parse(await readFile(file, "utf8")) as { libvirt: string; hosts: object };
      await copyFile(OLD_HOST, path.join(hand.workspace, "hosts/bookworm.xml"));
      const hosts = { ...config.hosts, bookworm: { domainCapabilities: "hosts/bookworm.xml" } };
      await openView(hand);
      await writeFile(file, JSON.stringify({ ...config, hosts }));
      await hand.page
        .locator(rows)
        .filter({ hasText: /bookworm.*libvirt\s9\.0\.0/ })
        .first()
        .waitFor();
      await status.click();
      await rowsUnder(hand, "Choose Target");
      await hand.type("bookworm");
      await hand.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "bookworm" }).waitFor();
      await hand.press("Enter");
      await listClosed(hand);
      await status.filter({ hasText: /bookworm\s·\slibvirt\s9\.0\.0/ }).waitFor();
      await status.hover();
      await hand.page
        .locator(".monaco-hover")
        .filter({ hasText: "Documents are checked for libvirt 9.0.0, the release of bookworm." })
        .waitFor();
      await hand.screenshot("hosts-release");
    },
  },
  {
    name: "a reference CPU becomes a host by keyboard",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await openView(hand);
      await openCommand(hand, "Libvirt CPU: Add Host");
      await rowsUnder(hand, "Add Host");
      await hand.screenshot("hosts-add");
      await hand.type("Reference");
      await hand.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "Reference" }).waitFor();
      await hand.press("Enter");
      await rowsUnder(hand, "Reference CPU");
      await hand.type("6148");
      await hand.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "Gold 6148" }).waitFor();
      await hand.screenshot("hosts-reference");
      await hand.press("Enter");
      await hand.page
        .locator(".quick-input-title")
        .filter({ hasText: /^Add Host$/ })
        .waitFor();
      await hand.press("Enter");
      await hand.page.locator(rows).filter({ hasText: "xeon-gold-6148" }).first().waitFor();
      await hand.screenshot("hosts-added");
    },
  },
  {
    name: "a change for the whole pool is looked at before it is made",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await hand.page.locator(".codelens-decoration").filter({ hasText: "Starts on both hosts of prod" }).waitFor();
      await hand.place("web01.xml", "<feature policy='require' name='|pcid'/>");
      for (let key = 0; key < 4; key++) await hand.press("Delete");
      await hand.type("avx512f");
      const lens = hand.page.locator(".codelens-decoration").filter({ hasText: "Starts on 1 of 2 hosts of prod" });
      await lens.waitFor();
      await hand.screenshot("target-problem");
      await hand.page.locator(".codelens-decoration a").filter({ hasText: "Fix for all hosts" }).first().click();
      const choices = await rowsUnder(hand, "Fix CPU to Run on All Target Hosts");
      await hand.page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
      await hand.screenshot("run-on-target");
      assert.ok(
        choices.some((row) => row.includes("Apply this change")),
        choices.join(" | "),
      );
      await hand.press("Enter");
      await hand.page.locator(".codelens-decoration").filter({ hasText: "Starts on both hosts of prod" }).waitFor();
      assert.equal(await hand.page.locator(".monaco-diff-editor").count(), 0);
      assert.doesNotMatch(await hand.saved("web01.xml"), /avx512f/);
    },
  },
];
