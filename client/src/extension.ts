import type { ExtensionContext } from "vscode";
import type { Machine } from "./machine.js";
import { type ExtensionApi, type LoadClient, type Started, start } from "./start.js";

/** The two functions that VS Code calls. */
export interface Extension {
  activate(context: ExtensionContext): ExtensionApi;
  deactivate(): Promise<void>;
}

/**
 * VS Code hands nothing to `deactivate`, and waits for it alone: so what was started is remembered here, between the two.
 *
 * @param loadClient loads the language client of this host
 * @param machine what only a machine can do; undefined in a browser
 * @returns what the host's main module exports
 */
export function createExtension(loadClient: LoadClient, machine?: Machine): Extension {
  let started: Started | undefined;
  return {
    activate: (context) => {
      started = start(context, loadClient, machine);
      return started.api;
    },
    deactivate: async () => {
      await started?.stop();
      started = undefined;
    },
  };
}
