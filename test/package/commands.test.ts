import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kvm, samples } from "../cli/run.js";
import { type Ended, type Installed, install } from "./install.js";

const exec = promisify(execFile);

let installed: Installed;

beforeAll(async () => {
  installed = await install(true);
}, 60_000);
afterAll(() => installed.remove());

function runInstalled(args: readonly string[], stdin = "", cwd = samples): Promise<Ended> {
  const { child, ended } = installed.start("libvirt-cpu", args, cwd);
  child.stdin.end(stdin);
  return ended;
}

describe("the command line, installed globally", () => {
  it("checks files", async () => {
    const { code, out, err } = await runInstalled(["lint", "."]);
    expect(out).toMatch(/^broken\.xml$/m);
    expect([code, err]).toEqual([1, ""]);
  });

  it("checks standard input", async () => {
    const { code, out } = await runInstalled(["lint", "-"], kvm("<cpu mode='host-passthrough'/>"), installed.folder);
    expect([code, out]).toEqual([0, "Nothing to say in 1 document.\n"]);
  });

  it("has all data that its commands read", async () => {
    expect((await runInstalled(["hosts", "--references"])).out).toContain("xeon-gold-6130");
    expect((await runInstalled(["check-start", "web01.xml", "--host", "xeon-gold-6130"])).out).toContain("Fits");
    expect((await runInstalled(["explain", "z14", "--arch", "s390x", "--libvirt", "9.0.0"])).code).toBe(0);
  });

  it("says its version and its usage", async () => {
    expect((await runInstalled(["--version"])).out).toBe("libvirt-cpu 0.1.0\n");
    expect(await runInstalled(["lint", "--fromat"])).toMatchObject({ code: 2, out: "" });
  });

  it("is quiet when its reader has seen enough", async () => {
    const command = `"$0" cpu-models --json | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await exec("bash", ["-c", command, path.join(installed.bin, "libvirt-cpu")]);
    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });

  it("ends with Ctrl-C while it waits", async () => {
    const { child, ended } = installed.start("libvirt-cpu", ["lint", "broken.xml", "-"], samples);
    child.once("spawn", () => child.kill("SIGINT"));
    expect(await ended).toMatchObject({ code: null, signal: "SIGINT", out: "" });
  });
});
