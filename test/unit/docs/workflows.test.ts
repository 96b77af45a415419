import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../../cli/folders.js";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

const runsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run?.split("\n") ?? []).filter((line) => line !== "");

/** Secrets, tokens of npm's and attestations', and what changes the repository. */
function mayPublish({ permissions = {}, steps }: Job): boolean {
  return (
    Object.values(permissions).includes("write") || steps.some(({ env }) => JSON.stringify(env)?.includes("secrets."))
  );
}

const folder = path.join(root, ".github/workflows");
const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")] as const);
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const { scripts } = readJson("package.json") as { scripts: Readonly<Record<string, string>> };

describe.each(files)("%s", (_, text) => {
  const { permissions, jobs } = parse(text) as { permissions: unknown; jobs: Readonly<Record<string, Job>> };

  it("may only read, but where a job says more; and ends", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it("pins actions by commit, with their version beside it", () => {
    const uses = text.split("\n").filter((line) => line.includes("uses:"));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("runs what a lock file names, and no script of an installed package", () => {
    for (const run of Object.values(jobs).flatMap(runsOf)) {
      expect(run).not.toMatch(/\bnpx\b|@latest|npm (?:i|install|exec|add)\b|\b(?:curl|wget)\b/);
      if (/npm ci/.test(run)) expect(run).toContain("npm ci --ignore-scripts");
    }
  });

  it("has npm run nothing of the repository in a job that may publish or write", () => {
    for (const job of Object.values(jobs).filter(mayPublish)) {
      for (const run of runsOf(job))
        expect(run).not.toMatch(/(?:^|[;&|]\s*)npm (?!ci --ignore-scripts --prefix|publish --ignore-scripts)/);
    }
  });

  it("runs scripts that there are", () => {
    for (const [, name = ""] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) expect(scripts).toHaveProperty(name);
  });
});

describe("a release", () => {
  const { jobs } = parse(files.find(([name]) => name === "release.yml")?.[1] ?? "") as {
    jobs: Readonly<Record<string, Job>>;
  };
  const publishing = Object.entries(jobs).filter(([, job]) => mayPublish(job));

  it.each(publishing)("%s checks nothing out and builds nothing", (_, job) => {
    expect(job.steps.flatMap(({ uses }) => uses ?? []).join()).not.toContain("actions/checkout");
    const commands = runsOf(job).map((run) =>
      run
        .replaceAll(/^for each in [\w ]+; do |; done$|"\$\w+"/g, "")
        .split(" ")
        .slice(0, 2)
        .join(" "),
    );
    const publishers = ["publishers/node_modules/.bin/vsce publish", "publishers/node_modules/.bin/ovsx publish"];
    const allowed = ["gh run", "gh release", "npm ci", "npm publish", ...publishers];
    expect(commands.filter((command) => !allowed.includes(command))).toEqual([]);
  });

  it("gives each token to a job of its own", () => {
    const secrets = publishing.map(([, job]) => JSON.stringify(job).match(/secrets\.\w+/g) ?? []);
    expect(secrets.flat().sort()).toEqual(["secrets.OVSX_PAT", "secrets.VSCE_PAT"]);
    expect(secrets.every(({ length }) => length <= 1)).toBe(true);
    expect(publishing.filter(([, { permissions }]) => permissions?.contents === "write")).toHaveLength(1);
  });

  it("publishes with programs that a lock file names", () => {
    const { dependencies } = readJson("scripts/publish/package.json") as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies)).toEqual(["@vscode/vsce", "ovsx"]);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

const LOCKS = [
  "package-lock.json",
  "scripts/publish/package-lock.json",
  "test/e2e/package-lock.json",
  "test/bench/rivals/package-lock.json",
];

describe.each(LOCKS)("%s", (file) => {
  const { packages } = readJson(file) as {
    packages: Readonly<Record<string, { integrity?: string; resolved?: string }>>;
  };
  const entries = Object.entries(packages).filter(([name]) => name !== "");

  it("says of every package, also of other platforms, what its archive must be", () => {
    expect(entries.length).toBeGreaterThan(10);
    expect(entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""))).toEqual([]);
  });

  it("names no registry", () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
