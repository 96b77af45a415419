import * as l10n from "@vscode/l10n";
import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadReleases, makeCatalogues } from "../../shared/src/catalogue/index.js";
import { makeHostReader, makeReferences } from "../../shared/src/hosts/facts/index.js";
import { loadLadders } from "../../shared/src/hosts/report/levels/loadLadders.js";
import { type HostFile, type LiveConnection, Message } from "../../shared/src/messages.js";
import { loadRuleDocs } from "../../shared/src/rules/index.js";
import { capabilities } from "./capabilities.js";
import {
  type Client,
  liveFactsFrom,
  NOBODY,
  readClient,
  readDataFrom,
  readFileFrom,
  readHostFileFrom,
} from "./client.js";
import { makeConfigDocuments } from "./config/index.js";
import { makeDocumentContexts, type Services } from "./documents/documentContexts.js";
import { guardTask } from "./guard.js";
import { handleCodeLens } from "./handlers/codeLens.js";
import { handleLanguageFeatures } from "./handlers/languageFeatures.js";
import { handleOwnRequests } from "./handlers/ownRequests.js";
import { publishDiagnostics } from "./handlers/publishDiagnostics.js";
import { foldersOf, section, watchSettings } from "./handlers/watchSettings.js";
import { makeAssessor } from "./hosts/assessor.js";
import { makeHostBook } from "./hosts/hostBook.js";
import { useLanguage } from "./language.js";
import { once } from "./once.js";
import type { Runtime } from "./runtime.js";
import { makeSettings, type Settings } from "./settings.js";

/** Serves one client over a connection; all of the server's state lives as long as this connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const readData = runtime.readData ?? readDataFrom(connection);
  let client = NOBODY;
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
  const book = makeHostBook(
    { ...hostSourcesOf(connection, runtime, () => client, settings), references, reader: hostReader },
    () => hostsChanged(),
  );
  const services: Services = {
    connection,
    documents,
    parts: runtime.parts,
    client: () => client,
    configOf: settings.configOf,
    ready,
    releases,
    catalogue,
    book,
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
    if (client.extension) connection.sendNotification(Message.hostsChanged);
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
    await watchSettings(connection, client, { settings, book, documents, folders, changed: checkAll });
    becomeReady();
  });
  handleLanguageFeatures(services, contexts, configs);
  handleOwnRequests(services, contexts);
  documents.listen(connection);
  connection.listen();
}

function settingsFor(connection: Connection, runtime: Runtime, client: () => Client): Settings {
  return makeSettings({
    readFile: async (uri) => {
      if (client().extension) return readFileFrom(connection)(uri);
      return runtime.readFile === undefined ? null : runtime.readFile(uri);
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
      if (client().extension) return readHostFileFrom(connection)(uri);
      const folder = settings.folderOf(uri);
      if (folder === undefined) return { error: "outside-the-folder" };
      return runtime.readHostFile === undefined ? { error: "unreadable" } : runtime.readHostFile(uri, folder);
    },
    notAsked: () => l10n.t("virsh has not been asked yet: refresh it in the Hosts view."),
    liveFacts: async (host: LiveConnection) => (client().extension ? liveFactsFrom(connection)(host) : null),
  };
}
