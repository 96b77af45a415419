import { describe, expect, it } from "vitest";
import { OPTIONS } from "../../cli/src/arguments/given.js";
import { COMMANDS } from "../../cli/src/commands/index.js";
import { run } from "./run.js";

describe("wrong arguments: a sentence and the usage on standard error, 2", () => {
  it.each<[string[], RegExp]>([
    [["lnt"], /Unknown command lnt\. Did you mean lint\?/],
    [["check-strat", "a.xml"], /Unknown command check-strat\. Did you mean check-start\?/],
    [["frobnicate"], /Unknown command frobnicate\.\nUsage/],
    [["__proto__"], /Unknown command __proto__\./],
    [["--versoin"], /Unknown option --versoin\. Did you mean --version\?/],
    [["lint", "--fromat", "json", "."], /Unknown option --fromat\. Did you mean --format\?/],
    [["lint", "--constructor", "."], /Unknown option --constructor\./],
    [["lint", "-x", "."], /Unknown option -x\./],
    [["lint", "--arch", "x86_64", "."], /Unknown option --arch\./],
    [["lint", "--format", "xml", "."], /--format is one of pretty, json, sarif, github, junit, not xml\./],
    [["lint", "--format=jsn", "."], /not jsn\. Did you mean json\?/],
    [["lint", "--format"], /--format needs a value: <format>\./],
    [["lint", "--format", "--fix", "."], /--format needs a value/],
    [["lint", "--target=", "."], /--target needs a value/],
    [["lint", "--fix=yes", "."], /--fix takes no value\./],
    [["lint", "--max-warnings", "some", "."], /--max-warnings must be a number, not some\./],
    [["lint", "--max-warnings", "-1", "."], /--max-warnings needs a value/],
    [["lint", "--libvirt", "new", "."], /--libvirt must be a release such as 11\.3\.0, not new\./],
    [["lint", "--json", "--format", "sarif", "."], /--json and --format sarif do not go together\./],
    [["lint"], /Name files or folders; - is standard input\./],
    [["check-start"], /Name files or folders/],
    [["expand"], /Name one file or model/],
    [["expand", "a.xml", "b.xml"], /Name one file or model/],
    [["explain"], /Name one thing to explain\./],
    [["diff", "Haswell"], /Name two models\./],
    [["cpu-models", "x86_64"], /cpu-models takes no arguments, only options\./],
    [["cpu-models", "--usable", "--arch", "s390x"], /--usable needs hosts: --host, or a target\./],
    [["hosts", "a", "b"], /Name one folder\./],
    [["lint\u001b[2J"], /Unknown command lint\\u001b\[2J\./],
  ])("%j", async (args, message) => {
    const { code, out, err } = await run(args);
    expect(err).toMatch(message);
    expect(err).toMatch(/^Usage: libvirt-cpu .+/m);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  it("none at all: what there is", async () => {
    const { code, out, err } = await run([]);
    expect(err).toMatch(/^Usage: libvirt-cpu <command>/);
    expect([out, code]).toEqual(["", 2]);
  });
});

describe("help", () => {
  it.each([[["--help"]], [["-h"]], [["help"]]])("%j names every command", async (args) => {
    const { code, out } = await run(args);
    for (const { name, summary } of COMMANDS) expect(out).toContain(`${name.padEnd(11)}  ${summary}`);
    expect(code).toBe(0);
  });

  it.each(COMMANDS.map(({ name }) => name))("%s tells its options, examples and what it ends with", async (name) => {
    const { code, out } = await run([name, "--help"]);
    const command = COMMANDS.find((each) => each.name === name);
    for (const option of command?.options ?? []) expect(out).toContain(`--${option}`);
    for (const [example] of command?.examples ?? []) expect(out).toContain(example);
    expect(out).toMatch(/^ {2}2 {2}wrong arguments/m);
    expect(code).toBe(0);
    expect((await run(["help", name])).out).toBe(out);
    expect((await run([name, "-h", "--color", "never"])).out).toBe(out);
  });

  it("every option belongs to a command", () => {
    const used = new Set<string>(COMMANDS.flatMap(({ options }) => options));
    const common = ["color", "help", "version"];
    expect(Object.keys(OPTIONS).filter((name) => !used.has(name) && !common.includes(name))).toEqual([]);
  });

  it.each([[["--version"]], [["-V"]]])("%j", async (args) => {
    expect(await run(args)).toEqual({ code: 0, out: "libvirt-cpu 1.2.3\n", err: "" });
  });
});

it("what stands behind -- is a file, whatever it looks like", async () => {
  const { out } = await run(["lint", "--", "--fix"]);
  expect(out).toMatch(/^--fix\n {2}There is no such file or folder\./);
});
