import { readFile } from "node:fs/promises";
import path from "node:path";
import type { RunningEditor } from "./startEditor.js";

/** How long the server may take for one answer, in milliseconds. */
const answerLimit = 30_000;

/**
 * Asks a running server for its page and for an extension's files, as a browser would.
 *
 * @param editor the server
 * @param extension the extension's folder
 * @returns what was served, a line each
 * @throws when an answer is missing or is not the file on this disk
 */
export async function checkServed(editor: RunningEditor, extension: string): Promise<string[]> {
  const page = await (await ask(editor, "/")).text();
  // The page names the folder that its own files come from; the extension's files come from beside it.
  const base = /["/]([\w-]+)\/static\/out\//.exec(page)?.[1];
  if (base === undefined) throw new Error("the page that is served is not VS Code's");
  const manifest: { main?: string; browser?: string } = JSON.parse(
    await readFile(path.join(extension, "package.json"), "utf8"),
  );
  const files = ["package.json", manifest.main, manifest.browser].filter((file) => file !== undefined);
  if (files.length === 1) throw new Error("the extension's package.json names neither main nor browser");
  for (const file of files) await compareFile(editor, base, path.join(extension, file));
  return ["VS Code's page", ...files];
}

async function compareFile(editor: RunningEditor, base: string, file: string): Promise<void> {
  const answer = await ask(editor, `/${base}/vscode-remote-resource?path=${encodeURIComponent(file)}`);
  const served = Buffer.from(await answer.arrayBuffer());
  if (!served.equals(await readFile(file))) throw new Error(`what is served as ${file} is something else`);
}

async function ask(editor: RunningEditor, target: string): Promise<Response> {
  const address = `http://127.0.0.1:${editor.port}${target}`;
  const answer = await fetch(address, {
    headers: { cookie: `vscode-tkn=${editor.token}` },
    signal: AbortSignal.timeout(answerLimit),
  });
  if (!answer.ok) throw new Error(`${target} is answered with ${answer.status}`);
  return answer;
}
