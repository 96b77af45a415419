import { readdirSync, readFileSync } from "node:fs";
import { RULES } from "../../../../shared/src/rules/index.js";
import { readVectors } from "../../../conformance/vectors.js";
import { inDomain } from "../check.js";
import { NEAR_MISSES } from "../nearMisses/index.js";

const SAMPLES = new URL("../../../../samples/", import.meta.url);

/** Every so many of the recorded `<cpu>`: neighbours are alike. */
const STEP = 4;

function samples(): string[] {
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith(".xml"));
  return names.map((name) => readFileSync(new URL(name, SAMPLES), "utf8"));
}

function recordedCpus(): string[] {
  const rows = readVectors<{ cpu: string }>("parse.jsonl").filter((_, index) => index % STEP === 0);
  return rows.map(({ cpu }) => inDomain(cpu));
}

/** Documents of every kind by where they come from, most with something wrong. */
export const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  samples: samples(),
  "recorded domains": readVectors<{ xml: string }>("domains.jsonl").map(({ xml }) => xml),
  "recorded CPUs": recordedCpus(),
  examples: RULES.map(({ example }) => inDomain(example)),
  "near misses": Object.values(NEAR_MISSES).flat().map((text) => inDomain(text)),
};
