import type { LogOutputChannel } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { InitializationOptions } from "../../../shared/src/messages.js";
import { outrankEmmet } from "../completion/outrankEmmet.js";
import { keepErrorsInLog, makeRecovery } from "./recovery/recovery.js";

const clientOptions: LanguageClientOptions = {
  documentSelector: [
    { language: "xml" },
    { language: "jsonc", pattern: "**/libvirt-cpu.json" },
    { language: "json", pattern: "**/libvirt-cpu.json" },
  ],
  diagnosticCollectionName: "libvirt-cpu",
  initializationOptions: { extension: true, checksSchema: true } satisfies InitializationOptions,
  middleware: {
    provideCompletionItem: async (document, position, context, token, next) =>
      outrankEmmet(document, position, await next(document, position, context, token)),
  },
};

/**
 * @param outputChannel where client and server write what they do, by level
 * @param make makes the language client of one kind of extension host
 */
export function makeLanguageClient(
  outputChannel: LogOutputChannel,
  make: (options: LanguageClientOptions) => BaseLanguageClient,
): BaseLanguageClient {
  const client: BaseLanguageClient = make({ ...clientOptions, outputChannel, ...makeRecovery(() => client) });
  keepErrorsInLog(client);
  return client;
}
