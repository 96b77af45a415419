import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StreamMessageReader } from "vscode-languageserver/node";
import { type Bundled, bundleServer } from "./bundledServer.js";

let server: Bundled;
beforeAll(async () => {
  server = await bundleServer();
});
afterAll(() => server.remove());

const frame = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const TWO = "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc";
const request = (id: number, method: string, params: unknown = {}) =>
  frame(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
const initialize = request(1, "initialize", { processId: null, rootUri: null, capabilities: {} });

/** Sends bytes, and resolves with the first reply, or the word that it has ended. */
async function firstReply(bytes: readonly (string | Buffer)[]) {
  const { child, ended } = server.start();
  const reply = new Promise<unknown>((resolve) => {
    new StreamMessageReader(child.stdout).listen((message) => {
      if ("id" in message) resolve(message);
    });
  });
  for (const each of bytes) child.stdin.write(each);
  const first = await Promise.race([reply, ended.then(() => "ended")]);
  child.stdin.end();
  return { first, code: await ended };
}

describe("what is no message", () => {
  it.each<[string, string | Buffer]>([
    ["a body that is no JSON", frame("{bad}")],
    ["an empty body", frame("")],
    ["a body that is cut in a character", Buffer.from('Content-Length: 3\r\n\r\n"\xc3\x28', "latin1")],
    ["JSON that is no message", frame("[[[[]]]]")],
    ["JSON of a depth", frame(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
    ["names of prototypes", frame('{"jsonrpc":"2.0","method":"__proto__","params":{"__proto__":1}}')],
  ])("%s: the next one is answered", async (_, bytes) => {
    const { first } = await firstReply([bytes, initialize]);
    expect(first).toMatchObject({ id: 1, result: { capabilities: {} } });
  });

  it.each<[string, string | Buffer, RegExp]>([
    ["no header", "garbage\r\n\r\n", /a line of a header has no colon/],
    ["a message without its header", '{"jsonrpc":"2.0"}', /a message has no header/],
    ["a header without a length", "Content-Type: text/plain\r\n\r\n{}", /no Content-Length/],
    ["a length that is no number", "Content-Length: abc\r\n\r\n{}", /Content-Length is no whole number/],
    ["a negative length", "Content-Length: -5\r\n\r\n{}", /Content-Length is no whole number/],
    ["an encoding that nobody knows", `${TWO}; charset=nonsense\r\n\r\n{}`, /a message is not in UTF-8/],
    ["lines that end as in Unix", "Content-Length: 2\n\n{}", /does not end with CR and LF/],
    ["zeros", Buffer.alloc(100_000), /a message has no header/],
    ["a header without an end", "a".repeat(1_000_000), /a header is longer than 8 KB/],
    ["a length beyond all bounds", "Content-Length: 99999999999\r\n\r\n{}", /a message is longer than 64 MB/],
    ["a length that is too small, and the rest", `Content-Length: 2\r\n\r\n{}}}`, /a message has no header/],
  ])("%s: it ends and says why, whatever its client does", async (_, bytes, why) => {
    const { child, ended, errors } = server.start();
    child.stdin.write(bytes);
    child.stdin.write(initialize);
    expect(await ended).toBe(1);
    expect(errors()).toMatch(why);
    expect(errors()).toMatch(/^libvirt-cpu-language-server ends: [^\n]+\n$/);
  });
});

describe("the order of things", () => {
  const hover = (id: number) =>
    request(id, "textDocument/hover", { textDocument: { uri: "file:///a.xml" }, position: { line: 0, character: 0 } });

  it("shutdown and exit before anything else end it", async () => {
    const { child, ended } = server.start();
    child.stdin.write(request(1, "shutdown"));
    child.stdin.write(frame('{"jsonrpc":"2.0","method":"exit"}'));
    expect(await ended).toBe(0);
  });

  it("exit without shutdown ends it, as the protocol has it, with 1", async () => {
    const { child, ended } = server.start();
    child.stdin.write(initialize);
    child.stdin.write(frame('{"jsonrpc":"2.0","method":"exit"}'));
    expect(await ended).toBe(1);
  });

  it("requests before initialize and after shutdown are answered", async () => {
    const { child, ended } = server.start();
    const replies = new Map<unknown, unknown>();
    const all = new Promise<void>((resolve) => {
      new StreamMessageReader(child.stdout).listen((message) => {
        if ("id" in message && !("method" in message)) replies.set(message.id, message);
        if (replies.size === 5) resolve();
      });
    });
    child.stdin.write(hover(2));
    child.stdin.write(initialize);
    child.stdin.write(frame('{"jsonrpc":"2.0","method":"initialized","params":{}}'));
    for (const each of [request(3, "shutdown"), hover(4), request(5, "initialize")]) child.stdin.write(each);
    await all;
    child.stdin.write(frame('{"jsonrpc":"2.0","method":"exit"}'));
    expect(await ended).toBe(0);
    expect(replies.get(2)).toMatchObject({ result: null });
    expect(replies.get(4)).toSatisfy(
      (reply: object) => "error" in reply || ("result" in reply && reply.result === null),
    );
  });
});
