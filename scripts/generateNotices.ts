/** Makes THIRD_PARTY_NOTICES.md: whose code is in the bundles, under which licence. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLES } from "./build.js";

const HEAD = `# Third-party notices

The bundles of libvirt-cpu hold code of these packages, unchanged but for being minified. Made by
\`npm run data:generate\`; do not edit.

`;

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** @returns target path -> generated text */
export async function generateNotices(): Promise<Map<string, string>> {
  const packages = [...(await bundledFolders())].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
  const unique = [...new Map(packages.map((each) => [`${each.name} ${each.version}`, each])).values()];
  const rows = unique.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |\n`);
  const texts = unique.map(({ name, version, text }) => `## ${name} ${version}\n\n\`\`\`\n${text}\n\`\`\`\n`);
  return new Map([
    [
      "THIRD_PARTY_NOTICES.md",
      `${HEAD}| package | version | licence |\n| --- | --- | --- |\n${rows.join("")}\n${texts.join("\n")}`,
    ],
  ]);
}

/** The folders of all packages that some bundle has code of. */
async function bundledFolders(): Promise<Set<string>> {
  const folders = new Set<string>();
  for (const options of BUNDLES) {
    const { metafile } = await build({ ...options, metafile: true, write: false });
    for (const output of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return folders;
}

function readPackage(folder: string): Package {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Omit<Package, "text"> & {
    readonly author?: string | { readonly name: string };
  };
  const { name, version, license, author } = manifest;
  if (typeof license !== "string") throw new Error(`${folder} does not tell its licence`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:-mit)?(?:\.(?:md|txt))?$/i.test(each));
  const by = typeof author === "object" ? author.name : author;
  const text =
    file === undefined
      ? `${license}, by ${by}. The package has no text of it: https://spdx.org/licenses/${license}.html`
      : readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return { name, version, license, text };
}
