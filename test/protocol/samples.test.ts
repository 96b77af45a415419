import { afterEach, expect, it } from "vitest";
import { type FolderHosts, Request } from "../../shared/src/messages.js";
import { startClient, type TestClient } from "./client.js";

const SAMPLES = "file:///store/samples";
const CONFIG = '{ "rules": { "model-unknown": "off" } }';
const WRONG = "<domain type='kvm'><cpu mode='custom' match='exact'><model>Hasswell</model></cpu></domain>";

let client: TestClient | undefined;
afterEach(() => client?.stop());

function start(): Promise<TestClient> {
  return startClient({
    initializationOptions: { extension: true, samples: SAMPLES },
    readFile: (uri) => (uri === `${SAMPLES}/libvirt-cpu.json` ? CONFIG : null),
  });
}

async function foldersOf({ connection }: TestClient): Promise<string[]> {
  return (await connection.sendRequest<FolderHosts[]>(Request.hosts.method, {})).map(({ folder }) => folder);
}

it("the samples' folder is one of the workspace's while a document of it is open", async () => {
  const opened = await start();
  client = opened;
  expect(await foldersOf(opened)).toEqual(["file:///vms"]);
  const first = await opened.open(WRONG, `${SAMPLES}/web01.xml`);
  const second = await opened.open(WRONG, `${SAMPLES}/broken.xml`);
  // What its configuration says counts.
  for (const document of [first, second]) await opened.diagnostics(document, (found) => found.length === 0);
  expect(await foldersOf(opened)).toEqual(["file:///vms", SAMPLES]);
  for (const { uri } of [first, second]) {
    await opened.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }
  await opened.until(
    () => foldersOf(opened),
    (folders) => folders.length === 1,
  );
});

it("what lies beside the samples' folder does not make it one", async () => {
  client = await start();
  const document = await client.open(WRONG, `${SAMPLES}-2/web01.xml`);
  expect(await client.diagnostics(document)).toHaveLength(1);
  expect(await foldersOf(client)).toEqual(["file:///vms"]);
});
