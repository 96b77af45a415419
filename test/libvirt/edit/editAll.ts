import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { driftBetween } from "../../../shared/src/vms/drift.js";
import { lossesBetween } from "../../../shared/src/vms/losses.js";
import { takeOver } from "../../../shared/src/vms/takeOver.js";
import { connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { liveDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { definitionsOf, listDomains } from "../../../virsh/src/domains.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { saveDefinition } from "../../../virsh/src/saveDefinition.js";
import { whyNoSshd } from "../install.js";
import type { Suite } from "../suites.js";
import {
  assertOldOrNew,
  type Cases,
  definition,
  edit,
  HIDDEN,
  made,
  NEVER,
  PASSWORD,
  saved,
  stored,
  tryAll,
} from "./bench.js";
import { startDaemon } from "./daemon.js";
import { casesOfVirshItself, casesOverSsh } from "./overSsh.js";
import { makeSshHost } from "./sshHost.js";

const CASES: Cases = {
  "open, edit, save": async (bench) => {
    const opened = await made(bench, "edited");
    assert(opened.text.includes(`passwd='${HIDDEN}'`), opened.text);
    const {
      definition: after,
      isRunning,
      isValidated,
    } = saved(await saveDefinition(bench.virsh, opened, edit(opened.text), NEVER));
    assert.equal(after.text, edit(opened.text));
    assert.deepEqual([isRunning, isValidated], [false, true]);
    assert.equal((await stored(bench, opened)).trim(), edit(opened.text).replace(HIDDEN, PASSWORD).trim());
  },
  "what libvirt drops": async (bench) => {
    const opened = await made(bench, "dropped");
    const typed = opened.text.replace("<graphics", "<interface type='user'><target dev='vnet7'/></interface><graphics");
    const { definition: after } = saved(await saveDefinition(bench.virsh, opened, typed, NEVER));
    const [given, there] = [typed, after.text].map((text) => serveDocument(text).views[0]?.domain);
    assert(given !== undefined && there !== undefined);
    const losses = lossesBetween(given, there, bench.catalogue.grammar).map(({ element }) => element);
    assert.deepEqual(losses, ["devices/interface/target"]);
  },
  "what the schema rejects": async (bench) => {
    const opened = await made(bench, "rejected");
    for (const typo of ["<vcpu curent='1'", "<toplogy/><vcpu"]) {
      const outcome = await saveDefinition(bench.virsh, opened, opened.text.replace("<vcpu", typo), NEVER);
      assert(outcome.kind === "rejected" && outcome.byValidation, JSON.stringify(outcome));
      assert.match(outcome.message, /^XML document failed to validate.*\n(?:.*\n)*Element domain /);
    }
    const wrong = await saveDefinition(
      bench.virsh,
      opened,
      opened.text.replace(/(<cpu.*)/, "$1<topology sockets='3' cores='1' threads='1'/>"),
      NEVER,
    );
    assert(wrong.kind === "rejected" && !wrong.byValidation, JSON.stringify(wrong));
    assert.equal((await openDefinition(bench.virsh, "rejected", NEVER)).text, opened.text);
  },
  "somebody else's change": async (bench) => {
    const opened = await made(bench, "shared");
    const { definition: theirs, undo } = saved(await saveDefinition(bench.virsh, opened, edit(opened.text), NEVER));
    const mine = opened.text.replace("<vcpu", "<title>mine</title>\n  <vcpu");
    assert.deepEqual(await saveDefinition(bench.virsh, opened, mine, NEVER), { kind: "conflict", current: theirs });
    assert.equal(saved(await undo(NEVER)).definition.text, opened.text);
    assert.equal((await undo(NEVER)).kind, "unchanged");
  },
  "a password is kept, changed and brought back": async (bench) => {
    const opened = await made(bench, "secret");
    const { definition: after, undo } = saved(
      await saveDefinition(bench.virsh, opened, opened.text.replace(HIDDEN, "typed"), NEVER),
    );
    assert.equal(after.text, opened.text);
    assert.match(await stored(bench, opened), /passwd='typed'/);
    saved(await undo(NEVER));
    assert((await stored(bench, opened)).includes(`passwd='${PASSWORD}'`));
  },
  "a password with a line end is kept as it is": async (bench) => {
    const making = made(bench, "lines", "<graphics type='spice' passwd='one&#10;two'/>");
    const opened = await making.catch((error: unknown) => {
      // Not every QEMU has SPICE.
      assert.match(String(error), /spice graphics are not supported with this QEMU/);
    });
    if (opened === undefined) return;
    saved(await saveDefinition(bench.virsh, opened, edit(opened.text), NEVER));
    assert.match(await stored(bench, opened), /passwd='one(?:\n|&#10;)two'/);
  },
  "a VM with a saved state": async (bench) => {
    const { virsh } = bench;
    const opened = await made(bench, "suspended");
    await virsh.run([`start ${opened.uuid}; managedsave ${opened.uuid}`], NEVER);
    const { isRunning, isSuspended } = saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
    assert.deepEqual([isRunning, isSuspended], [false, true]);
    // It resumes what it was.
    await virsh.run(["start", "--paused", opened.uuid], NEVER);
    assert.match((await liveDefinition(virsh, opened.uuid, NEVER)) ?? "", /<vcpu placement='static'>1</);
    await virsh.run(["destroy", opened.uuid], NEVER);
  },
  "a file that differs": async (bench) => {
    const { virsh, catalogue } = bench;
    const { uuid } = await made(bench, "drifting");
    const file = `<!-- of git -->\n${definition("drifting").replace("<memory unit='MiB'>64", "<memory unit='KiB'>65536")}\n`;
    const domainOf = (text: string) => serveDocument(text).views[0]?.domain;
    const drifts = async (text: string): Promise<string[]> => {
      const [written, kept] = [domainOf(text), domainOf((await openDefinition(virsh, uuid, NEVER)).text)];
      assert(written !== undefined && kept !== undefined);
      return driftBetween(written, kept, catalogue.grammar).map(({ element }) => element);
    };
    // What libvirt adds is no difference, nor is another unit.
    assert.deepEqual(await drifts(file), []);
    await virsh.run([`setvcpus ${uuid} 3 --config --maximum; setvcpus ${uuid} 3 --config`], NEVER);
    assert.deepEqual(await drifts(file), ["vcpu"]);
    const kept = domainOf((await openDefinition(virsh, uuid, NEVER)).text);
    const taken = kept && takeOver(file, kept, catalogue.grammar);
    assert.equal(taken?.text, file.replace("<vcpu>1<", "<vcpu>3<"));
    assert.deepEqual(await drifts(taken?.text ?? ""), []);
  },
  "another VM": async (bench) => {
    const { virsh } = bench;
    const opened = await made(bench, "named");
    const renamed = opened.text.replace("<name>named", "<name>other");
    assert.equal((await saveDefinition(virsh, opened, renamed, NEVER)).kind, "refused");
    const outcome = await createDomain(virsh, definition("named"), NEVER);
    assert(outcome.kind === "refused" && outcome.refusal.reason === "name-exists", JSON.stringify(outcome));
    for (const name of ["a b; undefine named", "--all", "ü"]) {
      const now = await renameDomain(virsh, opened.uuid, name, NEVER);
      assert(now.kind === "renamed" && now.definition.name === name, JSON.stringify(now));
    }
    assert.equal((await renameDomain(virsh, opened.uuid, "a/b", NEVER)).kind, "rejected");
    assert.equal((await openDefinition(virsh, "ü", NEVER)).uuid, opened.uuid);
  },
  "a VM that runs": async (bench) => {
    const { virsh } = bench;
    const opened = await made(bench, "running");
    assert.equal(await liveDefinition(virsh, opened.uuid, NEVER), undefined);
    await virsh.run(["start", "--paused", opened.uuid], NEVER);
    const { definition: after, isRunning } = saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
    assert(isRunning);
    assert.equal(after.text, edit(opened.text));
    const live = (await liveDefinition(virsh, opened.uuid, NEVER)) ?? "";
    assert.match(live, /<vcpu placement='static'>1</);
    const outcome = await saveDefinition(virsh, after, live, NEVER);
    assert(outcome.kind === "refused" && outcome.refusal.reason === "live-dump", JSON.stringify(outcome));
    assert.deepEqual(await renameDomain(virsh, opened.uuid, "x", NEVER), { kind: "refused", reason: "running" });
    await virsh.run(["destroy", opened.uuid], NEVER);
    assert.equal((await openDefinition(virsh, opened.uuid, NEVER)).text, after.text);
  },
  "a VM without a definition": async (bench) => {
    const { daemon, virsh } = bench;
    const file = path.join(daemon.folder, "sock", "transient.xml");
    writeFileSync(file, definition("transient").replace(PASSWORD, "unused"));
    await virsh.run(["create", "--paused", file], NEVER);
    const opened = await openDefinition(virsh, "transient", NEVER);
    const outcome = await saveDefinition(virsh, opened, edit(opened.text), NEVER);
    assert(outcome.kind === "refused" && outcome.refusal.reason === "transient", JSON.stringify(outcome));
    await virsh.run(["destroy", "transient"], NEVER);
  },
  "a megabyte": async (bench) => {
    const opened = await made(bench, "long");
    const long = opened.text.replace("<vcpu", `<description>${"ü".repeat(500_000)}</description>\n  <vcpu`);
    assert.equal(saved(await saveDefinition(bench.virsh, opened, long, NEVER)).definition.text.length > 500_000, true);
    await bench.virsh.run(["undefine", opened.uuid], NEVER);
  },
  "200 VMs": async (bench) => {
    const { daemon, virsh } = bench;
    const files = Array.from({ length: 200 }, (_, index) => path.join(daemon.folder, "sock", `many${index}.xml`));
    for (const [index, file] of files.entries())
      writeFileSync(file, definition(`many${index}`).replace(PASSWORD, "unused"));
    await virsh.run([files.map((file) => `define ${file}`).join("; ")], NEVER);
    const many = (await listDomains(virsh, NEVER)).filter(({ name }) => name.startsWith("many"));
    assert.equal(many.length, 200);
    assert.equal((await definitionsOf(virsh, many, NEVER)).size, 200);
    const opened = await openDefinition(virsh, "many177", NEVER);
    saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
  },
  "a full disk": async (bench) => {
    const { daemon, virsh } = bench;
    const opened = await made(bench, "full");
    const filler = path.join(daemon.definitions(), "filler");
    assert.throws(() => writeFileSync(filler, "x".repeat(16_000_000)), /ENOSPC/);
    const long = edit(opened.text).replace("<vcpu", `<description>${"x".repeat(50_000)}</description><vcpu`);
    const outcome = await saveDefinition(virsh, opened, long, NEVER);
    assert.equal(outcome.kind, "rejected", JSON.stringify(outcome));
    assert.equal((await openDefinition(virsh, "full", NEVER)).text, opened.text);
    rmSync(filler);
    await daemon.restart();
    assert.equal((await openDefinition(virsh, "full", NEVER)).text, opened.text);
  },
  "virsh is killed in the middle": async (bench) => {
    const { daemon } = bench;
    const opened = await made(bench, "killed");
    for (const seconds of ["0.005", "0.01", "0.03"]) {
      const kill = `case "$*" in *define*) (sleep ${seconds}; kill -9 $$) & ;; esac`;
      const virsh = connect(bench.virsh.uri, { executable: () => daemon.virsh(`killed${seconds}`, kill) });
      const outcome = await saveDefinition(virsh, opened, edit(opened.text), NEVER);
      assert.match(outcome.kind, /^(?:saved|unknown)$/);
      await assertOldOrNew(bench, opened);
      const now = await openDefinition(bench.virsh, opened.uuid, NEVER);
      if (now.text !== opened.text) saved(await saveDefinition(bench.virsh, now, opened.text, NEVER));
    }
  },
  "libvirtd is killed in the middle": async (bench) => {
    const { daemon } = bench;
    const opened = await made(bench, "restarted");
    for (const seconds of ["0", "0.02", "0.05"]) {
      const kill = `case "$*" in *define*) (sleep ${seconds}; kill -9 $DAEMON) & ;; esac`;
      const virsh = connect(bench.virsh.uri, { executable: () => daemon.virsh(`alone${seconds}`, kill) });
      const outcome = saveDefinition(virsh, opened, edit(opened.text), NEVER).catch(() => undefined);
      await daemon.startAgain();
      assert.match((await outcome)?.kind ?? "nobody knows", /^(?:saved|unknown|rejected|nobody knows)$/);
      await assertOldOrNew(bench, opened);
      const now = await openDefinition(bench.virsh, opened.uuid, NEVER);
      if (now.text !== opened.text) saved(await saveDefinition(bench.virsh, now, opened.text, NEVER));
    }
  },
  "libvirtd is started again between open and save": async (bench) => {
    const { daemon, virsh } = bench;
    const opened = await made(bench, "again");
    await daemon.restart();
    const { definition: after } = saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
    assert.equal(after.text, edit(opened.text));
    await daemon.powerOff();
    // Nothing is written, and the text can be saved later.
    await assert.rejects(saveDefinition(virsh, after, opened.text, NEVER), /libvirt does not answer at /);
    await daemon.startAgain();
    assert.equal(saved(await saveDefinition(virsh, after, opened.text, NEVER)).definition.text, opened.text);
  },
  "the test driver, which forgets all with its process": async ({ daemon }) => {
    const virsh = connect("test:///default", { executable: () => daemon.virsh("virsh") });
    const opened = await openDefinition(virsh, "test", NEVER);
    const typed = opened.text.replace("<on_poweroff>destroy", "<on_poweroff>restart");
    const { definition: after, isRunning } = saved(await saveDefinition(virsh, opened, typed, NEVER));
    assert.equal(after.text, typed);
    assert(isRunning);
  },
};

/** It looks for what all the others left. */
const LAST: Cases = {
  "no password is in an argument or a file, but libvirt's own": async ({ daemon }) => {
    const own = new Set([path.join(daemon.folder, "run"), path.join(daemon.folder, "lib")]);
    const found = filesWith(tmpdir(), own, 4);
    assert.deepEqual(found, []);
    assert.match(readFileSync(path.join(daemon.folder, "log", "arguments"), "utf8"), /define --validate \/dev\/stdin/);
  },
};

/** Files that changed since this began, of at most 4 MB. */
function filesWith(folder: string, own: ReadonlySet<string>, depth: number): string[] {
  if (own.has(folder) || depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesWith(file, own, depth - 1);
    if (!entry.isFile()) return [];
    try {
      const { size, mtimeMs } = statSync(file);
      const isAsked = size < 4_000_000 && mtimeMs > performance.timeOrigin;
      return isAsked && readFileSync(file, "utf8").includes(PASSWORD) ? [file] : [];
    } catch {
      return []; // It is gone, or another's.
    }
  });
}

/**
 * Edits VMs of a real libvirtd with the product's own code, and again through a real sshd.
 *
 * @param install whether Debian's sshd may be installed
 * @param suite whose libvirt it is; without it this machine's
 */
export async function editAll(
  catalogue: Catalogue,
  install: boolean,
  suite?: Suite,
): Promise<{ passed: number; failed: number }> {
  if (process.getuid?.() !== 0) {
    console.log("SKIPPED: a libvirtd of our own needs root");
    return { passed: 0, failed: 0 };
  }
  const daemon = await startDaemon(suite);
  try {
    const virsh = connect(daemon.uri, { executable: () => daemon.virsh("virsh") });
    const why = await whyNoSshd(install);
    if (why !== undefined) console.log(`SKIPPED, nothing was edited through ssh: ${why}`);
    const host = why === undefined ? await makeSshHost(daemon) : undefined;
    const overSsh =
      host === undefined ? [] : [casesOverSsh(host), ...(suite === undefined ? [casesOfVirshItself(host)] : [])];
    const groups = [CASES, ...overSsh, LAST];
    let failed = 0;
    for (const cases of groups) failed += await tryAll(cases, { daemon, virsh, catalogue });
    const count = groups.reduce((sum, cases) => sum + Object.keys(cases).length, 0);
    console.log(`${count} cases of editing VMs in libvirtd: ${failed} otherwise than expected`);
    return { passed: count - failed, failed };
  } finally {
    await daemon.stop();
  }
}
