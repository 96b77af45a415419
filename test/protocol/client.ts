import { readFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { startServer } from "../../server/src/server.js";
import {
  ClientRequest,
  type FolderHosts,
  type HostFile,
  type LiveConnection,
  type LiveFacts,
  Notification,
  Request,
} from "../../shared/src/messages.js";

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** The language the client speaks. */
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** What workspace/configuration answers. */
  readonly settings?: () => unknown;
  /** Text of a workspace file by URI. */
  readonly readFile?: (uri: string) => string | HostFile | null;
  readonly readData?: (path: string) => Promise<string>;
  /** A file that describes a host, by URI; missing where it answers undefined. */
  readonly readHostFile?: (uri: string) => HostFile | string | undefined | Promise<HostFile | string | undefined>;
  /** Answers what the server wants to be told of; throws where it refuses. */
  readonly register?: (registrations: RegistrationParams) => void;
  /** What virsh is said to have answered. */
  readonly liveFacts?: (connection: LiveConnection) => LiveFacts | null;
}

/** What VS Code says of itself, as far as the server cares. */
const CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceEdit: { documentChanges: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true },
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "data"] },
    },
  },
};

/** As an editor calls them. */
const LANGUAGES = new Map([
  [".json", "jsonc"],
  [".py", "python"],
  [".sh", "shellscript"],
]);

export const folder = "file:///vms";

/** Reads the project's own data. */
export function readData(path: string): Promise<string> {
  return readFile(new URL(`../../data/${path}`, import.meta.url), "utf8");
}

/** A client that talks to a server in the same process over two streams. */
export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startServer(server, {
    readData: options.readData ?? readData,
    readInside: async (uri) => asFile(options.readFile?.(uri)),
  });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = new TestClient(connection);
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
    items.map(() => options.settings?.() ?? null),
  );
  connection.onRequest("client/registerCapability", (registrations: RegistrationParams) => {
    options.register?.(registrations);
    return null;
  });
  connection.listen();
  const params: InitializeParams = {
    processId: null,
    rootUri: null,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    workspaceFolders: [{ uri: folder, name: "vms" }],
    capabilities: options.capabilities ?? CAPABILITIES,
    initializationOptions: options.initializationOptions ?? { extension: true },
  };
  // A client of our extension reads files for the server.
  connection.onRequest<HostFile, void>(ClientRequest.readFile.method, (uri: string) => asFile(options.readFile?.(uri)));
  connection.onRequest<HostFile, void>(ClientRequest.readHostFile.method, async (uri: string): Promise<HostFile> => {
    const file = (await options.readHostFile?.(uri)) ?? { error: "missing" };
    return typeof file === "string" ? { text: file, modified: 0 } : file;
  });
  connection.onRequest(ClientRequest.liveFacts.method, (host: LiveConnection) => options.liveFacts?.(host) ?? null);
  await connection.sendRequest("initialize", params);
  await connection.sendNotification("initialized", {});
  return client;
}

function asFile(text: string | HostFile | null | undefined): HostFile {
  if (typeof text === "string") return { text, modified: 0 };
  return text ?? { error: "missing" };
}

/** Keeps what the server publishes, and the text of the documents. */
export class TestClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  private hostChanges = 0;
  private readonly documents = new Map<string, TextDocument>();
  private waiting: (() => void)[] = [];
  private counter = 0;

  constructor(readonly connection: ProtocolConnection) {
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.wake();
    });
    connection.onRequest("workspace/codeLens/refresh", () => {
      this.wake();
      return null;
    });
    connection.onNotification(Notification.hostsChanged, () => {
      this.hostChanges++;
      this.wake();
    });
    connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
      this.log.push(message);
    });
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Asks again whenever the server has told something new, until the answer pleases. */
  async until<T>(ask: () => Promise<T>, pleases: (answer: T) => boolean): Promise<T> {
    for (;;) {
      const told = new Promise<void>((resolve) => this.waiting.push(resolve));
      const answer = await ask();
      if (pleases(answer)) return answer;
      await told;
    }
  }

  async open(text: string, uri = `${folder}/vm${this.counter++}.xml`): Promise<TextDocument> {
    const language = LANGUAGES.get(uri.slice(uri.lastIndexOf("."))) ?? "xml";
    const document = TextDocument.create(uri, language, 1, text);
    this.documents.set(uri, document);
    const { version, languageId } = document;
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version, text },
    });
    return document;
  }

  /** Opens a document with a `|` where the cursor is. */
  async openAt(marked: string, uri?: string): Promise<{ document: TextDocument; position: Position }> {
    const offset = marked.indexOf("|");
    if (offset < 0) throw new Error("no cursor in the text");
    const document = await this.open(marked.slice(0, offset) + marked.slice(offset + 1), uri);
    return { document, position: document.positionAt(offset) };
  }

  async change(document: TextDocument, changes: TextDocumentContentChangeEvent[]): Promise<void> {
    TextDocument.update(document, changes, document.version + 1);
    const { uri, version } = document;
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: changes,
    });
  }

  /** The diagnostics of a document's current version, as soon as they are there and please. */
  async diagnostics(
    { uri, version }: TextDocument,
    pleases: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
    from = 0,
  ): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published
        .slice(from)
        .reverse()
        .find((params) => params.uri === uri && params.version === version && pleases(params.diagnostics));
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** What the server knows of the first folder's hosts, as soon as all of them have been read or given up. */
  async hostsSettled(): Promise<FolderHosts> {
    for (;;) {
      const before = this.hostChanges;
      const [hosts] = await this.connection.sendRequest<FolderHosts[]>(Request.hosts.method, {});
      if (hosts?.hosts.every(({ state }) => state !== "reading")) return hosts;
      while (this.hostChanges === before) await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** What is over the CPUs of a document, as soon as its hosts have been looked at. */
  async lensTitles({ uri }: TextDocument): Promise<string[]> {
    for (;;) {
      const before = this.published.length;
      const lenses = await this.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      const titles = lenses.map(({ command }) => command?.title ?? "");
      if (!titles.some((title) => title.startsWith("Checking "))) return titles;
      // What was found is published as diagnostics, too.
      while (!this.published.slice(before).some((params) => params.uri === uri)) {
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    }
  }

  /** Waits until the server says something about this document that pleases. */
  async publishedFor(uri: string, pleases: (params: PublishDiagnosticsParams) => boolean): Promise<void> {
    while (!this.published.some((params) => params.uri === uri && pleases(params))) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** The items as an editor takes them: what they have in common put into each, in the order they are shown. */
  async complete({ uri }: TextDocument, position: Position, trigger?: string): Promise<CompletionItem[]> {
    const list = await this.connection.sendRequest<CompletionList | null>("textDocument/completion", {
      textDocument: { uri },
      position,
      ...(trigger === undefined ? {} : { context: { triggerKind: 2, triggerCharacter: trigger } }),
    });
    const { editRange, insertTextFormat } = list?.itemDefaults ?? {};
    const items = (list?.items ?? []).map((item): CompletionItem => {
      if (editRange === undefined || !("start" in editRange)) return item;
      const textEdit = { range: editRange, newText: item.textEditText ?? item.label };
      return { ...item, textEdit, ...(insertTextFormat === undefined ? {} : { insertTextFormat }) };
    });
    return items.sort((a, b) => compareText(a.sortText ?? a.label, b.sortText ?? b.label));
  }

  resolve(item: CompletionItem): Promise<CompletionItem> {
    return this.connection.sendRequest("completionItem/resolve", item);
  }

  hover({ uri }: TextDocument, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  codeActions({ uri }: TextDocument, range: Range, diagnostics: Diagnostic[], only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only === undefined ? {} : { only }) },
    });
  }

  stop(): void {
    this.connection.dispose();
  }
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A hover's Markdown; "" where there is none. */
export function hoverText(hover: Hover | null): string {
  if (hover === null) return "";
  if (typeof hover.contents === "object" && "value" in hover.contents) return hover.contents.value;
  throw new Error("a hover in another form");
}

/** The text after a completion item is taken, its snippet's defaults kept and a `|` where the cursor goes first. */
export function afterItem(document: TextDocument, item: CompletionItem): string {
  const edit = item.textEdit;
  if (edit === undefined || !("range" in edit)) throw new Error("an item without a text edit");
  const indent = /^[ \t]*/.exec(document.getText().split(/\r?\n/)[edit.range.start.line] ?? "")?.[0] ?? "";
  const isSnippet = item.insertTextFormat === 2;
  const newText = isSnippet ? expand(edit.newText.replaceAll("\n", `\n${indent}`)) : edit.newText;
  return TextDocument.applyEdits(document, [{ range: edit.range, newText }]);
}

/** What an editor makes of a snippet. */
function expand(snippet: string): string {
  const first = Math.min(...[...snippet.matchAll(/\$\{?(\d)/g)].map(([, number]) => Number(number)));
  const plain = snippet.replaceAll(/\$\{(\d+):((?:\\.|[^}])*)\}|\$(\d)/g, (_, number, text, bare) => {
    const cursor = Number(number ?? bare) === first ? "|" : "";
    return `${cursor}${text ?? ""}`;
  });
  return plain.replaceAll(/\\([$}\\])/g, "$1");
}

/** The text after a workspace edit of one document. */
export function afterEdit(document: TextDocument, edit: WorkspaceEdit | undefined): string {
  const edits: TextEdit[] = [];
  for (const change of edit?.documentChanges ?? []) {
    if (!("edits" in change) || change.textDocument.uri !== document.uri) throw new Error("an edit of something else");
    for (const one of change.edits) if ("newText" in one) edits.push(one);
  }
  edits.push(...(edit?.changes?.[document.uri] ?? []));
  return TextDocument.applyEdits(document, edits);
}
