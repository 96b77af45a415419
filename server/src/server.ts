import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadReleases } from "../../shared/src/catalogue/index.js";
import { capabilities } from "./capabilities.js";
import { makeCatalogues } from "./catalogues.js";
import { type Client, readClient, readDataFrom, readFileFrom } from "./client.js";
import { makeDocumentContexts, type Services } from "./documents/documentContexts.js";
import { handleLanguageFeatures } from "./handlers/languageFeatures.js";
import { handleOwnRequests } from "./handlers/ownRequests.js";
import { publishDiagnostics } from "./handlers/publishDiagnostics.js";
import { foldersOf, section, watchSettings } from "./handlers/watchSettings.js";
import type { Runtime } from "./runtime.js";
import { makeSettings, type Settings } from "./settings.js";

const NOBODY: Client = {
  extension: false,
  snippets: false,
  itemDefaults: false,
  configuration: false,
  watchesFiles: false,
  registersConfiguration: false,
  documentChanges: false,
  workspaceFolders: false,
  settings: undefined,
};

/** Serves one client over a connection; all of the server's state lives as long as this connection. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const readData = runtime.readData ?? readDataFrom(connection);
  let client = NOBODY;
  let releases: Promise<readonly string[]> | undefined;
  const settings = settingsFor(connection, runtime, () => client);
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const services: Services = {
    connection,
    documents,
    client: () => client,
    configOf: settings.configOf,
    ready,
    releases: () => {
      releases ??= loadReleases(readData).catch((error: unknown) => {
        // Asked for again, not failed for good.
        releases = undefined;
        throw error;
      });
      return releases;
    },
    catalogue: makeCatalogues(readData),
  };
  const contexts = makeDocumentContexts(services);
  const checkAll = publishDiagnostics(services, contexts);
  let folders: string[] = [];
  connection.onInitialize((params) => {
    client = readClient(params);
    folders = foldersOf(params);
    return { capabilities, serverInfo: { name: "libvirt-cpu" } };
  });
  connection.onInitialized(async () => {
    await watchSettings(connection, client, { settings, folders, changed: checkAll });
    becomeReady();
  });
  handleLanguageFeatures(services, contexts);
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
