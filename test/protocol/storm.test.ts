import { describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { makeRandom } from "./storm/random.js";
import { type RawServer, type Reply, startRaw } from "./storm/rawServer.js";
import { type Asked, storm } from "./storm/storm.js";

/** LIBVIRT_CPU_STORM=100000 sends more, LIBVIRT_CPU_SEED=7 others. */
const COUNT = Number(process.env.LIBVIRT_CPU_STORM ?? 10_000);
const SEED = Number(process.env.LIBVIRT_CPU_SEED ?? 1);

const STALE: readonly unknown[] = [-32801, -32800];

async function freshServer(): Promise<RawServer> {
  const server = startRaw();
  await server.initialize();
  return server;
}

/** The document went on before it was answered: nothing is said of what is no more. */
function isStale({ error, result }: Reply): boolean {
  if (error !== undefined) return STALE.includes(error.code);
  const told = typeof result === "object" && result !== null && "error" in result ? String(result.error) : "";
  return told.startsWith("The document has changed");
}

/** What a server says of a document that it has seen only like this. */
async function freshReply(server: RawServer, { uri, languageId, version, text, query }: Asked): Promise<Reply> {
  openIn(server, { uri, languageId, version, text });
  const reply = await server.ask(query.method, query.params);
  server.send({ jsonrpc: "2.0", method: "textDocument/didClose", params: { textDocument: { uri } } });
  return reply;
}

function openIn(server: RawServer, { uri, languageId, version, text }: Omit<Asked, "query" | "reply">): void {
  const textDocument = { uri, languageId, version, text };
  server.send({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } });
}

/** A document's diagnostics once they please. */
async function settled(server: RawServer, uri: string, pleases: (diagnostics?: Diagnostic[]) => boolean) {
  while (!pleases(server.published.get(uri)?.diagnostics)) await server.nextDiagnostics();
  return server.published.get(uri)?.diagnostics;
}

describe(`after ${COUNT} random messages (seed ${SEED})`, () => {
  it("every answer is the one that a fresh server gives, or none", { timeout: 300_000 }, async () => {
    const server = await freshServer();
    const { open, asked, others } = await storm(server, COUNT, makeRandom(SEED));
    // Whatever was asked is answered.
    for (const { error } of await Promise.all(others)) if (error !== undefined) expect(error.code).toBeLessThan(0);
    let fresh = await freshServer();
    let right = 0;
    for (const [index, each] of asked.entries()) {
      const reply = await each.reply;
      if (isStale(reply)) continue;
      if (index % 500 === 499) fresh = await freshServer();
      expect(reply, JSON.stringify(each)).toEqual(await freshReply(fresh, each));
      right++;
    }
    // Else nothing was shown.
    expect(right).toBeGreaterThan(asked.length / 2);
    for (const [uri, { diagnostics }] of server.published) if (!open.has(uri)) expect(diagnostics).toEqual([]);
    for (const document of open.values()) {
      const { uri, languageId, version } = document;
      const other = await freshServer();
      openIn(other, { uri, languageId, version, text: document.getText() });
      const expected = await settled(other, uri, (diagnostics) => diagnostics !== undefined);
      const right = JSON.stringify(expected);
      expect(await settled(server, uri, (told) => JSON.stringify(told) === right)).toEqual(expected);
    }
  });
});
