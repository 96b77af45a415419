import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import { exampleDocument } from "../../scripts/ruleExample.js";
import type { FolderHosts } from "../../shared/src/messages.js";
import { readVectors } from "../conformance/vectors.js";
import { folder, startClient, type TestClient } from "../protocol/client.js";
import { RULE_EXAMPLES } from "../support/ruleExamples.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { makeFolder, root, run, samples } from "./run.js";

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Said {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly start: Place;
  readonly end: Place;
}

const SEVERITIES: Readonly<Record<DiagnosticSeverity, string>> = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "information",
  [DiagnosticSeverity.Hint]: "hint",
};

function saidByServer({ code, severity = 1, message, range: { start, end } }: Diagnostic): Said {
  return {
    rule: String(code),
    severity: SEVERITIES[severity],
    message: typeof message === "string" ? message : message.value,
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: end.line + 1, column: end.character + 1 },
  };
}

/** What lint says, by file. */
async function saidByLint(args: readonly string[], cwd: string): Promise<Map<string, Said[]>> {
  const { out } = await run(["lint", "--json", ...args], { cwd });
  const { files } = JSON.parse(out) as { files: { file: string; diagnostics: Said[] }[] };
  const plain = ({ line, column }: Place) => ({ line, column });
  return new Map(
    files.map(({ file, diagnostics }) => [
      file,
      diagnostics.map(({ rule, severity, message, start, end }) => ({
        ...{ rule, severity, message },
        ...{ start: plain(start), end: plain(end) },
      })),
    ]),
  );
}

async function agree(texts: ReadonlyMap<string, string>, cwd: string, args: readonly string[], client: TestClient) {
  const found = await saidByLint(args, cwd);
  let count = 0;
  for (const [name, text] of texts) {
    const document = await client.open(text, `${folder}/${name}`);
    const expected = (await client.diagnostics(document)).map(saidByServer);
    expect([name, found.get(name) ?? []]).toEqual([name, expected]);
    count += expected.length;
  }
  return count;
}

describe("lint says what the editor says", () => {
  it.each<[string, () => string[]]>([
    ["of every rule's example", () => RULE_EXAMPLES.map(({ example }) => exampleDocument(example))],
    ["of recorded domains", () => readVectors<{ xml: string }>("domains.jsonl").map(({ xml }) => xml)],
    ["of recorded CPUs", () => readVectors<{ cpu: string }>("parse.jsonl").map(({ cpu }) => cpu)],
    ["of what a real libvirt printed", () => corpus()],
  ])(
    "%s",
    async (_, read) => {
      const texts = new Map(read().map((text, index) => [`${index}.xml`, text]));
      const cwd = await makeFolder(Object.fromEntries(texts));
      const client = await startClient();
      onTestFinished(() => client.stop());
      expect(await agree(texts, cwd, ["."], client)).toBeGreaterThan(20);
    },
    60_000,
  );
});

function corpus(): string[] {
  const place = path.join(root, "test/corpus/libvirtd-9.0.0");
  return readdirSync(place)
    .filter((name) => name.endsWith(".xml"))
    .map((name) => readFileSync(path.join(place, name), "utf8"));
}

describe("with the samples' configuration and a target", () => {
  it.each(["prod", "lab", "node3", "old-xeon"])("%s: rules, hosts and target count", async (target) => {
    const config = JSON.stringify({ ...JSON.parse(await readSample("libvirt-cpu.json")), target });
    const client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null),
      readHostFile: serveSamples(folder),
    });
    const known = (folders: readonly FolderHosts[]) =>
      folders.every(({ hosts }) => hosts.every(({ state }) => state !== "reading"));
    onTestFinished(() => client.stop());
    await client.until(() => client.connection.sendRequest<FolderHosts[]>("libvirtCpu/hosts", {}), known);
    const names = readdirSync(samples).filter((name) => name.endsWith(".xml"));
    const texts = new Map(names.map((name) => [name, readFileSync(path.join(samples, name), "utf8")]));
    // The server may still be looking at the hosts when it first answers.
    const found = await saidByLint(["--target", target, "."], samples);
    for (const [name, text] of texts) {
      const document = await client.open(text, `${folder}/${name}`);
      const expected = found.get(name) ?? [];
      const same = (said: readonly Diagnostic[]) => JSON.stringify(said.map(saidByServer)) === JSON.stringify(expected);
      const said = await client.diagnostics(document, same);
      expect(said.map(saidByServer)).toEqual(expected);
    }
  });
});

describe("of a configuration", () => {
  it.each([
    '{"target":"prodd","pools":{"prod":["b"]},"hosts":{"b":{"reference":"epyc-7502"}}}',
    '{"rules":{"xml":"of"},"hosts":{"a":{"capabilities":"hosts/gone.xml"},"b":{"capabilities":"vm.xml"}}}',
    '{"hosts":{"a":{"capabilities":"../a.xml","reference":"no-such"}}}',
    '{"hosts":',
  ])("%s", async (config) => {
    const cwd = await makeFolder({ "libvirt-cpu.json": config, "vm.xml": "<domain/>" });
    const client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null),
      readHostFile: (uri) => (uri === `${folder}/vm.xml` ? "<domain/>" : undefined),
    });
    onTestFinished(() => client.stop());
    const known = (folders: readonly FolderHosts[]) =>
      folders.every(({ hosts }) => hosts.every(({ state }) => state !== "reading"));
    await client.until(() => client.connection.sendRequest<FolderHosts[]>("libvirtCpu/hosts", {}), known);
    const expected = (await saidByLint(["."], cwd)).get("libvirt-cpu.json") ?? [];
    const document = await client.open(config, `${folder}/libvirt-cpu.json`);
    const same = (said: readonly Diagnostic[]) => JSON.stringify(said.map(saidByServer)) === JSON.stringify(expected);
    const said = await client.diagnostics(document, same);
    expect(said.map(saidByServer)).toEqual(expected);
    expect(said.length).toBeGreaterThan(0);
  });
});
