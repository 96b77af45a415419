import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CpuError, readHost } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const read = (folder: string, name: string) =>
  readFileSync(new URL(`../../../${folder}/${name}`, import.meta.url), "utf8");
const documents = (folder: string) =>
  readdirSync(new URL(`../../../${folder}/`, import.meta.url)).filter((name) => name.endsWith(".xml"));
const all = ["test/fixtures/hosts", "samples/hosts"].flatMap((folder) =>
  documents(folder).map((name) => ({ folder, name })),
);

describe("every recorded host document", () => {
  it.each(all)("$folder/$name", ({ folder, name }) => {
    const host = readHost(read(folder, name), map);
    console.log(
      name,
      JSON.stringify({
        ...host,
        models: host.models?.length,
        cpu: host.cpu?.model,
        hm: host.hostModel?.model,
        hostModel: host.hostModel?.features.length,
      }),
    );
  });
});
