import { summaryText } from "../../../shared/src/hosts/reasonsSummary.js";
import type { Given } from "../arguments/given.js";
import type { Command, Tools } from "../command.js";
import { readInputs } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type JudgedDefinition, type JudgedFile, judgeInput } from "../start/judgeInput.js";
import { printJudged } from "../start/printJudged.js";
import { toJson } from "../text/plain.js";

/** `libvirt-cpu check-start` */
export const checkStart: Command = {
  name: "check-start",
  takes: "<file | folder | ->…",
  summary: "Tell on which hosts a VM starts, and why not on the others.",
  description: [
    "Judged as libvirt does at start: the CPU against what the hypervisor gives there, the architecture, the domain type, the number of vCPUs.",
    "The hosts are those of --host, else the target of libvirt-cpu.json. Of a host that is known by its processor only, it is told whether the CPU fits.",
  ],
  options: ["json", "host", "target", "libvirt", "config"],
  examples: [
    ["libvirt-cpu check-start web01.xml", "on the target of libvirt-cpu.json"],
    [
      "libvirt-cpu check-start web01.xml --host node1.domcaps.xml,node1.caps.xml",
      "on one host, by two documents about it",
    ],
    ["virsh dumpxml web01 | libvirt-cpu check-start - --target prod", "a VM as libvirt has it, on a pool"],
  ],
  exits: {
    [Exit.ok]: "every VM starts on, or fits, every host",
    [Exit.problems]: "some VM does not start on some host, or it is not known whether it does",
  },
  run: runCheckStart,
};

async function runCheckStart(given: Given, tools: Tools): Promise<Exit> {
  if (given.positionals.length === 0) throw new UsageError("Name files or folders; - is standard input.");
  const targetOf = async (folder: string) => (await tools.projectOf(folder)).target();
  const files: JudgedFile[] = [];
  for await (const input of readInputs(given.positionals, tools.io)) {
    const judged = await judgeInput(input, targetOf);
    if (judged !== undefined) files.push(judged);
    else if (input.isNamed) throw new FailureError(`${input.name}: It is no definition of a VM.`);
  }
  if (files.length === 0) throw new FailureError(`There are no VMs in ${given.positionals.join(", ")}.`);
  if (given.has("json")) tools.out.raw(`${toJson({ files: files.map(toFile) })}\n`);
  else for (const file of files) printJudged(file, tools.out);
  if (files.some(({ error }) => error !== undefined)) return Exit.failure;
  return files.every(({ definitions }) => definitions.every(startsEverywhere)) ? Exit.ok : Exit.problems;
}

function startsEverywhere({ assessment }: JudgedDefinition): boolean {
  if (assessment === undefined) return true;
  const { verdicts, unknown } = assessment;
  return unknown.length === 0 && verdicts.every(({ outcome }) => outcome === "starts" || outcome === "fits");
}

function toFile({ file, definitions, error }: JudgedFile) {
  return {
    file,
    ...(error === undefined ? {} : { error }),
    definitions: definitions.map(({ line, assessment }) => ({
      line,
      ...(assessment === undefined
        ? {}
        : {
            target: assessment.target.name,
            summary: summaryText(assessment),
            hosts: assessment.verdicts.map(({ host, outcome, problems }) => ({
              host: host.name,
              libvirt: host.release,
              outcome,
              problems,
            })),
            unknown: assessment.unknown,
          }),
    })),
  };
}
