import { describe, expect, it } from "vitest";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver/node";
import { hoverText, readData, startClient } from "./client.js";

const VM = "<domain type='kvm'><cpu mode='host-model'/></domain>";
const AT_MODEL = { line: 0, character: VM.indexOf("host-model") + 2 };

/** A data folder that answers only when it is let go. */
function heldData() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { release, readData: (path: string) => held.then(() => readData(path)) };
}

describe("a failing handler", () => {
  it("answers nothing, says so in the log, and works again when it can", async () => {
    let broken = true;
    const client = await startClient({
      readData: async (path) => {
        if (broken) throw new Error("disk on fire");
        return readData(path);
      },
    });
    const document = await client.open(VM);
    expect(await client.hover(document, AT_MODEL)).toBeNull();
    expect(await client.complete(document, AT_MODEL)).toEqual([]);
    expect(await client.codeActions(document, { start: AT_MODEL, end: AT_MODEL }, [])).toEqual([]);
    expect(
      await client.connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri: document.uri } }),
    ).toEqual([]);
    expect(client.log.join("\n")).toContain("hover: Error: disk on fire");
    broken = false;
    expect(hoverText(await client.hover(document, AT_MODEL))).toContain("host-model");
    client.stop();
  });

  it.each([
    ["libvirtCpu/describeHosts", {}, []],
    ["libvirtCpu/expandHostModel", {}, { error: expect.stringContaining("log") }],
    ["libvirtCpu/baseline", null, { error: expect.stringContaining("log") }],
    ["libvirtCpu/modelDefinition", null, null],
  ])("survives nonsense in %s", async (method, params, answer) => {
    const client = await startClient();
    expect(await client.connection.sendRequest(method, params)).toEqual(answer);
    expect(client.log).toHaveLength(1);
    client.stop();
  });

  it("knows nothing of documents that are not open", async () => {
    const client = await startClient();
    const document = await client.open(VM);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    expect(await client.hover(document, AT_MODEL)).toBeNull();
    expect(client.log).toEqual([]);
    client.stop();
  });
});

describe("a document that changes while it is looked at", () => {
  it("makes a request stale", async () => {
    const data = heldData();
    const client = await startClient({ readData: data.readData });
    const document = await client.open(VM);
    const stale = expect(client.hover(document, AT_MODEL)).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
    const start = { line: 0, character: 0 };
    await client.change(document, [{ range: { start, end: start }, text: " " }]);
    // The change has been read when the server answers what came after it.
    await client.connection.sendRequest("completionItem/resolve", { label: "x" });
    data.release();
    await stale;
    expect((await client.diagnostics(document)).length).toBe(0);
    expect(client.published.filter(({ uri }) => uri === document.uri).map(({ version }) => version)).toEqual([2]);
    client.stop();
  });

  it("publishes nothing when it is closed meanwhile", async () => {
    const data = heldData();
    const client = await startClient({ readData: data.readData });
    const document = await client.open("<domain type='kvm'><cpu><model>Hasswell</model></cpu></domain>");
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    const other = await client.open(VM);
    data.release();
    await client.diagnostics(other);
    expect(client.published.filter(({ uri }) => uri === document.uri).map(({ diagnostics }) => diagnostics)).toEqual([
      [],
    ]);
    client.stop();
  });
});

describe("a request that is cancelled", () => {
  it("is answered as cancelled", async () => {
    const data = heldData();
    const client = await startClient({ readData: data.readData });
    const document = await client.open(VM);
    const source = new CancellationTokenSource();
    const hover = client.connection.sendRequest(
      "textDocument/hover",
      { textDocument: { uri: document.uri }, position: AT_MODEL },
      source.token,
    );
    const cancelled = expect(hover).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    source.cancel();
    await client.connection.sendRequest("completionItem/resolve", { label: "x" });
    data.release();
    await cancelled;
    client.stop();
  });
});

describe("hostile documents", () => {
  it.each([
    ["a deep one", `<domain>${"<cpu>".repeat(20_000)}`],
    ["one of many features", `<cpu>${"<feature policy='require' name='x'/>".repeat(5000)}</cpu>`],
    [
      "one with a bomb of entities",
      `<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><domain><cpu><model>&c;</model></cpu></domain>`,
    ],
    [
      "one that names prototypes",
      "<domain type='__proto__'><os><type arch='__proto__'/></os><cpu mode='constructor' __proto__='x'><model>toString</model><feature policy='__proto__' name='__proto__'/></cpu></domain>",
    ],
    [
      "one of huge numbers",
      "<domain><vcpu>4294967295</vcpu><cpu><topology sockets='4294967295' cores='4294967295' threads='2'/><numa><cell cpus='0-4294967295'/></numa></cpu></domain>",
    ],
  ])(
    "do no harm: %s",
    async (_, text) => {
      const client = await startClient();
      const document = await client.open(text);
      await client.diagnostics(document);
      for (let offset = 0; offset < Math.min(text.length, 400); offset += 7) {
        const position = document.positionAt(offset);
        await client.hover(document, position);
        await client.complete(document, position);
      }
      const position = document.positionAt(text.length);
      await client.codeActions(document, { start: position, end: position }, []);
      await client.codeActions(document, { start: position, end: position }, [], ["source.fixAll"]);
      expect(client.log).toEqual([]);
      client.stop();
    },
    20_000,
  );
});
