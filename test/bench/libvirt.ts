import { writeFileSync } from "node:fs";
import path from "node:path";
import { baselineCpu, type CpuMap, compareCpu, formatCpu, parseCpu, readHost } from "../../shared/src/engine/index.js";
import { type Driver, startDriver } from "../libvirt/driver.js";
import { whyNoLibvirt } from "../libvirt/install.js";
import { testCatalogue } from "../support/catalogue.js";
import { intelHosts } from "./hosts.js";
import { measure } from "./measure.js";

const REPEATS = 40;
const HOSTS = [1, 10, 1000, 10_000];

/** The same questions to libvirt, where one is installed, and to the engine: definitions as text in, the answer as text out. */
export async function benchLibvirt(budget: number, hosts: readonly number[] = HOSTS): Promise<void> {
  if ((await whyNoLibvirt(false)) !== undefined) return;
  const { map } = await testCatalogue();
  if (map === undefined) return;
  const driver = startDriver();
  try {
    const [version, capabilities] = await driver.run(["version", "capabilities"]);
    const release = /Using library: libvirt (\S+)/.exec(version?.output ?? "")?.[1] ?? "";
    console.log(
      `\nThe same questions to libvirt ${release} and the engine${" ".repeat(4)}libvirt ms   engine ms, parsing it   engine ms, parsed`,
    );
    for (const count of hosts) await benchBaseline(driver, map, count, budget);
    await benchCompare(driver, map, capabilities?.output ?? "", budget);
  } finally {
    await driver.stop();
  }
}

async function benchBaseline(driver: Driver, map: CpuMap, count: number, budget: number): Promise<void> {
  const cpus = intelHosts(count);
  const texts = cpus.map((cpu) => formatCpu(cpu));
  writeFileSync(path.join(driver.folder, "hosts.xml"), texts.join("\n"));
  const libvirt = await timeOf(driver, "cpu-baseline hosts.xml", count > 1000 ? 3 : REPEATS);
  const whole = await measure(
    () =>
      formatCpu(
        baselineCpu(
          texts.map((text) => parseCpu(text, { type: "host" })),
          map,
        ).cpu,
      ),
    budget,
  );
  const parsed = await measure(() => formatCpu(baselineCpu(cpus, map).cpu), budget);
  print(`baseline of ${count.toLocaleString("en")} hosts`, libvirt, whole.median, parsed.median);
}

async function benchCompare(driver: Driver, map: CpuMap, output: string, budget: number): Promise<void> {
  const host = readHost(output.slice(output.indexOf("<capabilities>")), map).cpu;
  if (host === undefined) return;
  const text = "<cpu match='exact'><model>Haswell-noTSX</model><feature policy='require' name='vmx'/></cpu>";
  writeFileSync(path.join(driver.folder, "cpu.xml"), text);
  const libvirt = await timeOf(driver, "cpu-compare cpu.xml", REPEATS);
  const whole = await measure(() => compareCpu(host, parseCpu(text, { type: "auto" }), map), budget);
  const cpu = parseCpu(text, { type: "auto" });
  const parsed = await measure(() => compareCpu(host, cpu, map), budget);
  print("compare", libvirt, whole.median, parsed.median);
}

/** What one command costs inside a virsh that runs anyway, in milliseconds: the least of three runs, less an empty command. */
async function timeOf(driver: Driver, command: string, repeats: number): Promise<number> {
  const run = async (what: string, times: number) => {
    const began = performance.now();
    await driver.run([`cd ${driver.folder}`, ...Array.from({ length: times }, () => what)]);
    return performance.now() - began;
  };
  const least = async (what: string, times: number) =>
    Math.min(await run(what, times), await run(what, times), await run(what, times));
  return ((await least(command, repeats)) - (await least("pwd", repeats))) / repeats;
}

function print(what: string, ...times: readonly number[]): void {
  console.log(what.padEnd(52) + times.map((time) => time.toFixed(4).padStart(14)).join(""));
}
