import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  baselineCpu,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  compareCpu,
  formatCpu,
  parseCpu,
  readHost,
} from "../../shared/src/engine/index.js";
import { createDice, type Dice } from "./documents/dice.js";
import type { Driver } from "./driver.js";
import type { Answer } from "./virsh.js";

/** The QEMU driver takes these out of what it expands; the verbs themselves keep them. */
const FILTERED = new Set(
  "cmt mbm_total mbm_local osxsave ospke vmx-ept-uc vmx-ept-wb vmx-invvpid-single-context ht cmp_legacy".split(" "),
);

interface Question {
  /** The command, after its file is written. */
  readonly command: string;
  readonly text: string;
  readonly ours: string;
}

/**
 * Asks the libvirt that is here for baselines and comparisons of random CPUs, and the engine the same.
 *
 * @returns how many answers were the same, and the questions of the others
 */
export async function compareVerbs(driver: Driver, map: CpuMap, { seed, count }: { seed: number; count: number }) {
  const dice = createDice(seed, 0);
  const capabilities = (await driver.run(["capabilities"]))[0]?.output ?? "";
  const host = readHost(capabilities.slice(capabilities.indexOf("<capabilities>")), map).cpu;
  const questions = Array.from({ length: count }, (_, index) => {
    const file = `${index}.xml`;
    const question = host !== undefined && dice.chance(0.4) ? comparison(dice, map, host) : baseline(dice, map);
    writeFileSync(path.join(driver.folder, file), question.text);
    return { ...question, command: question.command.replace("FILE", file) };
  });
  // Short names: virsh repeats what is typed, and wraps long lines.
  const [, ...answers] = await driver.run([`cd ${driver.folder}`, ...questions.map(({ command }) => command)]);
  const wrong = questions.flatMap((question, index) => {
    const libvirt = plain(answers[index], question.command);
    return libvirt === question.ours ? [] : [{ ...question, libvirt }];
  });
  return { passed: questions.length - wrong.length, wrong };
}

/** What virsh answered, without the names of files in it. */
function plain(answer: Answer | undefined, command: string): string {
  if (answer === undefined) return "no answer";
  if (answer.error !== undefined && !command.startsWith("cpu-compare")) return answer.error;
  const text = `${answer.output}\n${answer.error ?? ""}`.trim();
  if (!command.startsWith("cpu-compare")) return text;
  if (text.includes("is a superset of")) return "superset";
  return text.includes("is identical to") ? "identical" : (answer.error ?? text);
}

function baseline(dice: Dice, map: CpuMap): Question {
  const vendor = dice.pick(["Intel", "AMD"]);
  const models = map.models.filter((model) => model.vendor === undefined || model.vendor === vendor);
  const hosts = Array.from({ length: 1 + dice.below(4) }, () => {
    const named = dice.chance(0.8) ? `<vendor>${dice.chance(0.95) ? vendor : "Intel"}</vendor>` : "";
    const features = someFeatures(dice, map).map((name) => `<feature name='${name}'/>`);
    return `<cpu><arch>x86_64</arch><model>${dice.pick(models).name}</model>${named}${features.join("")}</cpu>`;
  });
  const [migratable, expand] = [dice.chance(0.3), dice.chance(0.3)];
  return {
    command: `cpu-baseline FILE${expand ? " --features" : ""}${migratable ? " --migratable" : ""}`,
    text: hosts.join("\n"),
    ours: said(() => {
      const cpus = hosts.map((xml) => parseCpu(xml, { type: "host" }));
      return formatCpu(baselineCpu(cpus, map, { migratable, expand }).cpu).trim();
    }),
  };
}

function comparison(dice: Dice, map: CpuMap, host: CpuDefinition): Question {
  const known = dice.chance(0.5) ? [host.model ?? ""] : map.models.map(({ name }) => name);
  const policies = ["require", "optional", "disable", "forbid", "force"];
  const features = someFeatures(dice, map).map((name) => `<feature policy='${dice.pick(policies)}' name='${name}'/>`);
  const match = dice.pick(["exact", "minimum", "strict"]);
  const text = `<cpu match='${match}'><model>${dice.pick(known)}</model>${features.join("")}</cpu>`;
  return {
    command: "cpu-compare FILE --error",
    text,
    ours: said(() => {
      const { result, reason } = compareCpu(host, parseCpu(text, { type: "auto" }), map);
      return result === "incompatible" ? `the CPU is incompatible with host CPU: ${reason}` : result;
    }),
  };
}

function someFeatures(dice: Dice, map: CpuMap): string[] {
  const names = map.features.map(({ name }) => name).filter((name) => !FILTERED.has(name));
  return [...new Set(Array.from({ length: dice.below(10) }, () => dice.pick(names)))];
}

function said(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CpuError) return error.message;
    throw error;
  }
}
