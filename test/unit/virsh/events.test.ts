import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../../virsh/src/connect.js";
import { eventReader, followEvents } from "../../../virsh/src/events.js";

describe("what virsh prints", () => {
  /** The names that were told, one list for each output. */
  function read(...outputs: readonly string[]): string[][] {
    const told: string[][] = [];
    const reader = eventReader(
      (names) => told.push([...names]),
      () => 0,
    );
    for (const output of outputs) reader(output);
    return told;
  }

  it.each<[string, readonly string[], readonly string[][]]>([
    ["an event", ["event 'lifecycle' for domain 'web01': Started Booted\n"], [["web01"]]],
    ["without quotation marks", ["event 'lifecycle' for domain web01: Defined Added\n"], [["web01"]]],
    [
      "several of one VM",
      ["event 'lifecycle' for domain 'a': Resumed Unpaused\nevent 'lifecycle' for domain 'a': Started Booted\n"],
      [["a"]],
    ],
    ["in pieces", ["event 'lifecycle' for dom", "ain 'a b': Undefined Re", "named\nevent"], [["a b"]]],
    [
      "a name that looks like the text around it",
      ["event 'lifecycle' for domain 'a': Started Booted': Stopped Destroyed\n"],
      [["a': Started Booted"]],
    ],
    ["other events", ["event 'balloon-change' for domain 'a': 1024KiB\nevents received: 1\n\n"], []],
    [
      "a line without an end, and one after it",
      ["x".repeat(100_000), "\nevent 'lifecycle' for domain 'a': Started Booted\n"],
      [["a"]],
    ],
  ])("%s", (_, outputs, told) => {
    expect(read(...outputs)).toEqual(told);
  });

  it("is too much at more than 1 MB in a minute", () => {
    let now = 0;
    const reader = eventReader(
      () => undefined,
      () => now,
    );
    const half = "x".repeat(512 * 1024);
    expect([reader(half), reader(half)]).toEqual([true, true]);
    now = 60_001;
    expect([reader(half), reader(half), reader("x")]).toEqual([true, true, false]);
  });
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "virsh-events-"));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
/** A stand-in for virsh: a real one does not fail when asked. */
async function staged(script: string): Promise<string> {
  const file = path.join(folder, `virsh${count++}`);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Processes that still have this text in their command line. */
function left(text: string): string {
  return execFileSync("sh", ["-c", `ps -eo args | grep -F "${text}" | grep -v grep || true`], { encoding: "utf8" });
}

const EVENT = "event 'lifecycle' for domain 'web01': Started Booted";

/** Follows the events until virsh ends, or `told` ends it. */
async function follow(executable: string, told: (names: readonly string[], end: () => void) => void): Promise<unknown> {
  const ending = new AbortController();
  const run = followEvents(connect("qemu:///system", { executable: () => executable }), ending.signal, (names) =>
    told(names, () => ending.abort()),
  );
  return run.catch((error: { readonly failure: { readonly code: string } }) => error.failure.code);
}

describe("virsh event", () => {
  it("is asked for the lifecycle alone", async () => {
    const file = await staged(`echo "$*" >&2; exit 3`);
    const run = followEvents(
      connect("qemu:///system", { executable: () => file }),
      new AbortController().signal,
      () => undefined,
    );
    await expect(run).rejects.toMatchObject({
      failure: { message: "--quiet --connect qemu:///system event --loop --event lifecycle" },
    });
  });

  it("tells while it runs, and is ended with all that it started", async () => {
    const file = await staged(`echo "${EVENT}"; sleep 971 & sleep 972`);
    const names: string[] = [];
    const end = await follow(file, (told, stop) => {
      names.push(...told);
      stop();
    });
    expect([names, end]).toEqual([["web01"], "cancelled"]);
    expect(left("sleep 97") + left(file)).toBe("");
  });

  it("tells each line at once, also where virsh keeps what it writes to a pipe", async () => {
    // cut writes to a pipe when it ends, as virsh 7 does.
    const file = await staged(`{ echo "${EVENT}"; sleep 973; } | cut -c1-`);
    expect(await follow(file, (_, stop) => stop())).toBe("cancelled");
    expect(left("sleep 973")).toBe("");
  });

  it("that floods is ended", async () => {
    const file = await staged(`yes "${EVENT}"`);
    expect(await follow(file, () => undefined)).toBe("too-much");
    expect(left(file)).toBe("");
  });

  it.each([
    ["exit 0", undefined],
    ["echo 'error: Disconnected from qemu:///system due to end of file' >&2; exit 1", "failed"],
    ["echo 'error: this function is not supported by the connection driver: x' >&2; exit 1", "unsupported"],
    ["printf '\\377\\376 nothing of virsh'; exit 9", "failed"],
  ])("that ends by itself says how: %s", async (script, end) => {
    expect(await follow(await staged(script), () => undefined)).toBe(end);
  });

  it("that is not there", async () => {
    expect(await follow(path.join(folder, "none"), () => undefined)).toBe("missing");
  });

  it("is not run over ssh, where nothing would end it", async () => {
    const virsh = connect("qemu+ssh://n1/system", { executable: () => "virsh", via: "ssh" });
    const run = followEvents(virsh, new AbortController().signal, () => undefined);
    await expect(run).rejects.toMatchObject({ failure: { code: "unsupported" } });
  });

  it("ends with the program that follows it, however that ends", async () => {
    const pid = path.join(folder, "pid");
    const file = await staged(`echo $$ >'${pid}.new'; mv '${pid}.new' '${pid}'; exec sleep 974`);
    const program = path.join(folder, "follow.mts");
    const source = new URL("../../../virsh/src/", import.meta.url).pathname;
    await writeFile(
      program,
      `import { connect } from "${source}connect.ts";
import { followEvents } from "${source}events.ts";
await followEvents(connect("qemu:///system", { executable: () => "${file}" }), new AbortController().signal, () => {});`,
    );
    const parent = spawn(process.execPath, ["--import", "tsx", program], { stdio: "inherit" });
    await isThere(pid, parent);
    const virsh = Number(await readFile(pid, "utf8"));
    const gone = once(spawn("tail", [`--pid=${virsh}`, "-f", "/dev/null"]), "exit");
    parent.kill("SIGKILL");
    await gone;
    expect(left("sleep 974")).toBe("");
  });
});

/** Waits for a file. */
async function isThere(file: string, writer: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(path.dirname(file), (_, name) => {
      if (name !== path.basename(file)) return;
      watcher.close();
      resolve();
    });
    writer.once("exit", () => reject(new Error("it has ended")));
  });
}
