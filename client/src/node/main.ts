import path from "node:path";
import { type ExtensionContext, workspace } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { createExtension } from "../extension.js";
import { clientId, type ExtensionApi } from "../start.js";
import { staysInside } from "./staysInside.js";
import { makeVirsh } from "./virsh/virsh.js";

/** The server's bundle, seen from this one's place in dist/client/. */
const serverModule = path.join(__dirname, "..", "server", "node.cjs");

/** Only the machine's own settings name an executable, never a workspace's. */
const virsh = makeVirsh({
  executable: () => workspace.getConfiguration(clientId).get<string>("virshPath") || "virsh",
});

const extension = createExtension(
  (options) => {
    const server = { module: serverModule, transport: TransportKind.ipc };
    return new LanguageClient(clientId, "Libvirt CPU", server, options);
  },
  { virsh, staysInside },
);

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export const activate: (context: ExtensionContext) => ExtensionApi = extension.activate;

/** VS Code calls it before the extension host ends, and waits. */
export const deactivate: () => Promise<void> = extension.deactivate;
