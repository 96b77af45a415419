import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, watch, writeFileSync } from "node:fs";
import path from "node:path";
import { type Daemon, startDaemon } from "../../libvirt/edit/daemon.js";
import { whyNoLibvirt } from "../../libvirt/install.js";
import { chooseInMenu } from "./chooseInMenu.js";
import { type Hand, stepLimit } from "./hand.js";
import { listClosed, notification, openCommand, rowsUnder, take } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

const rows = ".pane-body .monaco-list-row";
const dialog = ".monaco-dialog-box";

/**
 * Adds a connection by its URI, and opens it in the view.
 *
 * @param title the command's, in the editor's language
 */
export async function openConnection(hand: Hand, uri: string, title = "Add Connection"): Promise<void> {
  await openCommand(hand, `Libvirt CPU: ${title}`);
  await rowsUnder(hand, title);
  await take(hand, uri, uri);
  await listClosed(hand);
  await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
  await row(hand, uri).click();
}

export function row(hand: Hand, text: string | RegExp) {
  return hand.page.locator(rows).filter({ hasText: text }).first();
}

export async function openVm(hand: Hand, name: string): Promise<void> {
  await row(hand, new RegExp(`^${name}\\s*(?:running|shut off)`)).click();
  await opened(hand, `${name}.xml`);
}

async function opened(hand: Hand, file: string): Promise<void> {
  await hand.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
  await hand.page.locator(".view-line").filter({ hasText: "<domain type=" }).first().waitFor();
  await hand.page.locator(".view-line").first().click();
}

export async function isSaved(hand: Hand): Promise<void> {
  await hand.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
}

/** A message, once the list of messages is open. */
function news(hand: Hand, text: RegExp) {
  return hand.page.locator(".notifications-center .notification-list-item").filter({ hasText: text }).first();
}

function conflict(hand: Hand) {
  return hand.page.locator(dialog).filter({ hasText: "web01 was changed in libvirt after you opened it" });
}

export function dialogButton(hand: Hand, text: string) {
  return hand.page.locator(`${dialog} .monaco-button`).filter({ hasText: text });
}

/** A libvirt of the test's own, with VMs. */
export interface Libvirt extends Daemon {
  /** What virsh prints. */
  ask(...words: readonly string[]): string;
}

export const PASSWORD = "n3verSay";

const isRoot = process.getuid?.() === 0;

export async function ownLibvirtd(): Promise<string | undefined> {
  return isRoot ? whyNoLibvirt(true) : "a libvirtd of its own needs root";
}

/** Two VMs with a password; nothing of them is ever started. */
export async function withLibvirt(test: (libvirt: Libvirt) => Promise<void>): Promise<void> {
  const daemon = await startDaemon();
  try {
    const virsh = daemon.virsh("virsh-of-test");
    const ask = (...words: readonly string[]) =>
      execFileSync(virsh, ["--quiet", "--connect", daemon.uri, ...words], { encoding: "utf8" });
    for (const name of ["web01", "db01"]) {
      const text = `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='custom'><model>Nehalem</model></cpu><devices><graphics type='vnc' passwd='${PASSWORD}'/></devices></domain>`;
      const file = path.join(daemon.folder, `${name}.xml`);
      writeFileSync(file, text);
      ask("define", file);
    }
    await test({ ...daemon, ask });
  } finally {
    await daemon.stop();
  }
}

/** The same, with the definition of one of them open in the editor. */
function withWeb01(hand: Hand, test: (libvirt: Libvirt) => Promise<void>): Promise<void> {
  return withLibvirt(async (libvirt) => {
    await openConnection(hand, libvirt.uri);
    await openVm(hand, "web01");
    await test(libvirt);
  });
}

/** Puts the cursor at the beginning of a line's text. */
export async function goToLine(hand: Hand, definition: string, text: string): Promise<void> {
  const line = definition.split("\n").findIndex((each) => each.includes(text));
  assert.ok(line >= 0, `${text} is not in ${definition}`);
  await hand.goTo(line + 1, (definition.split("\n")[line] ?? "").indexOf("<") + 1);
}

/** Where the editor keeps its profile, its logs and backups among it. */
function profileOf(hand: Hand): string {
  const words = readFileSync(`/proc/${hand.editorPid}/cmdline`, "utf8").split("\0");
  return words[words.indexOf("--server-data-dir") + 1] ?? "";
}

/** The files of the editor's profile that hold a text. */
function filesWith(hand: Hand, text: string): string[] {
  const found = spawnSync("grep", ["-rlaF", "--", text, profileOf(hand)], { encoding: "utf8" });
  return found.stdout.split("\n").filter((line) => line !== "");
}

/** Waits until the editor has put away text that is not saved: with a placeholder, and without what that stands for. */
async function backedUp(hand: Hand, typed: string): Promise<void> {
  const [backup = ""] = await new Promise<string[]>((resolve, reject) => {
    const watcher = watch(profileOf(hand), { recursive: true });
    const look = (): void => {
      const files = filesWith(hand, typed);
      if (files.length === 0) return;
      watcher.close();
      resolve(files);
    };
    watcher.on("change", look).on("error", reject);
    look();
  });
  assert.match(readFileSync(backup, "utf8"), /\(hidden secret 1\)/);
  assert.deepEqual(filesWith(hand, PASSWORD), []);
}

/** Closes the window and opens it again, with text that is not saved in the editor. */
async function reopened(hand: Hand, typed: string): Promise<void> {
  await backedUp(hand, typed);
  await hand.runCommand("Developer: Reload Window");
  // The whole editor starts first.
  await hand.page.locator(".tab.dirty").click({ timeout: 2 * stepLimit });
  await hand.page
    .locator(".view-line")
    .filter({ hasText: new RegExp(typed.replaceAll(" ", ".")) })
    .first()
    .click();
}

/** The VMs of a libvirt, in the tree and in the editor. */
export const vmsByHand: readonly HandTest[] = [
  {
    name: "a VM of a libvirt is found in the tree, edited with completion and saved",
    file: "web01.xml",
    needs: () => whyNoLibvirt(isRoot),
    run: async (hand) => {
      // libvirt's own test driver has one VM and needs no daemon; what is saved lasts as long as one virsh.
      await openConnection(hand, "test:///default");
      await row(hand, /^test\s*running/).waitFor();
      await hand.screenshot("vms-view");
      await openVm(hand, "test");
      await hand.page
        .locator(".breadcrumb-item, .monaco-breadcrumb-item")
        .filter({ hasText: "test:∕∕∕default" })
        .waitFor();
      await hand.screenshot("vms-opened");
      // Behind <vcpu>.
      await hand.goTo(6, 37);
      await hand.press("Enter");
      await hand.type("<cpu mode='");
      await hand.press("Escape");
      await hand.suggestions("host-model");
      await hand.type("host-model");
      await hand.press("Escape");
      await hand.goTo(7, 200);
      await hand.type("/>");
      await hand.press("Mod+s");
      await notification(hand, /test is running. The change takes effect after its next start/);
      await isSaved(hand);
      // libvirt has put it elsewhere: the editor shows what is stored.
      await hand.page.locator(".view-line").filter({ hasText: "</os>" }).first().waitFor();
      await hand.screenshot("vms-saved");
      await hand.page.locator(".monaco-button").filter({ hasText: "What Can Change Now?" }).click();
      await hand.page.locator(dialog).filter({ hasText: "virsh setvcpus test <count> --live" }).waitFor();
      await hand.screenshot("vms-now");
    },
  },
  {
    name: "somebody else's change of a VM is shown, not overwritten, and a save can be taken back",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async ({ uri, ask }) => {
        const definition = () => ask("dumpxml", "--inactive", "--security-info", "web01");
        const first = definition();
        await openConnection(hand, uri);
        await openVm(hand, "web01");
        await hand.press("Mod+End");
        await hand.page.locator(".view-line").filter({ hasText: "passwd='(hidden" }).first().waitFor();
        await hand.screenshot("vms-password");
        ask("setvcpus", "web01", "1", "--config");
        const other = definition();
        await goToLine(hand, first, "<vcpu ");
        await hand.type("<title>typed here</title>");
        await hand.press("Escape");
        await hand.press("Mod+s");
        await conflict(hand).waitFor();
        await hand.screenshot("vms-conflict");
        assert.equal(definition(), other);
        await dialogButton(hand, "Compare").click();
        await hand.page
          .locator(".monaco-diff-editor .view-line")
          .filter({ hasText: /typed.here/ })
          .first()
          .waitFor();
        await notification(hand, /On the left is web01 as libvirt has it now/);
        await hand.screenshot("vms-compare");
        await hand.page.locator(".monaco-button").filter({ hasText: "Save My Text" }).click();
        await isSaved(hand);
        const saved = definition();
        assert.match(saved, /<title>typed here<\/title>/);
        assert.match(saved, /<vcpu placement='static'>2<\/vcpu>/);
        assert.ok(saved.includes(`passwd='${PASSWORD}'`));
        await hand.runCommand("Libvirt CPU: Undo Last Save of This VM");
        await notification(hand, /web01 has its previous definition again/);
        assert.equal(definition(), other);
      }),
  },
  {
    name: "of two windows that edit one VM, the second one's save is a conflict, and its text stays",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand, openWindow) =>
      withWeb01(hand, async ({ uri, ask }) => {
        const definition = () => ask("dumpxml", "--inactive", "--security-info", "web01");
        const other = await openWindow();
        await openConnection(other, uri);
        await openVm(other, "web01");
        for (const [window, text] of [
          [hand, "typed first"],
          [other, "saved first"],
        ] as const) {
          await goToLine(window, definition(), "<vcpu ");
          await window.type(`<title>${text}</title>`);
          await window.press("Escape");
        }
        await other.press("Mod+s");
        await isSaved(other);
        const saved = definition();
        assert.match(saved, /<title>saved first<\/title>/);
        await hand.press("Mod+s");
        await conflict(hand).waitFor();
        await dialogButton(hand, "Cancel").click();
        await notification(hand, /web01 was not saved, because it was changed in libvirt/);
        await hand.page.locator(".tab.active.dirty").waitFor();
        await hand.page
          .locator(".view-line")
          .filter({ hasText: /typed.first/ })
          .first()
          .waitFor();
        assert.equal(definition(), saved);
      }),
  },
  {
    name: "text of a VM that is not saved is saved after the window was closed, if nobody has changed the VM",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withWeb01(hand, async ({ ask }) => {
        await goToLine(hand, ask("dumpxml", "--inactive", "web01"), "<vcpu ");
        await hand.type("<title>typed here</title>");
        await hand.press("Escape");
        await reopened(hand, "typed here");
        await hand.press("Mod+s");
        await isSaved(hand);
        const definition = ask("dumpxml", "--inactive", "--security-info", "web01");
        assert.match(definition, /<title>typed here<\/title>/);
        assert.ok(definition.includes(`passwd='${PASSWORD}'`));
      }),
  },
  {
    name: "text of a VM that is not saved outlives the window, and somebody else's change meanwhile is shown",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withWeb01(hand, async ({ ask }) => {
        await goToLine(hand, ask("dumpxml", "--inactive", "web01"), "<vcpu ");
        await hand.type("<title>typed here</title>");
        await hand.press("Escape");
        await reopened(hand, "typed here");
        ask("setvcpus", "web01", "1", "--config");
        const other = ask("dumpxml", "--inactive", "--security-info", "web01");
        await hand.press("Mod+s");
        await conflict(hand).waitFor();
        await hand.screenshot("vms-after-reload");
        assert.equal(ask("dumpxml", "--inactive", "--security-info", "web01"), other);
        assert.deepEqual(filesWith(hand, PASSWORD), []);
      }),
  },
  {
    name: "a changed name is not saved, and a new VM is made of it only with its own password",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withWeb01(hand, async ({ ask }) => {
        await goToLine(hand, ask("dumpxml", "--inactive", "web01"), "<name>");
        for (let key = 0; key < "<name>web0".length; key++) await hand.press("ArrowRight");
        await hand.press("Delete");
        await hand.type("2");
        await hand.press("Escape");
        await hand.press("Mod+s");
        await notification(hand, /The name was changed from web01 to web02/);
        await hand.screenshot("vms-renamed");
        await hand.page.locator(".monaco-button").filter({ hasText: "Create a New VM" }).first().click();
        await dialogButton(hand, "Create VM").click();
        await news(hand, /\(hidden secret 1\) stands for a password/).waitFor();
        assert.deepEqual(ask("list", "--all", "--name").trim().split(/\s+/), ["db01", "web01"]);
      }),
  },
  {
    name: "what runs is opened read-only, the tree is filtered, and a VM is renamed",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async ({ uri, ask }) => {
        await openConnection(hand, uri);
        await row(hand, /^db01\s*shut off/).waitFor();
        ask("start", "db01");
        await hand.runCommand("Libvirt CPU: Refresh VMs");
        await row(hand, /^db01\s*running/).click({ button: "right" });
        await hand.screenshot("vms-menu");
        await chooseInMenu(hand, "Open What Runs");
        await opened(hand, "db01.live.xml");
        await hand.page
          .locator(".view-line")
          .filter({ hasText: /domain.type='qemu'.id='\d+'/ })
          .first()
          .waitFor();
        await hand.type("x");
        await hand.page
          .locator(".monaco-editor-overlaymessage")
          .filter({ hasText: /read-only/ })
          .waitFor();
        await hand.screenshot("vms-live");

        await openCommand(hand, "Libvirt CPU: Filter VMs");
        await rowsUnder(hand, "Filter VMs");
        await hand.type("WEB");
        await row(hand, /^db01/).waitFor({ state: "detached" });
        await hand.press("Enter");
        await listClosed(hand);
        await hand.page.locator(".pane-body .message").filter({ hasText: 'name contains "WEB"' }).waitFor();
        await hand.screenshot("vms-filtered");

        await openVm(hand, "web01");
        await openCommand(hand, "Libvirt CPU: Rename VM");
        await hand.page.locator(".quick-input-widget input.input").first().waitFor();
        await hand.press("Mod+a");
        await hand.type("web02");
        await hand.press("Enter");
        await opened(hand, "web02.xml");
        assert.deepEqual(ask("list", "--all", "--name").trim().split(/\s+/), ["db01", "web02"]);
      }),
  },
  {
    name: "the tree follows what happens to VMs: starts, changes, and a libvirt that ends",
    file: "web01.xml",
    needs: ownLibvirtd,
    run: (hand) =>
      withLibvirt(async (libvirt) => {
        const { uri, ask } = libvirt;
        await openConnection(hand, uri);
        await row(hand, /^db01\s*shut off · start unknown/).waitFor();
        ask("start", "db01");
        await row(hand, /^db01\s*running · start unknown$/).waitFor();
        await openVm(hand, "web01");
        for (const name of ["db01", "web01"]) {
          const file = path.join(libvirt.folder, `${name}.new.xml`);
          const text = ask("dumpxml", "--inactive", "--security-info", name);
          writeFileSync(file, text.replace(">Nehalem<", ">Westmere<"));
          ask("define", file);
        }
        await row(hand, /^db01\s*running · start unknown · changes after next start$/).hover();
        await hand.page.locator(".monaco-hover").filter({ hasText: "cpu/model: Westmere, now Nehalem" }).waitFor();
        await hand.screenshot("vms-changed");
        // A document that is open and not changed shows what is defined now.
        await hand.page.locator(".view-line").filter({ hasText: "Westmere" }).first().waitFor();

        await openCommand(hand, "Libvirt CPU: Filter VMs");
        await rowsUnder(hand, "Filter VMs");
        await hand.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "not valid" }).click();
        await listClosed(hand);
        await row(hand, "No VM matches the filter.").waitFor();
        await hand.runCommand("Libvirt CPU: Clear Filter of VMs");
        await row(hand, /^db01/).waitFor();

        process.kill(Number(readFileSync(path.join(libvirt.folder, "sock", "pid"), "utf8")), "SIGKILL");
        await row(hand, /2 VMs, 1 running · connection lost$/).waitFor();
        await hand.screenshot("vms-lost");
        await libvirt.startAgain();
        await row(hand, /2 VMs, 1 running$/).waitFor();
        await followers(libvirt);
        ask("destroy", "db01");
        await row(hand, /^db01\s*shut off/).waitFor();

        // The view is hidden: nothing is left that runs.
        const [follower = 0] = await followers(libvirt);
        const gone = once(spawn("tail", [`--pid=${follower}`, "-f", "/dev/null"]), "exit");
        await hand.runCommand("View: Show Explorer");
        await gone;
        assert.deepEqual(followersNow(libvirt), []);
      }),
  },
];

/** The processes of virsh that follow this libvirt. */
function followersNow({ uri }: Libvirt): number[] {
  const { stdout } = spawnSync("pgrep", ["-f", `^virsh .*${uri.replaceAll(/[?+]/g, ".")} event`], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map(Number);
}

/** The same, once there are some. */
async function followers(libvirt: Libvirt): Promise<number[]> {
  for (;;) {
    const found = followersNow(libvirt);
    if (found.length > 0) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
