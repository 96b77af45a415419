import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, run, WRONG } from "./run.js";

const HEREDOC = `#!/bin/sh\nvirsh define /dev/stdin <<'EOF'\n${WRONG}EOF\n`;
const FENCE = `# A VM\n\n\`\`\`xml\n${WRONG}\`\`\`\n`;
const PYTHON = `XML = """${WRONG}"""\n`;

interface Report {
  readonly files: readonly { readonly file: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

/** The files that were checked. */
async function checkedIn(cwd: string, args: readonly string[] = ["."]): Promise<string[]> {
  const { out, err } = await run(["lint", "--json", ...args], { cwd });
  expect(err).toBe("");
  return (JSON.parse(out) as Report).files.map(({ file }) => file);
}

const wrong = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, WRONG]));

describe("a folder's files of other languages", () => {
  const files = {
    "a.xml": WRONG,
    "mk.sh": HEREDOC,
    "README.md": FENCE,
    "tools/deep/mk.sh": HEREDOC,
    "tools/vm.py": PYTHON,
    "tools/b.xml": WRONG,
    "node_modules/c/mk.sh": HEREDOC,
    ".hidden/mk.sh": HEREDOC,
    "plain.sh": "echo '<domain>'\n",
  };

  it.each<[string, string[], string[]]>([
    ["are left alone", ["."], ["a.xml", "tools/b.xml"]],
    ["are searched for by name", ["--include", "*.sh", "."], ["a.xml", "mk.sh", "tools/b.xml", "tools/deep/mk.sh"]],
    [
      "of several kinds",
      ["--include", "*.md", "--include", "*.py", "."],
      ["README.md", "a.xml", "tools/b.xml", "tools/vm.py"],
    ],
    ["of the folder itself alone", ["--include", "/*.sh", "."], ["a.xml", "mk.sh", "tools/b.xml"]],
    ["of a folder", ["--include", "tools/", "."], ["a.xml", "tools/b.xml", "tools/deep/mk.sh", "tools/vm.py"]],
    [
      "but not some of them",
      ["--include", "*.sh", "--include", "!/mk.sh", "."],
      ["a.xml", "tools/b.xml", "tools/deep/mk.sh"],
    ],
    ["from the searched folder on", ["--include", "/deep/*.sh", "tools"], ["tools/b.xml", "tools/deep/mk.sh"]],
    ["when they are named", ["mk.sh", "."], ["mk.sh", "a.xml", "tools/b.xml"]],
  ])("%s", async (_, args, found) => {
    expect(await checkedIn(await makeFolder(files), args)).toEqual(found);
  });
});

describe("--exclude leaves out", () => {
  const files = wrong("a.xml old/b.xml old/deep/c.xml vms/d.xml vms/old/e.xml vms/f.tmpl");

  it.each<[string, string[], string[]]>([
    ["a folder of a name, wherever it is", ["old/"], ["a.xml", "vms/d.xml", "vms/f.tmpl"]],
    ["the one at the beginning", ["/old"], ["a.xml", "vms/d.xml", "vms/f.tmpl", "vms/old/e.xml"]],
    ["files of a name", ["*.tmpl", "[ab].xml"], ["old/deep/c.xml", "vms/d.xml", "vms/old/e.xml"]],
    ["a path", ["vms/d.xml"], ["a.xml", "old/b.xml", "old/deep/c.xml", "vms/f.tmpl", "vms/old/e.xml"]],
    ["all but some", ["*.xml", "!d.xml"], ["vms/d.xml", "vms/f.tmpl"]],
    ["no folder of another name", ["old/deeper"], ["a.xml", ...Object.keys(files).filter((name) => name !== "a.xml")]],
  ])("%s", async (_, patterns, found) => {
    const excludes = patterns.flatMap((pattern) => ["--exclude", pattern]);
    expect((await checkedIn(await makeFolder(files), [...excludes, "."])).sort()).toEqual(found.sort());
  });

  it("nothing that is named", async () => {
    const cwd = await makeFolder(files);
    expect(await checkedIn(cwd, ["--exclude", "old", "--exclude", "a.xml", "old", "a.xml"])).toEqual([
      "old/b.xml",
      "old/deep/c.xml",
      "a.xml",
    ]);
  });

  it("what was included", async () => {
    const cwd = await makeFolder({ "a.sh": HEREDOC, "old/b.sh": HEREDOC });
    expect(await checkedIn(cwd, ["--include", "*.sh", "--exclude", "old", "."])).toEqual(["a.sh"]);
  });
});

describe(".gitignore", () => {
  it.each<[string, Record<string, string>, string[], string[]]>([
    ["leaves out files", { ".gitignore": "b.xml\n", ...wrong("a.xml b.xml in/b.xml") }, ["."], ["a.xml"]],
    [
      "leaves out a folder; what is in it cannot come back",
      { ".gitignore": "out/\n!out/keep.xml\n", "out/.gitignore": "!*\n", ...wrong("a.xml out/keep.xml") },
      ["."],
      ["a.xml"],
    ],
    ["takes back", { ".gitignore": "*.xml\n!keep.xml\n", ...wrong("a.xml in/keep.xml") }, ["."], ["in/keep.xml"]],
    [
      "counts below its own folder alone",
      { "in/.gitignore": "/a.xml\nb/c.xml\n", ...wrong("a.xml b/c.xml in/a.xml in/b/c.xml in/d/a.xml in/d/b/c.xml") },
      ["."],
      ["a.xml", "b/c.xml", "in/d/a.xml", "in/d/b/c.xml"],
    ],
    [
      "of a folder has the last word there",
      { ".gitignore": "*.xml\n", "in/.gitignore": "!*.xml\n", ...wrong("a.xml in/b.xml in/c/d.xml") },
      ["."],
      ["in/b.xml", "in/c/d.xml"],
    ],
    [
      "above the searched folder counts, up to the repository's root",
      {
        ".gitignore": "a.xml\n",
        "repo/.git/HEAD": "",
        "repo/.gitignore": "b.xml\n/in/c.xml\n/d.xml\n",
        ...wrong("repo/in/a.xml repo/in/b.xml repo/in/c.xml repo/in/d.xml"),
      },
      ["repo/in"],
      ["repo/in/a.xml", "repo/in/d.xml"],
    ],
    [
      "above counts only in a repository",
      { ".gitignore": "b.xml\n", ...wrong("in/a.xml in/b.xml") },
      ["in"],
      ["in/a.xml", "in/b.xml"],
    ],
    [
      "of a repository around another says nothing of that",
      { ".git/HEAD": "", ".gitignore": "*.xml\n", "sub/.git": "gitdir: ../x", ...wrong("a.xml sub/b.xml") },
      ["."],
      ["sub/b.xml"],
    ],
    [
      "keeps no file from being checked that is named",
      { ".gitignore": "*.xml\n", ...wrong("a.xml") },
      ["a.xml"],
      ["a.xml"],
    ],
    [
      "keeps no folder from being searched that is named, but counts inside",
      { ".git/HEAD": "", ".gitignore": "out/\n", "out/.gitignore": "b.xml\n", ...wrong("out/a.xml out/b.xml") },
      ["out"],
      ["out/a.xml"],
    ],
    [
      "leaves out what --include would find",
      { ".gitignore": "b.sh\n", "a.sh": HEREDOC, "b.sh": HEREDOC },
      ["--include", "*.sh", "."],
      ["a.sh"],
    ],
    [
      "has a neighbour in .git",
      { ".git/info/exclude": "b.xml\nc.xml\n", ".gitignore": "!c.xml\n", ...wrong("a.xml b.xml c.xml") },
      ["."],
      ["a.xml", "c.xml"],
    ],
  ])("%s", async (_, files, args, found) => {
    expect(await checkedIn(await makeFolder(files), args)).toEqual(found);
  });

  it("leaves out what git leaves out", async () => {
    const cwd = await makeFolder({
      ".gitignore": "# all\n\n*.tmpl\n!keep.tmpl \nlogs/\n/only.xml\na/b/*.xml\n**/gen\nfoo[12].xml\n\\#x.xml\nsp\\ \n",
      "a/.gitignore": "\ufeff/x.xml\r\n!/b/ok.xml\r\n*.j2\r\n",
      "a/b/.gitignore": "!y.j2\n/\n   \n!\n**\\!z.xml\n",
      "we[i]rd/.gitignore": "c.xml\n/d/e.xml\n",
      "wei/.gitignore": "d.xml\n",
      "!neg/.gitignore": "a.xml\n",
      "#hash/.gitignore": "a.xml\n",
      "a/gen2/.gitignore": "*\n!*.xml\n!/sub/\n",
      ...wrong("1.tmpl keep.tmpl only.xml sub/only.xml logs/a.xml logs.xml foo1.xml foo3.xml #x.xml x.xml a/gen/q.xml"),
      ...wrong("a/x.xml a/q/x.xml a/b/ok.xml a/b/no.xml a/b/c/no.xml a/y.j2 a/b/y.j2 a/b/w.j2 a/b/c/y.j2 a/b/c/!z.xml"),
      ...wrong("we[i]rd/c.xml we[i]rd/d/e.xml we[i]rd/d/c.xml wei/c.xml wei/rd.xml !neg/a.xml !neg/b.xml #hash/a.xml"),
      ...wrong("#hash/b.xml a/gen2/a.xml a/gen2/a.j2 a/gen2/sub/b.xml a/gen2/sub/b.j2 a/gen2/other/c.xml"),
    });
    execFileSync("git", ["init", "-q"], { cwd });
    const listed = execFileSync("git", ["ls-files", "-z", "--others", "--exclude-standard"], { cwd, encoding: "utf8" });
    const kept = listed.split("\0").filter((name) => name !== "" && path.basename(name) !== ".gitignore");
    expect((await checkedIn(cwd)).sort()).toEqual(kept.sort());
    expect(kept.length).toBeGreaterThan(15);
  });

  it.each<[string, (at: string) => void]>([
    ["is a pipe", (at) => execFileSync("mkfifo", [at])],
    ["is a link", (at) => symlinkSync("b.xml", at)],
    ["has 10 MB", (at) => execFileSync("truncate", ["--size=10M", at])],
  ])("that %s is none", async (_, make) => {
    const cwd = await makeFolder(wrong("a.xml b.xml"));
    make(path.join(cwd, ".gitignore"));
    expect(await checkedIn(cwd)).toEqual(["a.xml", "b.xml"]);
  });

  it("that would take for ever on a deep folder is left out, and what is too deep is not", async () => {
    const deep = (depth: number) => `${"a/".repeat(depth)}b.xml`;
    const cwd = await makeFolder({
      ".gitignore": `${"**/a/".repeat(20)}c\nb.xml\n`,
      ...wrong(`${deep(40)} ${deep(200)}`),
    });
    const slow = ["--exclude", `${"**/a/".repeat(20)}c`, "--include", `${"**/a/".repeat(20)}c`];
    expect(await checkedIn(cwd, [...slow, "."])).toEqual([deep(200)]);
  });

  it("says nothing of documents of hosts", async () => {
    const caps = "<capabilities><host><cpu><arch>x86_64</arch><model>Haswell</model></cpu></host></capabilities>";
    const cwd = await makeFolder({ ".gitignore": "*.xml\n", "hosts/node1.caps.xml": caps });
    expect((await run(["baseline", "hosts"], { cwd })).err).toContain("Baseline of 1 host");
  });
});

it("check-start and drift search folders the same way", async () => {
  const cwd = await makeFolder({ ".gitignore": "*.xml\n", "a.xml": WRONG });
  expect((await run(["drift", "."], { cwd })).err).toMatch(/There are no VMs in \./);
  expect((await run(["check-start", "--host", "xeon-gold-6130", "."], { cwd })).code).toBe(2);
});

describe("a folder without documents", () => {
  it.each<[string, Record<string, string>, string[], string]>([
    ["says so", { "a.txt": "" }, ["."], "There are no libvirt documents in this folder."],
    [
      "names one file that may hold some",
      { "a.sh": "", "b.SH.txt": "" },
      ["."],
      "There are no libvirt documents in this folder. 1 file in another language may hold some: add --include '*.sh'.",
    ],
    [
      "names the commonest languages",
      { "a.sh": "", "b.md": "", "c.md": "", "d.py": "", "e.py": "", "f.py": "", "in/g.tf": "", "in/h.tf": "" },
      ["."],
      "There are no libvirt documents in this folder. 8 files in other languages may hold some: add --include '*.py' --include '*.md' --include '*.tf'.",
    ],
    [
      "names none that was looked through, ignored or excluded",
      { ".gitignore": "b.md\n", "a.sh": "", "b.md": "", "c.py": "", "d.tf": "" },
      ["--include", "*.sh", "--exclude", "c.py", "."],
      "There are no libvirt documents in this folder. 1 file in another language may hold some: add --include '*.tf'.",
    ],
  ])("%s", async (_, files, args, said) => {
    const { code, err } = await run(["lint", ...args], { cwd: await makeFolder(files) });
    expect([code, err.trim()]).toEqual([2, `libvirt-cpu: ${said}`]);
  });

  it("asks for no more than the names", async () => {
    const cwd = await makeFolder({ "a.md": "", "b.xml": "<other/>" });
    truncateSync(path.join(cwd, "a.md"), 2 ** 40);
    expect((await run(["lint", "."], { cwd })).err).toContain("add --include '*.md'");
  });
});

describe("the kinds of files are counted", () => {
  const template = WRONG.replace("<vcpu>2", "<vcpu>{{ n }}");

  it.each<[Record<string, string>, string, Record<string, number>]>([
    [{ "a.xml": WRONG }, "1 document", { checked: 1, templates: 0, embedded: 0 }],
    [{ "a.xml": WRONG, "b.xml.j2": template }, "2 documents, 1 template among them", { checked: 2, templates: 1 }],
    [
      { "a.xml": WRONG, "b.sh": HEREDOC },
      "2 documents, 1 file in another language among them",
      { checked: 2, templates: 0, embedded: 1 },
    ],
    [
      {
        "a.xml": WRONG,
        "b.xml.j2": template,
        "c.sh": HEREDOC.replace("<vcpu>2", "<vcpu>$N"),
        "d.sh": HEREDOC + HEREDOC,
      },
      "4 documents, 1 template and 2 files in other languages among them",
      { checked: 4, templates: 1, embedded: 2 },
    ],
  ])("%#", async (files, said, counts) => {
    const cwd = await makeFolder(files);
    const args = ["--include", "*.sh", "."];
    expect((await run(["lint", ...args], { cwd })).out).toContain(` in ${said}`);
    const { out } = await run(["lint", "--json", ...args], { cwd });
    expect((JSON.parse(out) as Report).summary).toMatchObject(counts);
  });
});

describe("--include and --exclude", () => {
  it.each([
    [["--include", "", "."], "--include needs a value: <pattern>."],
    [["--uri", "test:///default", "--include", "*.sh"], "--include and --exclude are for folders."],
  ])("%j", async (args, said) => {
    const { code, err } = await run(["lint", ...args]);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  it.each(["[", "a[", "\\", "!", "#", "/", "**", "*".repeat(2000), "(".repeat(100), "../x", "/../"])(
    "take %j, whatever it means",
    async (pattern) => {
      const cwd = await makeFolder({ "a.xml": WRONG, "b.sh": HEREDOC });
      const { code, err } = await run(["lint", "--include", pattern, "."], { cwd });
      expect([code, err]).toEqual([1, ""]);
    },
  );
});
