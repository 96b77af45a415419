import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface SampleDocument {
  readonly name: string;
  readonly text: string;
}

const FOLDERS = {
  own: new URL("./fixtures/", import.meta.url),
  samples: new URL("../../../samples/", import.meta.url),
  sampleHosts: new URL("../../../samples/hosts/", import.meta.url),
  hosts: new URL("../../fixtures/hosts/", import.meta.url),
};

/** The XML documents of a folder; none where the folder is absent. */
export function documentsIn(folder: keyof typeof FOLDERS): readonly SampleDocument[] {
  const url = FOLDERS[folder];
  if (!existsSync(url)) return [];
  return readdirSync(url)
    .filter((name) => name.endsWith(".xml"))
    .sort()
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(new URL(name, url), "utf8") }));
}
