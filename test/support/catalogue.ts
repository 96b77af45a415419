import { readFile } from "node:fs/promises";
import { type Catalogue, loadCatalogue } from "../../shared/src/catalogue/index.js";

const DATA = new URL("../../data/", import.meta.url);

/** A catalogue of this checkout's data. */
export function testCatalogue(arch = "x86_64", release = "12.8.0"): Promise<Catalogue> {
  return loadCatalogue((path) => readFile(new URL(path, DATA), "utf8"), { arch, release });
}
