import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUNDLES } from "../../scripts/build.js";
import { kvm, root, samples } from "./run.js";

const exec = promisify(execFile);
/** What npm packs, beside the bundles. */
const PACKED = ["package.json", ".npmignore", "README.md", "LICENSE", "data", "docs"];
const MINUTE = 60_000;

let folder: string;
let bin: string;

/** Packs the package and installs it as a user does, without a network. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-package-"));
  const source = path.join(folder, "source");
  mkdirSync(source);
  for (const name of PACKED) cpSync(path.join(root, name), path.join(source, name), { recursive: true });
  const isProgram = ({ outfile = "" }: BuildOptions) => /^dist\/(?:cli|server\/node|engine)/.test(outfile);
  const into = ({ outfile = "", ...options }: BuildOptions) =>
    build({ ...options, absWorkingDir: root, outfile: path.join(source, outfile) });
  await Promise.all(BUNDLES.filter(isProgram).map(into));
  const env = { ...process.env, npm_config_cache: path.join(folder, "cache"), npm_config_update_notifier: "false" };
  await exec("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: source, env });
  const prefix = path.join(folder, "installed");
  const options = ["--offline", "--no-audit", "--no-fund", "--silent"];
  const tarball = path.join(folder, "libvirt-cpu-0.1.0.tgz");
  await exec("npm", ["install", "--global", "--prefix", prefix, ...options, tarball], { cwd: folder, env });
  bin = path.join(prefix, "bin");
}, MINUTE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the installed package by its name. */
function start(name: string, args: readonly string[], cwd = samples) {
  const child = spawn(path.join(bin, name), args, { cwd });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.err += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, ...written })),
  );
  return { child, ended };
}

function runInstalled(args: readonly string[], stdin = "", cwd = samples): Promise<Ended> {
  const { child, ended } = start("libvirt-cpu", args, cwd);
  child.stdin.end(stdin);
  return ended;
}

describe("the installed package", () => {
  it("checks files", async () => {
    const { code, out, err } = await runInstalled(["lint", "."]);
    expect(out).toMatch(/^broken\.xml$/m);
    expect([code, err]).toEqual([1, ""]);
  });

  it("checks standard input", async () => {
    const { code, out } = await runInstalled(["lint", "-"], kvm("<cpu mode='host-passthrough'/>"), folder);
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
    const { stdout, stderr } = await exec("bash", ["-c", command, path.join(bin, "libvirt-cpu")]);
    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });

  it("ends with Ctrl-C while it waits", async () => {
    const { child, ended } = start("libvirt-cpu", ["lint", "broken.xml", "-"]);
    child.once("spawn", () => child.kill("SIGINT"));
    expect(await ended).toMatchObject({ code: null, signal: "SIGINT", out: "" });
  });

  it("has the language server", async () => {
    const { child, ended } = start("libvirt-cpu-language-server", ["--stdio"]);
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    };
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    send({ id: 2, method: "shutdown" });
    send({ method: "exit" });
    expect(await ended).toMatchObject({ code: 0, out: expect.stringContaining('"serverInfo":{"name":"libvirt-cpu"}') });
  });

  it("whose server says how it is started", async () => {
    const { code, err } = await start("libvirt-cpu-language-server", []).ended;
    expect([code, err]).toEqual([2, "Usage: libvirt-cpu-language-server --stdio | --node-ipc | --socket=<port>\n"]);
  });
});
