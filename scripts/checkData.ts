/** `npm run data:check`: every data file fits its schema, generated types are up to date, nothing lacks its description. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { Ajv } from "ajv";
import type { CpuMapIndex } from "../shared/src/catalogue/cpuMapIndex.js";
import { nameHistories } from "../shared/src/catalogue/nameHistory.js";
import { firstOf } from "../shared/src/catalogue/releases.js";
import type { Since } from "../shared/src/catalogue/sinceJson.js";
import { isOlder } from "../shared/src/common/releases.js";
import type { CpuMapsJson } from "../shared/src/engine/cpuMapsJson.js";
import { generateAll } from "./generate.js";

const problems: string[] = [];
const ajv = new Ajv({ allErrors: false, allowUnionTypes: true });

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name))
    .sort();
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

function checkSchemas(): number {
  // Translations are lists of texts: test/unit/l10n compares them with what is said.
  const files = jsonFiles("data").filter((path) => !/^data\/(?:schema|l10n)\//.test(path));
  let checked = 0;
  for (const path of files) {
    const { $schema } = readJson<{ $schema?: string }>(path);
    if ($schema === undefined) {
      if (path !== "data/hosts/index.json") problems.push(`${path} names no $schema`);
      continue;
    }
    const schema = normalize(join(dirname(path), $schema));
    const validate = ajv.getSchema(schema) ?? ajv.compile({ ...readJson<object>(schema), $id: schema });
    if (!validate(readJson(path))) problems.push(`${path}: ${ajv.errorsText(validate.errors)}`);
    checked++;
  }
  return checked;
}

async function checkGenerated(): Promise<void> {
  for (const [path, text] of await generateAll()) {
    const formatted = path.endsWith(".ts") ? formattedCode(path, text) : text;
    if (formatted !== readFileSync(path, "utf8")) problems.push(`${path} is not what npm run data:generate makes`);
  }
}

function formattedCode(path: string, text: string): string {
  return execFileSync("npx", ["biome", "format", `--stdin-file-path=${path}`], { input: text, encoding: "utf8" });
}

/** Which documentation must have an entry for which names. */
function checkDescriptions(): number {
  let names = 0;
  for (const path of jsonFiles("data/cpu-map").filter((file) => !/^(?:index|since)\.json$/.test(basename(file)))) {
    const map = readJson<CpuMapsJson>(path);
    names += described(path, map.models, `data/docs/models/${map.arch}.json`, "models");
    if (map.features.length > 0)
      names += described(path, map.features, `data/docs/features/${map.arch}.json`, "features");
  }
  for (const path of jsonFiles("data/models")) {
    const { models } = readJson<{ models: { name: string }[] }>(path);
    names += described(path, models, `data/docs/models/${basename(path).replace("x86_64", "x86")}`, "models");
  }
  return names;
}

/** Dates that release notes tell must fit what the maps show, and the index must name the releases of the maps. */
function checkReleases(): void {
  const { maps: index } = readJson<CpuMapIndex>("data/cpu-map/index.json");
  const since = readJson<Since>("data/cpu-map/since.json");
  for (const arch of ["x86", "aarch64", "ppc64"]) {
    const maps = readJson<CpuMapsJson>(`data/cpu-map/${arch}.json`);
    if (maps.releases.join() !== index.map(({ release }) => release).join()) {
      problems.push(`data/cpu-map/index.json does not name the releases of ${arch}.json`);
    }
    const shown = nameHistories(maps, index, undefined);
    for (const kind of ["models", "features"] as const) {
      for (const [name, told] of Object.entries(since.arches[arch]?.[kind] ?? {})) {
        const history = shown[kind].get(name);
        const [first, last] = typeof told === "string" ? [told, told] : [told.after, told.by];
        const fits =
          history !== undefined &&
          !isOlder(history.by ?? firstOf(index[0]), last) &&
          (history.after === undefined || !isOlder(first, history.after));
        if (!fits) problems.push(`data/cpu-map/since.json: ${name} of ${arch} is not what the maps show`);
      }
    }
  }
}

function described(
  path: string,
  items: readonly { readonly name: string }[],
  docs: string,
  key: "models" | "features",
): number {
  const entries = readJson<Record<string, Record<string, unknown>>>(docs)[key] ?? {};
  for (const { name } of items) {
    if (!Object.hasOwn(entries, name)) problems.push(`${docs} describes no ${name} (of ${path})`);
  }
  return items.length;
}

const files = checkSchemas();
const names = checkDescriptions();
checkReleases();
await checkGenerated();
for (const problem of problems) console.error(problem);
console.log(`${files} data files, ${names} names described, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
