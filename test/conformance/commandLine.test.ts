import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { makeFolder, run } from "../cli/run.js";
import { type Answer, hostVariantXml, readVectors } from "./vectors.js";

type BaselineRow = { hosts: string[]; migratable: boolean; expand: boolean; expect: Answer };
type CompareRow = { host: string; cpu: string; expect: { ok: { result: string; message: string | null } } };

const baselines = readVectors<BaselineRow>("baseline.jsonl");
const comparisons = readVectors<CompareRow>("compare.jsonl");
const RELEASE = ["--libvirt", "12.8.0"];
const PREFIX = "the CPU is incompatible with host CPU: ";
let folder = "";
const names = [...new Set([...baselines.flatMap(({ hosts }) => hosts), ...comparisons.map(({ host }) => host)])];
const fileOf = (name: string) => `host${names.indexOf(name)}.xml`;

beforeAll(async () => {
  folder = await makeFolder(Object.fromEntries(names.map((name) => [fileOf(name), hostVariantXml(name)])), false);
});

/**
 * The rows are answers of the engine in libvirt (virCPUBaseline). Of them its QEMU driver leaves out what no switch of QEMU
 * gives a guest: `virsh cpu-baseline` of 12.8 was asked about each name.
 */
const LEFT_OUT = /^ *<feature policy='require' name='(?:ht|cmp_legacy|osxsave|ospke|cmt|mbm_total|mbm_local)'\/>\n/gm;

it.each(baselines)("baseline of $hosts $#", async ({ hosts, migratable, expand, expect: expected }) => {
  const files = hosts.map((name) => path.join(folder, fileOf(name)));
  const choices = [...(migratable ? ["--migratable"] : []), ...(expand ? ["--features"] : [])];
  const { out, code } = await run(["baseline", ...files, ...choices, ...RELEASE], { cwd: folder });
  expect([out, code]).toEqual("ok" in expected ? [expected.ok.replaceAll(LEFT_OUT, ""), 0] : ["", 1]);
});

it.each(comparisons)("compare with $host $#", async ({ host, cpu, expect: { ok } }) => {
  const { out } = await run(["compare", "-", fileOf(host), "--json", ...RELEASE], { cwd: folder, stdin: cpu });
  const { result, reason } = JSON.parse(out) as { result: string; reason?: string };
  if (result === "takes-host") expect(ok.result).not.toBe("incompatible");
  else expect([result, reason === undefined ? null : PREFIX + reason]).toEqual([ok.result, ok.message]);
});
