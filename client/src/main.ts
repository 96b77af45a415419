import type { ExtensionContext } from "vscode";
import type { Extension } from "./extension.js";
import type { ExtensionApi } from "./start.js";

/** Node's extension host is a process, the browser's a worker. */
const isProcess = typeof process === "object" && typeof process.versions?.node === "string";

/** One bundle holds the parts of both hosts; what only Node has is loaded with its part. */
async function load(): Promise<Extension> {
  return isProcess
    ? (await import("./node/main.js")).nodeExtension
    : (await import("./browser/main.js")).browserExtension;
}

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export async function activate(context: ExtensionContext): Promise<ExtensionApi> {
  return (await load()).activate(context);
}

/** VS Code calls it before the extension host ends, and waits. */
export async function deactivate(): Promise<void> {
  await (await load()).deactivate();
}
