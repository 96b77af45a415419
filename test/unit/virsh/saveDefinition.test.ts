import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { liveDefinition, openDefinition } from "../../../virsh/src/definition.js";
import { VirshError } from "../../../virsh/src/failure.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { saveDefinition } from "../../../virsh/src/saveDefinition.js";

const UUID = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";
const NEVER = new AbortController().signal;
const PASSWORD = "s3cr&amp;t";

const complete = `<domain type='qemu'>
  <name>web01</name>
  <uuid>${UUID}</uuid>
  <memory unit='KiB'>65536</memory>
  <vcpu>2</vcpu>
  <devices>
    <graphics type='vnc' passwd='${PASSWORD}' passwdValidTo='2030-01-01T00:00:00'/>
    <graphics type='spice' passwd='spice-word'/>
  </devices>
</domain>
`;
const hidden = complete.replace(PASSWORD, "(hidden secret 1)").replace("spice-word", "(hidden secret 2)");

/** A libvirt with one VM. */
async function staged(fault = "", limits?: { time: number; bytes: number }) {
  const folder = await mkdtemp(path.join(tmpdir(), "virsh-save-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, "vms"));
  await writeFile(path.join(folder, "vms", UUID), complete);
  await writeFile(path.join(folder, "fault"), `${fault}\n`);
  const executable = path.join(folder, "virsh");
  await copyFile(new URL("../../support/fakeVirsh.sh", import.meta.url), executable);
  await chmod(executable, 0o755);
  const virsh = connect("qemu:///system", {
    executable: () => executable,
    ...(limits === undefined ? {} : { limits }),
  });
  return {
    virsh,
    folder,
    stored: () => readFileSync(path.join(folder, "vms", UUID), "utf8").trim(),
    isDefined: () => existsSync(path.join(folder, "given")),
    set: (name: string, text: string) => writeFileSync(path.join(folder, name), `${text.trim()}\n`),
  };
}

/** As it is opened. */
const opened = { uuid: UUID, name: "web01", text: hidden };

/** What is typed, and what libvirt then has. */
const edit = (text: string) => text.replace("<vcpu>2<", "<vcpu>3<");
const changed = edit(complete).trim();

describe("a definition that is opened", () => {
  it.each(["web01", UUID])("by %s has placeholders for its passwords, and all else as it is", async (vm) => {
    const { virsh } = await staged();
    expect(await openDefinition(virsh, vm, NEVER)).toEqual(opened);
  });

  it.each(["web02", OTHER, `${UUID}; undefine ${UUID}`])("that is not there: %s", async (vm) => {
    const { virsh, folder } = await staged();
    await expect(openDefinition(virsh, vm, NEVER)).rejects.toMatchObject({ failure: { code: "no-vm" } });
    expect(readFileSync(path.join(folder, "log"), "utf8")).not.toContain("undefine");
  });

  it("that runs has another beside it", async () => {
    const { virsh, set } = await staged();
    expect(await liveDefinition(virsh, UUID, NEVER)).toBeUndefined();
    set("running", UUID);
    expect(await liveDefinition(virsh, UUID, NEVER)).toMatch(/^<domain id='7' (?!.*passwd=)/s);
    await expect(liveDefinition(virsh, OTHER, NEVER)).rejects.toMatchObject({ failure: { code: "no-vm" } });
  });
});

describe("saved", () => {
  it("is what was typed, with the passwords that it had, read back", async () => {
    const { virsh, stored, folder } = await staged();
    const outcome = await saveDefinition(virsh, opened, edit(hidden), NEVER);
    expect(outcome).toMatchObject({
      kind: "saved",
      definition: { uuid: UUID, text: edit(hidden) },
      isRunning: false,
      isValidated: true,
    });
    expect(stored()).toBe(changed);
    // Through its standard input alone.
    expect(readFileSync(path.join(folder, "log"), "utf8")).not.toMatch(/s3cr|spice-word|domain type/);
  });

  it("tells that the VM runs", async () => {
    const { virsh, set } = await staged();
    set("running", UUID);
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toMatchObject({ isRunning: true });
  });

  it("tells that the VM has a saved state, which its next start resumes", async () => {
    const { virsh, set } = await staged();
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toMatchObject({ isSuspended: false });
    set("suspended", UUID);
    expect(
      await saveDefinition(virsh, { ...opened, text: edit(hidden) }, edit(hidden).replace(">3<", ">4<"), NEVER),
    ).toMatchObject({ isRunning: false, isSuspended: true });
  });

  it("keeps a new password that was typed, and the place of one that moved", async () => {
    const { virsh, stored } = await staged();
    const [vnc = "", spice = ""] = hidden.match(/ {4}<graphics .*\n/g) ?? [];
    const swapped = hidden.replace(vnc + spice, spice.replaceAll("'", '"') + vnc.replace("(hidden secret 1)", "new"));
    expect(await saveDefinition(virsh, opened, swapped, NEVER)).toMatchObject({ kind: "saved" });
    expect(stored()).toContain(
      `<graphics type="spice" passwd="spice-word"/>\n    <graphics type='vnc' passwd='new' passwdValidTo`,
    );
  });

  it("without a change does nothing, nor does a change that is none to libvirt", async () => {
    const { virsh, isDefined } = await staged();
    expect(await saveDefinition(virsh, opened, hidden, NEVER)).toEqual({ kind: "unchanged" });
    expect(await saveDefinition(virsh, opened, hidden.replace("(hidden secret 1)", PASSWORD), NEVER)).toEqual({
      kind: "unchanged",
    });
    expect(isDefined()).toBe(false);
  });

  it.each([
    ["a megabyte", "ü &amp; ".repeat(130_000)],
    ["4 MB, the most that libvirt takes", "x".repeat(4 * 1024 * 1024)],
  ])("is %s", async (_, words) => {
    const { virsh, stored } = await staged();
    const long = edit(hidden).replace("<vcpu>", `<description>${words}</description>\n  <vcpu>`);
    expect(await saveDefinition(virsh, opened, long, NEVER)).toMatchObject({ kind: "saved" });
    expect(stored()).toHaveLength(changed.length + long.length - hidden.length);
  });

  it("is in UTF-8, whatever its first line says", async () => {
    const { virsh, stored } = await staged();
    const typed = `\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?>\n${edit(hidden)}`;
    expect(await saveDefinition(virsh, opened, typed, NEVER)).toMatchObject({ kind: "saved" });
    expect(stored()).toBe(changed);
  });

  it("is undone, passwords included", async () => {
    const { virsh, stored } = await staged();
    const typed = edit(hidden).replace("(hidden secret 1)", "another");
    const outcome = await saveDefinition(virsh, opened, typed, NEVER);
    if (outcome.kind !== "saved") throw new Error(outcome.kind);
    expect(stored()).toContain("passwd='another'");
    expect(await outcome.undo(NEVER)).toMatchObject({ kind: "saved", definition: { text: hidden } });
    expect(stored()).toBe(complete.trim());
    expect(await outcome.undo(NEVER)).toEqual({ kind: "unchanged" });
  });

  it("is not undone where somebody has changed it since", async () => {
    const { virsh, stored, set } = await staged();
    const outcome = await saveDefinition(virsh, opened, edit(hidden), NEVER);
    if (outcome.kind !== "saved") throw new Error(outcome.kind);
    set(`vms/${UUID}`, complete.replace("spice-word", "changed"));
    expect(await outcome.undo(NEVER)).toMatchObject({ kind: "conflict" });
    expect(stored()).toContain("changed");
  });
});

describe("not written is", () => {
  const live = edit(hidden).replace("<domain ", "<domain id='3' ");
  it.each([
    ["another name", edit(hidden).replace("web01", "web02"), { reason: "name-changed", from: "web01", to: "web02" }],
    ["another UUID", edit(hidden).replace(UUID, OTHER), { reason: "uuid-changed", from: UUID, to: OTHER }],
    ["no UUID", edit(hidden).replace(/ {2}<uuid>.*\n/, ""), { reason: "uuid-missing", uuid: UUID }],
    ["a UUID that is none", edit(hidden).replace(UUID, "web"), { reason: "uuid-malformed", uuid: "web" }],
    ["what a running VM has", live, { reason: "live-dump", start: 8 }],
    ["a template", edit(hidden).replace("<vcpu>3", "<vcpu>{{ n }}"), { reason: "template" }],
    ["a network", "<network><name>web01</name></network>", { reason: "not-a-domain" }],
    ["nothing", "", { reason: "not-well-formed", code: "no-root", start: 0 }],
    ["half of it", hidden.slice(0, 150), { reason: "not-well-formed" }],
    [
      "what has a document type",
      `<!DOCTYPE domain>${edit(hidden)}`,
      { reason: "not-well-formed", code: "refused-doctype" },
    ],
    ["two VMs", edit(hidden) + hidden, { reason: "not-well-formed", code: "second-root" }],
    [
      "a placeholder that stands for nothing",
      hidden.replace("secret 1", "secret 3"),
      { reason: "unknown-placeholder", placeholder: "(hidden secret 3)" },
    ],
    [
      "a password in a text that all can read",
      hidden.replace("<vcpu>", "<title>(hidden secret 1)</title><vcpu>"),
      { reason: "unknown-placeholder", placeholder: "(hidden secret 1)" },
    ],
    [
      "the password of one kind of graphics for another",
      hidden.replace("secret 2", "secret 1"),
      { reason: "unknown-placeholder", placeholder: "(hidden secret 1)" },
    ],
  ])("%s", async (_, text, refusal) => {
    const { virsh, stored, isDefined } = await staged();
    expect(await saveDefinition(virsh, opened, text, NEVER)).toMatchObject({ kind: "refused", refusal });
    expect(stored()).toBe(complete.trim());
    expect(isDefined()).toBe(false);
  });

  it("what somebody else has changed since", async () => {
    const { virsh, set, isDefined } = await staged();
    set(`vms/${UUID}`, complete.replace("<vcpu>2<", "<vcpu>5<"));
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toEqual({
      kind: "conflict",
      current: { uuid: UUID, name: "web01", text: hidden.replace("<vcpu>2<", "<vcpu>5<") },
    });
    expect(isDefined()).toBe(false);
  });

  it("a VM that is gone by its shutdown, or by now", async () => {
    const { virsh, set, isDefined, folder } = await staged();
    set("transient", UUID);
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toEqual({
      kind: "refused",
      refusal: { reason: "transient" },
    });
    rmSync(path.join(folder, "vms", UUID));
    await expect(saveDefinition(virsh, opened, edit(hidden), NEVER)).rejects.toMatchObject({
      failure: { code: "no-vm" },
    });
    expect(isDefined()).toBe(false);
  });

  it("what is cancelled", async () => {
    const { virsh, isDefined } = await staged();
    const controller = new AbortController();
    controller.abort();
    await expect(saveDefinition(virsh, opened, edit(hidden), controller.signal)).rejects.toMatchObject({
      failure: { code: "cancelled" },
    });
    expect(isDefined()).toBe(false);
  });
});

describe("rejected by libvirt", () => {
  it("is told in its words, all lines, without passwords", async () => {
    const { virsh, stored } = await staged("rejects");
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toEqual({
      kind: "rejected",
      message: "unsupported configuration: no\nin two lines: <graphics type='vnc' passwd=…",
      byValidation: false,
    });
    expect(stored()).toBe(complete.trim());
  });

  it("by its schema, which accepts the definition that is there", async () => {
    const { virsh, stored } = await staged();
    const typed = hidden.replace("</vcpu>", "</vcpu><toplogy/>");
    const outcome = await saveDefinition(virsh, opened, typed, NEVER);
    expect(outcome).toMatchObject({ kind: "rejected", byValidation: true });
    expect(outcome).toMatchObject({ message: expect.stringContaining("Extra element vcpu in interleave") });
    expect(stored()).toBe(complete.trim());
  });

  it("by a schema that does not accept the definition that is there either is no reason", async () => {
    const { virsh, stored } = await staged("schema is old");
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toMatchObject({
      kind: "saved",
      isValidated: false,
    });
    expect(stored()).toBe(changed);
  });

  it("in another language", async () => {
    const { virsh } = await staged("speaks German");
    expect(await saveDefinition(virsh, opened, edit(hidden), NEVER)).toEqual({
      kind: "rejected",
      message: "Fehler: Definition fehlgeschlagen",
      byValidation: false,
    });
  });
});

describe("at the end the definition is the old or the new one, and which is told", () => {
  const [OLD, NEW] = [complete.trim(), changed];
  const limits = { time: 4000, bytes: 1024 * 1024 };
  it.each([
    ["is killed before", OLD, { kind: "unknown", isUnchanged: true, definition: { text: hidden } }],
    ["is killed after", NEW, { kind: "unknown", isUnchanged: false, definition: { text: edit(hidden) } }],
    ["ignores its input", OLD, { kind: "unknown", isUnchanged: true }],
    ["hangs", OLD, { kind: "unknown", isUnchanged: true }],
    ["hangs after", NEW, { kind: "unknown", isUnchanged: false }],
    ["floods", NEW, { kind: "unknown", isUnchanged: false }],
    ["prints nothing", NEW, "no-document"],
    ["lies", NEW, "no-document"],
    ["errs after", NEW, { kind: "unknown", isUnchanged: false }],
    ["warns", NEW, { kind: "saved" }],
    ["warns and changes nothing", OLD, { kind: "saved" }],
    ["logs and rejects", OLD, { kind: "unknown", isUnchanged: true }],
    ["the connection is lost", OLD, { kind: "unknown", isUnchanged: true }],
    [
      "another saves",
      NEW,
      {
        kind: "saved",
        overwritten: { text: hidden.replace("<vcpu>2<", "<vcpu>7<") },
        definition: { text: edit(hidden) },
      },
    ],
  ])("virsh %s", async (fault, text, expected) => {
    const { virsh, stored } = await staged(fault, limits);
    const long = "x".repeat(300_000);
    const typed =
      fault === "ignores its input" ? edit(hidden).replace("<vcpu>", `<title>${long}</title><vcpu>`) : edit(hidden);
    const outcome = await saveDefinition(virsh, opened, typed, NEVER).catch((error: unknown) =>
      error instanceof VirshError ? error.failure.code : error,
    );
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
    expect(stored()).toBe(text);
  });

  it("virsh is there no more", async () => {
    const { folder, stored } = await staged();
    const gone = connect("qemu:///system", { executable: () => path.join(folder, "none") });
    await expect(saveDefinition(gone, opened, edit(hidden), NEVER)).rejects.toMatchObject({
      failure: { code: "missing" },
    });
    expect(stored()).toBe(OLD);
  });
});

describe("a new VM", () => {
  it("gets a UUID of its own and replaces no other", async () => {
    const { virsh, stored, folder } = await staged();
    const text = complete.replace("web01", "web02");
    const outcome = await createDomain(virsh, text, NEVER);
    if (outcome.kind !== "created") throw new Error(outcome.kind);
    expect(outcome.definition).toMatchObject({ name: "web02", text: expect.stringContaining("(hidden secret 1)") });
    expect(outcome.definition.uuid).not.toBe(UUID);
    expect(stored()).toBe(complete.trim());
    expect(readdirSync(path.join(folder, "vms"))).toEqual([UUID, outcome.definition.uuid].sort());
    const other = await createDomain(virsh, text.replace("web02", "web03").replace(/ {2}<uuid>.*\n/, ""), NEVER);
    expect(other).toMatchObject({
      kind: "created",
      definition: { text: expect.stringMatching(/web03<\/name><uuid>/) },
    });
  });

  it.each([
    ["of a name that is taken", complete, { kind: "refused", refusal: { reason: "name-exists", name: "web01" } }],
    ["with the password of another", hidden.replace("web01", "web02"), { refusal: { reason: "unknown-placeholder" } }],
    ["with a UUID that is none", complete.replace(UUID, "; x"), { refusal: { reason: "uuid-malformed", uuid: "; x" } }],
    ["without a name", "<domain type='qemu'/>", { refusal: { reason: "name-missing" } }],
    [
      "that the schema rejects",
      complete.replace("web01", "web02").replace("<vcpu>", "<toplogy/><vcpu>"),
      { kind: "rejected", byValidation: true },
    ],
  ])("%s is none", async (_, text, expected) => {
    const { virsh, folder } = await staged();
    expect(await createDomain(virsh, text, NEVER)).toMatchObject(expected);
    expect(readdirSync(path.join(folder, "vms"))).toEqual([UUID]);
  });

  it("is told of where virsh is killed after the define, and not where it is before", async () => {
    const text = complete.replace("web01", "web02");
    const after = await staged("is killed after");
    expect(await createDomain(after.virsh, text, NEVER)).toMatchObject({ kind: "created" });
    const before = await staged("is killed before");
    await expect(createDomain(before.virsh, text, NEVER)).rejects.toThrow(VirshError);
    expect(readdirSync(path.join(before.folder, "vms"))).toEqual([UUID]);
  });
});

describe("renamed", () => {
  it.each(["web02", "--all", "a b; undefine web01", "'\"$(id)"])("to %s", async (name) => {
    const { virsh } = await staged();
    expect(await renameDomain(virsh, UUID, name, NEVER)).toMatchObject({
      kind: "renamed",
      definition: { uuid: UUID, name: name.replaceAll("&", "&amp;") },
    });
  });

  it("is not what runs, nor to a name that is taken or that libvirt rejects", async () => {
    const { virsh, set, stored } = await staged();
    expect(await renameDomain(virsh, UUID, "web01", NEVER)).toEqual({ kind: "refused", reason: "name-exists" });
    expect(await renameDomain(virsh, UUID, "a/b", NEVER)).toEqual({
      kind: "rejected",
      message: "invalid argument: name a/b cannot contain '/'",
    });
    set("running", UUID);
    expect(await renameDomain(virsh, UUID, "web02", NEVER)).toEqual({ kind: "refused", reason: "running" });
    expect(stored()).toBe(complete.trim());
  });
});
