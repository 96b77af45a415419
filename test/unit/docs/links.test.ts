import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "../../cli/folders.js";

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");

/** A heading's anchor as GitHub makes it. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(path.join(root, page), "utf8").replaceAll(/^```[\s\S]*?^```/gm, "");
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}

/** Links and pictures that lead into the repository, without those in code. */
function linksOf(page: string): string[] {
  const text = readFileSync(path.join(root, page), "utf8")
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .replaceAll(/`[^`]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^(?:https?|mailto):/.test(link));
}

it.each(pages)("the links of %s lead somewhere", (page) => {
  for (const link of linksOf(page)) {
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? page : path.join(path.dirname(page), target);
    expect(existsSync(path.join(root, file)), `${link} in ${page}`).toBe(true);
    if (anchor !== undefined && statSync(path.join(root, file)).isFile()) {
      expect(anchorsOf(file), `${link} in ${page}`).toContain(anchor);
    }
  }
});

it("there are links", () => {
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(50);
});

/** A path of ours in code; one with a `<name>` in it stands for many. */
const PATH = /`((?:client|server|shared|cli|scripts|data|test|samples)\/[\w./-]+)`/g;

/** What is told of files that were, or of those of others. */
const NOT_OURS = ["CHANGELOG.md", "test/conformance/vectors/README.md"];

it.each(pages.filter((page) => !NOT_OURS.includes(page)))("the files that %s names are there", (page) => {
  const text = readFileSync(path.join(root, page), "utf8");
  const named = [...text.matchAll(PATH)].map(([, file = ""]) => file);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
