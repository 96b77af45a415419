/**
 * Turns recorded cases into test data: small documents on which the product was wrong, each with the answer of a real
 * libvirt 12.8.0 (QEMU 11.1.3).
 *
 *   npx tsx scripts/importCases.ts <folder of cases>
 *
 * `truth/*.xml` with the answer in the `.txt` beside it become rows of test/cases/truth.jsonl, `truth/*.json`, which ask
 * the CPU engine, rows of test/cases/engine.jsonl; documents of `field`, the
 * documents of the host they were tried on, and `templates` are copied unchanged.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OUT = fileURLToPath(new URL("../test/cases/", import.meta.url));

/** One question to libvirt. */
interface Row {
  readonly name: string;
  readonly stage: "define" | "silent" | "start";
  readonly xml: string;
  /** What libvirt refused it with; null where it took it. */
  readonly refused: string | null;
  /** The domain capabilities that are the host's at start. */
  readonly host?: string;
}

const STAGES: Readonly<Record<string, Row["stage"]>> = {
  D: "define",
  f: "define",
  m: "define",
  L: "silent",
  S: "start",
};
const ANSWER =
  /^libvirt[^:\n]*?(?:: (?:accepts|starts)|[: ]+(?:refuses|does not start|CRASH of libvirtd): (.*)| accepts| refuses: (.*))$/m;

function readRow(folder: string, file: string): Row {
  const name = file.slice(0, -".xml".length);
  const stage = STAGES[name[0] ?? ""];
  const answer = readFileSync(join(folder, `${name}.txt`), "utf8");
  const match = ANSWER.exec(answer);
  if (stage === undefined || (match === null && stage !== "silent"))
    throw new Error(`${file}: no answer that is known`);
  const host = /check-start with (\S+):/.exec(answer)?.[1];
  return {
    name,
    stage,
    xml: readFileSync(join(folder, file), "utf8"),
    refused: match?.[1] ?? match?.[2] ?? null,
    ...(host === undefined ? {} : { host }),
  };
}

/** A question to the CPU engine with libvirt's answer, as rows of the vectors have it. */
function readEngineRow(folder: string, file: string): object {
  const name = file.slice(0, -".json".length);
  const [, text = ""] = /^libvirt [^:]*: (.*)$/m.exec(readFileSync(join(folder, `${name}.txt`), "utf8")) ?? [];
  const question = JSON.parse(readFileSync(join(folder, file), "utf8")) as object;
  return { name, ...question, expect: readAnswer(text) };
}

function readAnswer(text: string): object {
  if (text.startsWith("ERROR ")) return { error: text.slice("ERROR ".length) };
  const [, result, message] = /^\{'result': '(\w+)', 'message': '(.*)'\}$/.exec(text) ?? [];
  return { ok: result === undefined ? text : { result, message } };
}

function main(source: string | undefined): number {
  if (source === undefined) {
    console.error("usage: importCases.ts <folder of cases>");
    return 2;
  }
  const truth = join(source, "truth");
  const files = readdirSync(truth).sort();
  const rows = files.filter((file) => file.endsWith(".xml")).map((file) => readRow(truth, file));
  const engine = files.filter((file) => file.endsWith(".json")).map((file) => readEngineRow(truth, file));
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, "truth.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  writeFileSync(join(OUT, "engine.jsonl"), engine.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const field = join(source, "field");
  for (const file of readdirSync(field).filter((name) => name.endsWith(".xml"))) {
    cpSync(join(field, file), join(OUT, "field", file));
  }
  cpSync(join(source, "templates"), join(OUT, "templates"), { recursive: true });
  console.log(`${rows.length} rows, ${engine.length} of the engine`);
  return 0;
}

process.exitCode = main(process.argv[2]);
