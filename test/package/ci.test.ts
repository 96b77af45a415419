import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isDocumentName } from "../../shared/src/common/documentNames.js";
import { root, samples, WRONG } from "../cli/run.js";
import { type Installed, install } from "./install.js";

const exec = promisify(execFile);
const page = readFileSync(path.join(root, "docs/ci.md"), "utf8");
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, block = ""]) => block.trim());

/** Every command that a page or a configuration runs. */
function commandsIn(value: unknown): string[] {
  if (typeof value === "string") return /libvirt-cpu lint/.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(commandsIn) : [];
}

const configurations = blocksOf("yaml").map((block) => parse(block));
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}
const hooks = parse(readFileSync(path.join(root, ".pre-commit-hooks.yaml"), "utf8")) as readonly Hook[];

let installed: Installed;
let repository: string;
beforeAll(async () => {
  installed = await install();
  repository = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-repository-"));
  cpSync(samples, repository, { recursive: true });
  writeFileSync(path.join(repository, "mk.sh"), `virsh define /dev/stdin <<'EOF'\n${WRONG}EOF\n`);
  await exec("git", ["init", "-q"], { cwd: repository });
  await exec("git", ["add", "."], { cwd: repository });
}, 60_000);
afterAll(() => {
  installed.remove();
  rmSync(repository, { recursive: true });
});

/** As the runner's shell does; npx finds what is installed. */
async function shell(command: string) {
  const PATH = `${installed.bin}:${process.env.PATH}`;
  const script = command.replaceAll("npx --yes ", "").replaceAll("npx ", "");
  const options = { cwd: repository, env: { ...process.env, PATH }, maxBuffer: 1 << 26 };
  return exec("bash", ["-c", script], options).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, out: stdout }),
  );
}

describe("docs/ci.md", () => {
  const commands = [...blocksOf("sh"), ...configurations.flatMap(commandsIn)];

  it("has commands", () => expect(commands.length).toBeGreaterThan(5));

  it.each(commands)("%s finds what is wrong in the samples", async (command) => {
    // A hook is given the files.
    const { code, out } = await shell(
      command.endsWith(" lint") && !command.includes("xargs") ? `${command} broken.xml` : command,
    );
    const isKept = / > (\S+)/.exec(command)?.[1];
    const said = isKept === undefined ? out : readFileSync(path.join(repository, isKept), "utf8");
    expect(said).toMatch(/broken\.xml/);
    // What must not end the job says so.
    expect(code).toBe(command.includes("|| true") ? 0 : command.includes("xargs") ? 123 : 1);
  });

  it("names hooks that there are", () => {
    const named = [...page.matchAll(/- id: (\S+)\n(?! {8}name)/g)].map(([, id]) => id);
    expect(hooks.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
    expect(named.length).toBeGreaterThan(0);
  });
});

describe("the pattern of a hook", () => {
  const given = (pattern: string, names: string) => names.split(" ").filter((name) => new RegExp(pattern).test(name));
  const names = "a.xml a.xml.j2 a.jinja a.jinja2 a.erb a.tmpl in/a.tftpl a.xml.in a.mustache a.conf.in a.sh a.xmlx xml";

  it.each(hooks)("of $id is what a folder is searched for", ({ files }) => {
    expect(given(files, names)).toEqual(names.split(" ").filter(isDocumentName));
  });

  it("may be replaced, as the page shows, by one with other languages in it", () => {
    const configured = configurations.flatMap(({ repos = [] }: { repos?: { hooks: Partial<Hook>[] }[] }) =>
      repos.flatMap((repo) => repo.hooks),
    );
    const pattern = configured.find(({ id, files, entry }) => id === "libvirt-cpu" && files && !entry)?.files ?? "";
    const others = "a.xml a.xml.j2 scripts/mk.sh mk.py play.yml play.yaml main.tf vm.nix";
    expect(given(pattern, others)).toEqual(others.split(" "));
    expect(given(pattern, "a.txt a.shx README.md xml")).toEqual([]);
  });
});

it.each(hooks)("the hook $id checks the files that it is given", async ({ entry }) => {
  expect((await shell(`${entry} web01.xml`)).code).toBe(0);
  expect(await shell(`${entry} mk.sh`)).toMatchObject({ code: 1, out: expect.stringContaining("model-unknown") });
  expect(await shell(`${entry} broken.xml`)).toMatchObject({ code: 1, out: expect.stringContaining("broken.xml") });
});
