import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiagnosticSeverity } from "vscode-languageserver/node";
import { folder, readData, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

const WRONG = "<domain type='kvm'><cpu><model>Hasswell</model></cpu></domain>";
const codes = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code);

/** What one waits for until another opens it. */
function makeGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe("a document's diagnostics", () => {
  it("arrive when it is opened, with code, link and place", async () => {
    const document = await client.open(WRONG);
    const [found] = await client.diagnostics(document);
    expect(found).toMatchObject({
      code: "model-unknown",
      source: "libvirt-cpu",
      severity: DiagnosticSeverity.Error,
      codeDescription: { href: expect.stringMatching(/docs\/rules\.md#model-unknown$/) },
    });
    expect(found && document.getText(found.range)).toBe("Hasswell");
  });

  it("follow edits", async () => {
    const document = await client.open(WRONG);
    expect(codes(await client.diagnostics(document))).toContain("model-unknown");
    const start = document.positionAt(WRONG.indexOf("Hass"));
    await client.change(document, [{ range: { start, end: document.positionAt(WRONG.indexOf("well")) }, text: "Has" }]);
    expect(codes(await client.diagnostics(document))).not.toContain("model-unknown");
  });

  it("follow several edits of one change", async () => {
    const document = await client.open("<domain type='kvm'><cpu>\n<model>A</model>\n</cpu></domain>");
    const line = (start: number, end: number) => ({
      start: { line: 1, character: start },
      end: { line: 1, character: end },
    });
    await client.change(document, [
      { range: line(7, 8), text: "EPYCC" },
      { range: line(11, 12), text: "" },
    ]);
    expect(document.getText()).toContain("<model>EPYC</model>");
    expect(codes(await client.diagnostics(document))).not.toContain("model-unknown");
  });

  it("count in UTF-16 and over CRLF", async () => {
    const document = await client.open(
      "<domain type='kvm'>\r\n<!-- 🦊 --> <cpu><!-- 🦊 --><model>Hasswell</model></cpu>\r\n</domain>",
    );
    const [found] = await client.diagnostics(document);
    expect(found?.range.start.line).toBe(1);
    expect(found && document.getText(found.range)).toBe("Hasswell");
  });

  it("are cleared when it is closed", async () => {
    const document = await client.open(WRONG);
    await client.diagnostics(document, (found) => found.length > 0);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    await client.publishedFor(
      document.uri,
      ({ version, diagnostics }) => version === undefined && diagnostics.length === 0,
    );
  });

  it("name the other place", async () => {
    const twice = "<feature policy='require' name='aes'/>";
    const document = await client.open(`<domain type='kvm'><cpu mode='host-model'>${twice}${twice}</cpu></domain>`);
    const found = await client.diagnostics(document);
    const duplicate = found.find(({ code }) => code === "feature-duplicate");
    expect(duplicate?.relatedInformation?.[0]?.location).toMatchObject({ uri: document.uri });
  });

  it.each([
    ["other XML", "<project><cpu><model>Hasswell</model></cpu></project>"],
    ["no XML", "hello"],
    ["nothing", ""],
  ])("are none for %s", async (_, text) => {
    expect(await client.diagnostics(await client.open(text))).toEqual([]);
  });

  it("say of a document that is too large only that", async () => {
    const document = await client.open(`${WRONG}${" ".repeat(8 * 1024 * 1024)}`);
    expect(codes(await client.diagnostics(document))).toEqual(["too-large"]);
  });

  it("are those of the last version where many changes come at once", async () => {
    const document = await client.open(`<!--${"x".repeat(300_000)}-->${WRONG}`);
    await client.diagnostics(document);
    const end = document.positionAt(document.getText().length);
    for (let count = 0; count < 20; count++) await client.change(document, [{ range: { start: end, end }, text: " " }]);
    expect(codes(await client.diagnostics(document))).toContain("model-unknown");
    expect(document.version).toBe(21);
    // A burst is checked fewer times than there were keys.
    expect(client.published.filter(({ uri }) => uri === document.uri).length).toBeLessThan(21);
  });
});

describe("settings", () => {
  const file = `${folder}/libvirt-cpu.json`;
  const off = JSON.stringify({ rules: { "model-unknown": "off" } });
  const hint = { rules: { "model-unknown": "hint" } };

  interface Row {
    readonly what: string;
    readonly file?: string;
    readonly settings?: unknown;
    readonly options?: unknown;
    /** The severity of model-unknown. */
    readonly severity: DiagnosticSeverity | undefined;
  }

  it.each<Row>([
    { what: "nothing", severity: DiagnosticSeverity.Error },
    { what: "a file", file: off, severity: undefined },
    { what: "the editor's settings", settings: hint, severity: DiagnosticSeverity.Hint },
    { what: "both: the file wins", file: off, settings: hint, severity: undefined },
    {
      what: "a file about other rules: both count",
      file: '{"rules":{"xml":"off"}}',
      settings: hint,
      severity: DiagnosticSeverity.Hint,
    },
    { what: "a broken file", file: "{", settings: hint, severity: DiagnosticSeverity.Hint },
    {
      what: "nonsense in a file",
      file: '{"libvirt":7,"rules":{"model-unknown":"loud"}}',
      severity: DiagnosticSeverity.Error,
    },
    { what: "nonsense as settings", settings: [1], severity: DiagnosticSeverity.Error },
    { what: "a client that cannot be asked", options: hint, severity: DiagnosticSeverity.Hint },
  ])("from $what", async ({ file: text, settings, options, severity }) => {
    const asked = await startClient({
      readFile: (uri) => (uri === file ? (text ?? null) : null),
      settings: () => settings ?? null,
      ...(options === undefined ? {} : { capabilities: {}, initializationOptions: options }),
    });
    const found = await asked.diagnostics(await asked.open(WRONG));
    expect(found.find(({ code }) => code === "model-unknown")?.severity).toBe(severity);
    asked.stop();
  });

  it("say what is wrong with them in the log", async () => {
    const asked = await startClient({ readFile: () => '{"rules":{"model-unknown":"loud"}}' });
    await asked.diagnostics(await asked.open(WRONG));
    expect(asked.log.join("\n")).toContain('"model-unknown": the severity must be one of');
    asked.stop();
  });

  it("hold in their folder only", async () => {
    const asked = await startClient({ readFile: (uri) => (uri === file ? off : null) });
    const elsewhere = await asked.open(WRONG, "file:///vms2/a.xml");
    expect(codes(await asked.diagnostics(elsewhere))).toContain("model-unknown");
    asked.stop();
  });

  it("choose the libvirt release", async () => {
    const model = "<domain type='kvm'><cpu><model>EPYC-Turin</model></cpu></domain>";
    const asked = await startClient({ readFile: () => '{"libvirt":"11.3.0"}' });
    const [found] = await asked.diagnostics(await asked.open(model));
    expect(found?.message).toContain("libvirt 11.3.0");
    expect(codes(await client.diagnostics(await client.open(model)))).not.toContain("model-unknown");
    asked.stop();
  });

  it("never have the last word when they hold no more, however long their release takes to read", async () => {
    let config: string | null = null;
    let isFirst = true;
    const [reading, read] = [makeGate(), makeGate()];
    const asked = await startClient({
      readFile: (uri) => (uri === file ? config : null),
      settings: () => ({ libvirt: "11.3.0" }),
      readData: async (path) => {
        if (path === "cpu-map/x86.json" && isFirst) {
          isFirst = false;
          reading.open();
          await read.opened;
        }
        return readData(path);
      },
    });
    const model = "<domain type='kvm'><cpu><model>EPYC-Turin</model></cpu></domain>";
    const document = await asked.open(model);
    await reading.opened;
    config = '{"libvirt":"12.8.0"}';
    await asked.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: file, type: 2 }] });
    expect(codes(await asked.diagnostics(document))).not.toContain("model-unknown");
    // Waits for the same release, behind the first.
    const elsewhere = await asked.open(model, "file:///vms2/a.xml");
    read.open();
    expect(codes(await asked.diagnostics(elsewhere))).toContain("model-unknown");
    const said = asked.published.filter(({ uri }) => uri === document.uri).flatMap(({ diagnostics }) => diagnostics);
    expect(codes(said)).not.toContain("model-unknown");
    asked.stop();
  });

  it.each([
    ["workspace/didChangeWatchedFiles", { changes: [{ uri: file, type: 2 }] }],
    ["workspace/didChangeConfiguration", { settings: null }],
  ])("are read again on %s", async (notification, params) => {
    let text = "{}";
    const asked = await startClient({ readFile: () => text });
    const document = await asked.open(WRONG);
    expect(codes(await asked.diagnostics(document))).toContain("model-unknown");
    text = off;
    await asked.connection.sendNotification(notification, params);
    expect(await asked.diagnostics(document, (found) => !codes(found).includes("model-unknown"))).toBeDefined();
    asked.stop();
  });
});
