import { execFileSync, spawnSync } from "node:child_process";
import {
  chmod,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "../../cli/src/files/readBytes.js";
import { rewriteFile, type WaitingCalls } from "../../cli/src/files/rewriteFile.js";
import { kvm, makeFolder, run } from "./run.js";

const OLD = kvm("<cpu mode='host-passthrough' match='exact'/>");
const NEW = kvm("<cpu mode='host-passthrough'/>");
const CALLS: WaitingCalls = { open, realpath, unlink };
const BLANK = Buffer.from(" ");
const isRoot = process.getuid?.() === 0;

/** All that protects a file beside its mode; without the tools of Debian's acl and attr what the inode stands for. */
function protection(file: string): string {
  const tools = [
    ["getfacl", "-p", "-n"],
    ["getfattr", "-d", "-m", "-", "-h", "--absolute-names"],
  ];
  return tools.map(([tool = "", ...args]) => spawnSync(tool, [...args, file]).stdout?.toString() ?? "").join("\n");
}

/** Runs a tool where there is one. */
function tried(tool: string, ...args: string[]): boolean {
  return spawnSync(tool, args).status === 0;
}

async function fix(cwd: string, ...names: string[]) {
  return run(["lint", "--fix", ...(names.length === 0 ? ["."] : names)], { cwd });
}

/** Reads the file, lets others do something at a step of the writing, and writes. */
async function rewriteWith(file: string, after: string, others: Partial<WaitingCalls>): Promise<unknown> {
  const read = await readBytes(file);
  if ("error" in read) return read.error;
  const rewriting = { before: read.version, after: Buffer.from(after), blank: BLANK };
  return rewriteFile(file, rewriting, { ...CALLS, ...others }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

/** The calls, with something that happens before one of them: the look at the name, the opening, or the copy's making. */
function at(step: "look" | "open" | "copy", happens: () => unknown): Partial<WaitingCalls> {
  return {
    realpath: async (place) => {
      if (step === "look") await happens();
      return realpath(place);
    },
    open: async (place, flags, mode) => {
      const isCopy = place.endsWith(".before-fix");
      if ((step === "copy" && isCopy) || (step === "open" && typeof flags === "number")) await happens();
      return open(place, flags, mode);
    },
  };
}

describe("a fixed file keeps", () => {
  it.each<[string, (file: string) => unknown]>([
    ["its mode", (file) => chmod(file, 0o640)],
    ["a mode that lets nobody write", (file) => chmod(file, isRoot ? 0o444 : 0o644)],
    ["its owner", (file) => !isRoot || tried("chown", "65534:65533", file)],
    ["its access-control list", (file) => tried("setfacl", "-m", "u:65534:r,g:65533:rw,m::r", file)],
    ["its extended attributes", (file) => tried("setfattr", "-n", "user.origin", "-v", "node1", file)],
    [
      "to itself what its folder would give to others",
      (file) => tried("setfacl", "-dm", "u:65534:r", path.dirname(file)),
    ],
  ])("%s", async (_, protect) => {
    const cwd = await makeFolder({ "a.xml": OLD });
    const file = path.join(cwd, "a.xml");
    await protect(file);
    const before = { protection: protection(file), status: await stat(file) };
    expect((await fix(cwd)).code).toBe(0);
    expect(await readFile(file, "utf8")).toBe(NEW);
    expect(protection(file)).toBe(before.protection);
    const { ino, mode, uid, gid } = before.status;
    expect(await stat(file)).toMatchObject({ ino, mode, uid, gid });
    expect(await readdir(cwd)).toEqual(["a.xml"]);
  });

  it("its other names", async () => {
    const cwd = await makeFolder({ "a.xml": OLD });
    const other = path.join(await makeFolder({}), "b");
    await link(path.join(cwd, "a.xml"), other);
    expect((await fix(cwd)).out).toContain("1 fixed");
    expect(await readFile(other, "utf8")).toBe(NEW);
    expect((await stat(other)).nlink).toBe(2);
  });

  it("its links, also through a link to a folder", async () => {
    const cwd = await makeFolder({ "real/a.xml": OLD });
    await symlink("real", path.join(cwd, "vms"));
    await symlink("vms/a.xml", path.join(cwd, "b.xml"));
    expect((await fix(cwd, "b.xml")).code).toBe(0);
    expect((await lstat(path.join(cwd, "b.xml"))).isSymbolicLink()).toBe(true);
    expect((await lstat(path.join(cwd, "vms"))).isSymbolicLink()).toBe(true);
    expect(await readFile(path.join(cwd, "real/a.xml"), "utf8")).toBe(NEW);
    expect(await readdir(path.join(cwd, "real"))).toEqual(["a.xml"]);
  });
});

describe("what was changed since it was read is not written over:", () => {
  const THEIRS = kvm("<cpu mode='maximum'/>");
  it.each<[string, (file: string) => Promise<unknown>, string]>([
    ["by other content", (file) => writeFile(file, THEIRS), THEIRS],
    [
      "by content of the same length and age",
      (file) => sameAge(file, OLD.replace("exact", "other")),
      OLD.replace("exact", "other"),
    ],
    ["by another file of that name", (file) => replaced(file, THEIRS), THEIRS],
    ["by another file with the same content", (file) => replaced(file, OLD), OLD],
    ["by a link to another file", (file) => linked(file, THEIRS), THEIRS],
  ])("%s", async (_, change, left) => {
    for (const step of ["look", "open", "copy"] as const) {
      const file = path.join(await makeFolder({ "a.xml": OLD }), "a.xml");
      const others = at(step, () => change(file));
      expect(await rewriteWith(file, NEW, others)).toBe("It changed since it was read. Run the command again.");
      expect(await readFile(file, "utf8")).toBe(left);
      expect((await readdir(path.dirname(file))).filter((name) => name.endsWith(".before-fix"))).toEqual([]);
    }
  });

  it.each<[string, (file: string) => unknown, string]>([
    ["deleted", () => {}, "There is no such file or folder."],
    ["now a folder", (file) => mkdir(file), "It is a folder."],
    ["now a pipe", (file) => execFileSync("mkfifo", [file]), "It is not a regular file."],
    ["now a link in a circle", (file) => symlink("a.xml", file), "It is a link to itself."],
    ["now a link to a device", (file) => symlink("/dev/null", file), "It is not a regular file."],
  ])("%s", async (_, make, message) => {
    const file = path.join(await makeFolder({ "a.xml": OLD }), "a.xml");
    const change = async () => {
      await rm(file);
      await make(file);
    };
    expect(await rewriteWith(file, NEW, at("look", change))).toBe(message);
  });
});

describe("interrupted", () => {
  it.each([
    ["ENOSPC", "A backup copy cannot be written beside it. There is no space left."],
    ["EACCES", "A backup copy cannot be written beside it. Permission denied."],
  ])("by %s before anything is written, the file is as it was", async (code, message) => {
    const file = path.join(await makeFolder({ "a.xml": OLD }), "a.xml");
    const fails = () => {
      throw Object.assign(new Error(code), { code });
    };
    expect(await rewriteWith(file, NEW, at("copy", fails))).toBe(message);
    expect(await readFile(file, "utf8")).toBe(OLD);
    expect(await readdir(path.dirname(file))).toEqual(["a.xml"]);
  });

  it("while it was written, the next run names the copy and leaves both alone", async () => {
    const files = { "a.xml": OLD.slice(0, 30), ".a.xml.before-fix": OLD, "b.xml": OLD };
    const cwd = await makeFolder(files);
    for (const args of [
      ["lint", "."],
      ["lint", "--fix", "."],
    ]) {
      const { out, code } = await run(args, { cwd });
      expect(code).toBe(2);
      expect(out).toContain(
        "An earlier --fix was interrupted while it wrote this file. The content before it is in .a.xml.before-fix",
      );
    }
    expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(files["a.xml"]);
    expect(await readFile(path.join(cwd, ".a.xml.before-fix"), "utf8")).toBe(OLD);
    expect(await readFile(path.join(cwd, "b.xml"), "utf8")).toBe(NEW);
  });

  it.each([
    ["before it was written", OLD],
    ["while the copy was made", OLD.slice(0, 20)],
    ["before the copy was made", ""],
  ])("%s, the next run goes on and takes the copy away", async (_, copy) => {
    const cwd = await makeFolder({ "a.xml": OLD, ".a.xml.before-fix": copy });
    expect((await fix(cwd)).code).toBe(0);
    expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(NEW);
    expect(await readdir(cwd)).toEqual(["a.xml"]);
  });

  it("is no reason to wait at a pipe, or to follow a link, of the copy's name", async () => {
    const cwd = await makeFolder({ "a.xml": OLD, "b.xml": OLD, secret: "x" });
    execFileSync("mkfifo", [path.join(cwd, ".a.xml.before-fix")]);
    await symlink("secret", path.join(cwd, ".b.xml.before-fix"));
    const { out, code } = await fix(cwd);
    expect(code).toBe(2);
    expect(out.match(/\.[ab]\.xml\.before-fix already exists, so no backup copy can be made\./g)).toHaveLength(2);
    expect(await readFile(path.join(cwd, "secret"), "utf8")).toBe("x");
  });

  it("by a signal that asks it to end, it ends when the file is whole and the copy gone", async () => {
    const file = path.join(await makeFolder({ "a.xml": OLD }), "a.xml");
    let seen = 0;
    const heard = () => seen++;
    process.on("SIGHUP", heard);
    const asks = () => process.kill(process.pid, "SIGHUP");
    expect(await rewriteWith(file, NEW, at("copy", asks))).toBeUndefined();
    await expect.poll(() => seen).toBe(2);
    process.off("SIGHUP", heard);
    expect(await readdir(path.dirname(file))).toEqual(["a.xml"]);
    expect(await readFile(file, "utf8")).toBe(NEW);
  });
});

describe("what is no file", () => {
  it("is neither waited for nor replaced, named or found", async () => {
    const cwd = await makeFolder({ "good.xml": OLD, "folder.xml/x": "" });
    execFileSync("mkfifo", [path.join(cwd, "pipe.xml")]);
    await symlink("/dev/zero", path.join(cwd, "device.xml"));
    const named = await fix(cwd, "pipe.xml", "device.xml", "good.xml");
    expect(named.code).toBe(2);
    expect(named.out.match(/It is not a regular file\. Send its content to standard input, with -\./g)).toHaveLength(2);
    expect(named.out).toMatch(/1 fixed; 2 not readable\.$/m);
    expect((await fix(cwd)).code).toBe(0);
    expect((await lstat(path.join(cwd, "pipe.xml"))).isFIFO()).toBe(true);
    expect((await lstat(path.join(cwd, "device.xml"))).isSymbolicLink()).toBe(true);
    expect((await lstat(path.join(cwd, "folder.xml"))).isDirectory()).toBe(true);
  });

  it("is read where the shell hands it over", async () => {
    const handle = await open(path.join(await makeFolder({ "a.xml": OLD }), "a.xml"));
    const { out } = await run(["lint", `/dev/fd/${handle.fd}`]);
    await handle.close();
    expect(out).toContain("match-ignored");
  });
});

it("a file that cannot be written keeps no other from being fixed, and the report says so", async () => {
  const cwd = await makeFolder({ "a.xml": OLD, "b.xml": OLD, ".a.xml.before-fix/x": "" });
  const { out, code } = await fix(cwd);
  expect(code).toBe(2);
  expect(out).toMatch(/^a\.xml\n {2}It was not fixed: \.a\.xml\.before-fix already exists/m);
  expect(out).toMatch(/in 2 documents; 1 fixed; 1 can be fixed with --fix; 1 not written\.$/m);
  expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(OLD);
  expect(await readFile(path.join(cwd, "b.xml"), "utf8")).toBe(NEW);
});

it("a folder whose configuration cannot be used keeps no other from being fixed", async () => {
  const cwd = await makeFolder({ ".git/x": "", "a/x.xml": OLD, "b/x.xml": OLD, "c/x.xml": OLD });
  await writeFile(path.join(cwd, "b/libvirt-cpu.json"), Buffer.alloc(9 * 1024 * 1024));
  const { out, code } = await fix(cwd);
  expect(code).toBe(2);
  expect(out).toMatch(/^b\/x\.xml\n {2}b\/libvirt-cpu\.json: The configuration is larger than 8 MB; it is ignored\.$/m);
  for (const name of ["a", "c"]) expect(await readFile(path.join(cwd, name, "x.xml"), "utf8")).toBe(NEW);
});

async function replaced(file: string, content: string): Promise<void> {
  await writeFile(`${file}~`, content);
  await rename(`${file}~`, file);
}

async function linked(file: string, content: string): Promise<void> {
  await writeFile(`${file}.other`, content);
  await rm(file);
  await symlink(`${path.basename(file)}.other`, file);
}

async function sameAge(file: string, content: string): Promise<void> {
  const { atimeMs, mtimeMs } = await stat(file);
  await writeFile(file, content);
  await utimes(file, atimeMs / 1000, mtimeMs / 1000);
}
