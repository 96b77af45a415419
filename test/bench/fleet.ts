import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { fleetLines } from "../support/fleetLines.js";
import { residentMegabytes } from "./serverProcess.js";

const COUNTS = [10, 1000, 100_000];
const SMOKE_COUNTS = [10];

/** The bundled command line on hosts that are all unlike, a process each: what a host costs must not grow with the fleet. */
export async function benchFleet(isSmoke: boolean): Promise<void> {
  console.log(
    `\n${"Command line: hosts as lines of JSON".padEnd(44)}${["s", "µs a host", "memory"].map((head) => head.padStart(12)).join("")}`,
  );
  for (const count of isSmoke ? SMOKE_COUNTS : COUNTS) {
    await time(`baseline of ${count.toLocaleString("en")} hosts`, ["baseline", "-"], count);
    await time(
      `compare with ${count.toLocaleString("en")} hosts`,
      ["compare", "samples/web01.xml", "-", "--json"],
      count,
    );
  }
}

async function time(what: string, args: readonly string[], count: number): Promise<void> {
  const lines = [...fleetLines(Math.min(count, 10_000))];
  const stream = function* () {
    for (let sent = 0; sent < count; sent += lines.length) yield* lines.slice(0, count - sent);
  };
  const began = performance.now();
  const child = spawn(process.execPath, ["dist/cli/libvirt-cpu.cjs", ...args], { stdio: ["pipe", "ignore", "ignore"] });
  Readable.from(stream()).pipe(child.stdin);
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, residentMegabytes(child.pid) || 0);
  }, 20);
  await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const figures = [seconds.toFixed(2), ((seconds / count) * 1e6).toFixed(0), `${memory} MB`];
  console.log(what.padEnd(44) + figures.map((figure) => figure.padStart(12)).join(""));
}
