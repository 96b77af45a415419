import { main } from "../../cli/src/main.js";
import { readData, startClient, type TestClient } from "../protocol/client.js";
import { HOSTILE, type HostileKind } from "./hostileDocuments.js";

/** So many times the size may take so many times as long: a little more than the size itself, the square is 16. */
const TIMES = 4;
const MOST = 5;
/** Below this many milliseconds a difference is the machine's. */
const FLOOR = 3;
/** A figure that looks wrong is taken again so many times: the machine does other things as well. */
const AGAIN = 3;
const RUNS = 2;
const LONG = 500;
/** How many of what a kind is made of: few enough for all findings to be told, and far more than that. */
const COUNTS = [240, 6000];
/** Only to see that it runs. */
const SMOKE_COUNTS = [40];
const SMOKE_KINDS = 3;

/** One thing that is asked about a document. */
type Request = (document: Opened) => Promise<unknown>;

/** A document that the server has checked. */
interface Opened {
  readonly client: TestClient;
  readonly document: Awaited<ReturnType<TestClient["open"]>>;
  /** Where the requests about a place ask. */
  readonly position: { readonly line: number; readonly character: number };
}

/** Whether every request takes on every hostile document at most in proportion longer where that is longer. */
export async function benchGrowth(isSmoke: boolean): Promise<boolean> {
  console.log(
    `\nGrows evenly: ${TIMES} times the size takes at most ${MOST} times as long (milliseconds of the processor)`,
  );
  let isEven = true;
  const client = await startClient({ capabilities: CAPABILITIES });
  const only = process.env.LIBVIRT_CPU_BENCH_KIND ?? "";
  for (const count of isSmoke ? SMOKE_COUNTS : COUNTS) {
    const kinds = HOSTILE.filter(({ name }) => name.includes(only));
    for (const kind of isSmoke ? kinds.slice(0, SMOKE_KINDS) : kinds) {
      const shown: string[] = [];
      for (const name of ["diagnostics", ...Object.keys(REQUESTS)]) {
        const [one, more, isFine] = await compare(client, name, kind, count);
        isEven &&= isFine;
        shown.push(`${name} ${one.toFixed(0)}→${more.toFixed(0)}${isFine ? "" : " !"}`);
      }
      const size = `${Math.round(kind.document(count).length / 1000).toLocaleString("en")} KB`;
      console.log(`${kind.name}, ${size}\n  ${shown.join(", ")}`);
    }
  }
  client.stop();
  console.log(isEven ? "Everything grows evenly." : "What is marked ! does not grow evenly.");
  return isEven;
}

async function compare(
  client: TestClient,
  name: string,
  kind: HostileKind,
  count: number,
): Promise<[number, number, boolean]> {
  for (let round = 0; ; round++) {
    const one = await best(client, name, kind, count);
    const more = await best(client, name, kind, count * TIMES);
    const isFine = more <= MOST * Math.max(one, FLOOR);
    if (isFine || round === AGAIN) return [one, more, isFine];
  }
}

/** The least of some runs, each on a document that the server has checked and done nothing else about. */
async function best(client: TestClient, name: string, kind: HostileKind, count: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const took = await once(client, name, kind.document(count), kind.before);
    least = Math.min(least, took);
    // What takes seconds does not get better.
    if (took > LONG) break;
  }
  return least;
}

async function once(client: TestClient, name: string, text: string, before: string): Promise<number> {
  const opening = process.cpuUsage();
  const document = await client.open(text);
  await client.diagnostics(document);
  const took = milliseconds(opening);
  const request = REQUESTS[name];
  const position = document.positionAt(text.lastIndexOf(before) + before.length);
  const from = process.cpuUsage();
  await request?.({ client, document, position });
  const asked = milliseconds(from);
  await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
  return request === undefined ? took : asked;
}

function milliseconds(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const CAPABILITIES = {
  textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } } },
};

const ask =
  (method: string): Request =>
  ({ client, document: { uri }, position }) =>
    client.connection.sendRequest(method, { textDocument: { uri }, position });

function actions({ client, document }: Opened, only?: string[]) {
  const end = document.positionAt(document.getText().length);
  return client.codeActions(document, { start: { line: 0, character: 0 }, end }, [], only);
}

/** The command line in this process: the start of Node would hide how it grows. */
const lint =
  (...args: readonly string[]): Request =>
  ({ document }) =>
    main(["lint", "-", ...args], {
      cwd: "/",
      env: {},
      stdin: async function* () {
        yield Buffer.from(document.getText());
      },
      stdout: { write: () => {} },
      stderr: { write: () => {} },
      readData,
      version: "0",
      virsh: { executable: () => "virsh", signal: new AbortController().signal },
    });

const REQUESTS: Readonly<Record<string, Request>> = {
  completion: ask("textDocument/completion"),
  hover: ask("textDocument/hover"),
  symbols: ask("textDocument/documentSymbol"),
  lens: ask("textDocument/codeLens"),
  actions: (opened) => actions(opened),
  resolve: async ({ client, document, position }) => {
    for (const action of await client.codeActions(document, { start: position, end: position }, [])) {
      if (action.data !== undefined) await client.connection.sendRequest("codeAction/resolve", action);
    }
  },
  "fix-all": (opened) => actions(opened, ["source.fixAll"]),
  lint: lint(),
  "lint --json": lint("--json"),
  "lint --fix": lint("--fix"),
};
