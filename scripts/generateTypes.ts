/** Makes TypeScript types from the JSON Schemas of data/, so that data and code cannot drift apart. */
import { readFileSync } from "node:fs";
import { compileFromFile } from "json-schema-to-typescript";

const OUTPUTS: readonly (readonly [schema: string, target: string])[] = [
  ["data/schema/cpu-map.schema.json", "shared/src/engine/cpuMapsJson.ts"],
  ["data/schema/element-docs.schema.json", "shared/src/catalogue/elementDocs.ts"],
  ["data/schema/feature-docs.schema.json", "shared/src/catalogue/featureDocs.ts"],
  ["data/schema/model-docs.schema.json", "shared/src/catalogue/modelDocs.ts"],
  ["data/schema/cpu-map-index.schema.json", "shared/src/catalogue/cpuMapIndex.ts"],
  ["data/schema/since.schema.json", "shared/src/catalogue/sinceJson.ts"],
  ["data/schema/hypervisor-models.schema.json", "shared/src/catalogue/hypervisorModels.ts"],
  ["data/schema/levels.schema.json", "shared/src/reports/levels/levelsJson.ts"],
  ["data/schema/rule-docs.schema.json", "shared/src/rules/ruleDocs.ts"],
  ["data/schema/reference-cpus.schema.json", "shared/src/hosts/referenceCpus.ts"],
];

/** @returns target path -> generated text */
export async function generateTypes(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [schema, target] of OUTPUTS) {
    const { title } = JSON.parse(readFileSync(schema, "utf8")) as { title: string };
    const banner = `// Made from ${schema} (${title}) by \`npm run data:generate\`. Do not edit.`;
    files.set(
      target,
      await compileFromFile(schema, {
        bannerComment: banner,
        additionalProperties: false,
        style: { printWidth: 120, semi: true, singleQuote: false },
      }),
    );
  }
  return files;
}
