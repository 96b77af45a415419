import { describe, expect, it } from "vitest";
import { RULES } from "../../shared/src/rules/index.js";
import { kvm, makeFolder, type Ran, run, WRONG } from "./run.js";

const TWICE = "<feature policy='require' name='aes'/>";
/** An error with another place, a warning and a hint; names that formats have to escape. */
const FILES = {
  "vms/web 01 & co,1.xml": WRONG,
  "vms/twice.xml": kvm(`<cpu mode='host-model'>\n    ${TWICE}\n    ${TWICE}\n  </cpu>`),
  "vms/dropped.xml": kvm("<cpu mode='host-passthrough' match='exact'>\n    <model>Haswell</model>\n  </cpu>"),
  "vms/good.xml": kvm("<cpu mode='host-passthrough'/>"),
};

const lintAs = async (format: string, files: Record<string, string> = FILES, more: string[] = []): Promise<Ran> =>
  run(["lint", "--format", format, "vms", ...more], { cwd: await makeFolder(files) });

describe("lint prints", () => {
  it.each(["pretty", "json", "github", "junit"])("%s", async (format) => {
    const { out, err, code } = await lintAs(format, FILES, ["missing.xml"]);
    await expect(out).toMatchFileSnapshot(`golden/${format}.txt`);
    expect(err).toBe("");
    expect(code).toBe(2);
  });

  it("sarif", async () => {
    const log = JSON.parse((await lintAs("sarif", FILES, ["missing.xml"])).out) as SarifLog;
    const [first] = log.runs;
    if (first === undefined) throw new Error("no run");
    const { tool, originalUriBaseIds, ...rest } = first;
    const { rules, ...driver } = tool.driver;
    // Where a rule is in the list changes with every new one.
    const results = rest.results.map(({ ruleIndex: _, ...result }) => result);
    const told = { ...log, runs: [{ ...rest, results, tool: { driver } }] };
    await expect(`${JSON.stringify(told, undefined, 2)}\n`).toMatchFileSnapshot("golden/sarif.txt");
    expect(rules.map(({ id }) => id)).toEqual([...RULES.map(({ id }) => id), "too-large", "configuration"]);
    expect(originalUriBaseIds?.SRCROOT?.uri).toMatch(/^file:\/\/\/.+\/$/);
  });
});

describe("a definition inside another language has the place of its file", () => {
  const COMMENTS = "# a comment\n".repeat(8);
  // The heredoc begins in line 10, the model is in line 12.
  const SCRIPT = `#!/bin/sh\n${COMMENTS}virsh define /dev/stdin <<'EOF'\n<domain type='kvm'>\n  <cpu mode='custom'><model>Hasswell</model></cpu>\n</domain>\nEOF\n`;
  const at = SCRIPT.indexOf("Hasswell");
  const column = at - SCRIPT.lastIndexOf("\n", at);
  const files = { "vms/mk.sh": SCRIPT };
  const lint = async (format: string) => (await lintAs(format, files, ["--include", "*.sh"])).out;

  it("in SARIF", async () => {
    const log = JSON.parse(await lint("sarif")) as SarifLog;
    const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === "model-unknown");
    expect(found?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "vms/mk.sh", uriBaseId: "SRCROOT" },
      region: {
        startLine: 12,
        startColumn: column,
        endLine: 12,
        endColumn: column + 8,
        charOffset: at,
        charLength: 8,
      },
    });
  });

  it.each([
    ["github", `::error file=vms/mk.sh,line=12,endLine=12,col=${column},endColumn=${column + 8},title=model-unknown::`],
    ["junit", `vms/mk.sh:12:${column}: error model-unknown: `],
    ["pretty", `12:${column}`],
  ])("in %s", async (format, said) => {
    expect(await lint(format)).toContain(said);
  });
});

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface SarifLog {
  readonly version: string;
  readonly runs: {
    readonly tool: {
      readonly driver: { readonly rules: { id: string; helpUri: string; shortDescription: { text: string } }[] };
    };
    readonly columnKind: string;
    readonly originalUriBaseIds?: Record<string, { uri: string }>;
    readonly results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Region } }[];
    }[];
  }[];
}

describe("SARIF keeps its own rules", () => {
  it("of results, rules, places and addresses", async () => {
    const outside = await makeFolder({ "a b.xml": WRONG });
    const log = JSON.parse((await lintAs("sarif", FILES, [`${outside}/a b.xml`])).out) as SarifLog;
    const [run] = log.runs;
    expect(log.version).toBe("2.1.0");
    expect(run?.columnKind).toBe("utf16CodeUnits");
    expect(run?.results.length).toBeGreaterThan(3);
    for (const { ruleId, ruleIndex, level, message, locations } of run?.results ?? []) {
      const rule = run?.tool.driver.rules[ruleIndex];
      expect(rule?.id).toBe(ruleId);
      expect(rule?.helpUri).toMatch(/^https:\/\/[^ ]+$/);
      expect(rule?.shortDescription.text).not.toBe("");
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
      for (const { physicalLocation } of locations) {
        const { uri, uriBaseId } = physicalLocation.artifactLocation;
        // RFC 3986: no spaces, no control characters; relative ones are taken from SRCROOT.
        expect(uri).toMatch(/^[\w\-.~!$&'()*+,;=:@/%]+$/);
        expect(uriBaseId === undefined).toBe(uri.startsWith("file:///"));
        const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
        expect(Math.min(startLine, startColumn, endLine, endColumn)).toBeGreaterThan(0);
        expect(endLine > startLine || (endLine === startLine && endColumn >= startColumn)).toBe(true);
      }
    }
    expect(run?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation)).toContainEqual({
      uri: "vms/web%2001%20%26%20co%2C1.xml",
      uriBaseId: "SRCROOT",
    });
  });
});

describe("nothing from a document steers a terminal, a workflow or a reader", () => {
  const HOSTILE = "\u001b[2J\u001b[31m\u202e\r\n::error::a]]><b>&%0A\u0007\uffff";
  const files = {
    "vms/::warning::x\n\u001b[31m.xml": kvm(`<cpu mode='custom' match='exact'><model>${HOSTILE}</model></cpu>`),
  };

  it.each(["pretty", "json", "sarif", "github", "junit"])("in %s", async (format) => {
    const { out } = await lintAs(format, files);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    const commands = out.split("\n").filter((line) => line.trimStart().startsWith("::"));
    for (const line of commands) expect(line).toMatch(/^::(?:error|notice|warning) file=vms\/%3A%3Awarning%3A%3Ax/);
    expect(commands.length > 0).toBe(format === "github");
  });

  it("JUnit stays XML", async () => {
    const { out } = await lintAs("junit", files);
    expect(out).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(out.match(/<\/?[a-z-]+/g)?.map((tag) => tag.replace("/", ""))).toEqual(
      expect.arrayContaining(["<testsuites", "<testsuite", "<testcase", "<failure"]),
    );
    expect(out).not.toContain("<b>");
  });
});

describe("JUnit fails a file by what makes lint end with 1", () => {
  it.each<[string[], string, number]>([
    [[], 'tests="4" failures="2" errors="0"', 1],
    [["--max-warnings", "0"], 'tests="4" failures="3" errors="0"', 1],
  ])("%j", async (more, counts, code) => {
    const ran = await lintAs("junit", FILES, more);
    expect(ran.out).toContain(counts);
    expect(ran.code).toBe(code);
  });
});

describe("colours", () => {
  const ESC = "\u001b[";

  it.each<[string, string[], Record<string, string>, number | undefined, boolean]>([
    ["on a terminal", [], {}, 100, true],
    ["not elsewhere", [], {}, undefined, false],
    ["not with NO_COLOR", [], { NO_COLOR: "1" }, 100, false],
    ["with an empty NO_COLOR", [], { NO_COLOR: "" }, 100, true],
    ["not on a dumb terminal", [], { TERM: "dumb" }, 100, false],
    ["when asked for", ["--color", "always"], { NO_COLOR: "1" }, undefined, true],
    ["not when not wanted", ["--color=never"], {}, 100, false],
  ])("%s", async (_, args, env, terminal, isColoured) => {
    const cwd = await makeFolder({ "a.xml": WRONG });
    const { out } = await run(["lint", "a.xml", ...args], {
      cwd,
      env,
      ...(terminal === undefined ? {} : { terminal }),
    });
    expect(out.includes(ESC)).toBe(isColoured);
  });

  it("long messages are broken at the terminal's edge, under their beginning", async () => {
    const cwd = await makeFolder({ "a.xml": WRONG });
    const { out } = await run(["lint", "a.xml"], { cwd, env: { NO_COLOR: "1" }, terminal: 80 });
    const lines = out.split("\n");
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines[2]).toMatch(/^ {30,}\S/);
  });
});
