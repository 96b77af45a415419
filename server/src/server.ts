import * as l10n from "@vscode/l10n";
import { type Connection, type ServerCapabilities, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadReleases, makeCatalogues, type ReadData } from "../../shared/src/catalogue/index.js";
import { MAX_CONFIG } from "../../shared/src/config/index.js";
import { makeHostReader, makeReferences } from "../../shared/src/hosts/facts/index.js";
import {
  ClientRequest,
  type HostFile,
  type LiveConnection,
  MAX_HOST_FILE,
  Notification,
} from "../../shared/src/messages.js";
import { loadLadders } from "../../shared/src/reports/levels/loadLadders.js";
import { loadRuleDocs } from "../../shared/src/rules/loadRuleDocs.js";
import { ask, type Client, NO_CAPABILITIES, readClient } from "./client.js";
import { makeConfigDocuments } from "./config/configDocuments.js";
import { makeDocumentContexts, type Services } from "./documents/documentContexts.js";
import { codeActionKinds } from "./features/codeActionKinds.js";
import { guardTask } from "./guard.js";
import { handleCodeLens } from "./handlers/codeLens.js";
import { handleLanguageFeatures } from "./handlers/languageFeatures.js";
import { publishDiagnostics } from "./handlers/publishDiagnostics.js";
import { foldersOf, section, watchSettings } from "./handlers/watchSettings.js";
import { makeAssessor } from "./hosts/assessor.js";
import { makeHostStore } from "./hosts/hostStore.js";
import { serveRequests } from "./requests/serveRequests.js";
import { makeSettings, type Settings } from "./settings.js";

/** Of each language beside English: what its texts are of. */
const PARTS = ["server", "rules", "docs"];

/**
 * Makes the server speak the client's language, where there are texts in it: else English. A server has one client.
 *
 * @param locale as the client names it: `zh-cn`, `zh_CN.UTF-8`; undefined where it does not
 */
export async function useLanguage(locale: string | undefined, readData: ReadData): Promise<void> {
  const language = languageOf(locale ?? "en");
  const parts = language === undefined ? [] : PARTS.map((part) => readData(`l10n/${language}/${part}.json`));
  const texts = (await Promise.all(parts)).map((text) => JSON.parse(text) as Record<string, string>);
  l10n.config({ contents: Object.assign({}, ...texts) as Record<string, string> });
}

/** Traditional characters are another script, which we do not have. */
function languageOf(locale: string): string | undefined {
  return /^zh(?:$|[-_](?!tw|hk|mo|hant))/i.test(locale) ? "zh-cn" : undefined;
}

/** Serves one client over a connection; all of the server's state lives as long as this connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const readData = runtime.readData ?? ((path) => ask(connection, ClientRequest.readData, path));
  let client = NO_CAPABILITIES;
  const settings = settingsFor(connection, runtime, () => client);
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const releases = once(() => loadReleases(readData));
  const catalogue = makeCatalogues(readData);
  const hostReader = makeHostReader({ releases, catalogue });
  const references = makeReferences(readData);
  // Both go to what is made below, out of the services.
  let hostsChanged = () => {};
  let assessed = (_uri: string) => {};
  const hostStore = makeHostStore(
    { ...hostSourcesOf(connection, runtime, () => client, settings), references, reader: hostReader },
    (uri) => documents.get(uri)?.getText(),
    () => hostsChanged(),
  );
  const services: Services = {
    connection,
    documents,
    client: () => client,
    configOf: settings.configOf,
    ready,
    releases,
    catalogue,
    hostStore,
    assessor: makeAssessor(
      (uri) => assessed(uri),
      (error) => connection.console.error(`assessment: ${String(error)}`),
    ),
    hostReader,
    references,
    ladders: once(() => loadLadders(readData)),
    ruleDocs: once(() => loadRuleDocs(readData)),
    hasConfigFile: settings.hasFile,
  };
  const contexts = makeDocumentContexts(services);
  const configs = makeConfigDocuments(services);
  const { checkAll, check } = publishDiagnostics(services, contexts, configs);
  const refreshLenses = handleCodeLens(services, contexts);
  assessed = (uri) => {
    check(uri);
    refreshLenses();
  };
  hostsChanged = () => {
    checkAll();
    refreshLenses();
    if (client.extension) void connection.sendNotification(Notification.hostsChanged);
  };
  let folders: string[] = [];
  let locale: string | undefined;
  connection.onInitialize((params) => {
    client = readClient(params);
    folders = foldersOf(params);
    locale = params.locale;
    return { capabilities, serverInfo: { name: "libvirt-cpu" } };
  });
  connection.onInitialized(async () => {
    await guardTask(connection.console, "language", () => useLanguage(locale, readData));
    await watchSettings(connection, client, { settings, hostStore, documents, folders, changed: checkAll });
    becomeReady();
  });
  handleLanguageFeatures(services, contexts, configs);
  serveRequests(services, contexts);
  documents.listen(connection);
  connection.listen();
}

function settingsFor(connection: Connection, runtime: Runtime, client: () => Client): Settings {
  return makeSettings({
    readFile: async (uri) => {
      if (client().extension) return ask(connection, ClientRequest.readFile, uri);
      return runtime.readInside?.(uri, uri.slice(0, uri.lastIndexOf("/")), MAX_CONFIG) ?? { error: "missing" };
    },
    readSettings: async (folder) => {
      if (!client().configuration) return client().settings;
      return connection.workspace.getConfiguration(folder === undefined ? { section } : { section, scopeUri: folder });
    },
    warn: (message) => connection.console.warn(message),
  });
}

/** Where facts about hosts come from: files and what virsh said, both through our client; files alone without it. */
function hostSourcesOf(connection: Connection, runtime: Runtime, client: () => Client, settings: Settings) {
  return {
    readHostFile: async (uri: string): Promise<HostFile> => {
      if (client().extension) return ask(connection, ClientRequest.readHostFile, uri);
      const folder = settings.folderOf(uri);
      if (folder === undefined) return { error: "outside-the-folder" };
      return runtime.readInside?.(uri, folder, MAX_HOST_FILE) ?? { error: "unreadable" };
    },
    notAsked: () => l10n.t("Not loaded with virsh yet. Refresh it in the Hosts view."),
    liveFacts: async (host: LiveConnection) =>
      client().extension ? ask(connection, ClientRequest.liveFacts, host) : null,
  };
}

/** Asks once and keeps the answer; one that failed is asked for again the next time, not failed for good. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= load().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}

/** What the server needs of the place it runs in. */
interface Runtime {
  /** Reads a file of `data/` by its path in there; undefined where only the client can. */
  readonly readData?: (path: string) => Promise<string>;
  /**
   * Reads a folder's configuration, or a file that describes a host, where the client does not offer it; nothing that lies
   * outside the folder, by a link either, and nothing of more bytes than this.
   */
  readonly readInside?: (uri: string, folder: string, most: number) => Promise<HostFile>;
}

/** What the server can do, as it tells the client. */
const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  completionProvider: { resolveProvider: true, triggerCharacters: ["<", ">", " ", "=", "'", '"'] },
  hoverProvider: true,
  documentSymbolProvider: { label: "libvirt CPU" },
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds, resolveProvider: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
