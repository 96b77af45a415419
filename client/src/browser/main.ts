import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { createExtension } from "../extension.js";
import { clientId, type ExtensionApi } from "../start.js";
import { createWorkers } from "./createWorkers.js";

const extension = createExtension((options, extensionUri) => {
  const server = createWorkers(Uri.joinPath(extensionUri, "dist", "server", "browser.js"));
  return new LanguageClient(clientId, "Libvirt CPU", server, options);
});

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export const activate: (context: ExtensionContext) => ExtensionApi = extension.activate;

/** VS Code calls it before the extension host ends, and waits. */
export const deactivate: () => Promise<void> = extension.deactivate;
