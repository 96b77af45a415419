import type { ExtensionContext } from "vscode";
import { createExtension } from "../extension.js";
import type { ExtensionApi } from "../start.js";

const extension = createExtension(async (given) => (await import("./languageClient.js")).makeBrowserClient(given));

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export const activate: (context: ExtensionContext) => ExtensionApi = extension.activate;

/** VS Code calls it before the extension host ends, and waits. */
export const deactivate: () => Promise<void> = extension.deactivate;
