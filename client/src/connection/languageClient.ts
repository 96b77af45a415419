import type { LogOutputChannel, Uri } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from "vscode-languageclient";
import type { InitializationOptions } from "../../../shared/src/messages.js";
import { outrankEmmet } from "../completion/outrankEmmet.js";
import { makeMayHoldDefinition, SERVED } from "../documents/served.js";
import { keepErrorsInLog, makeRecovery } from "./recovery/recovery.js";

/** What the extension gives to its language client. */
export interface ClientGiven {
  readonly extensionUri: Uri;
  /** The folder of the sample VMs. */
  readonly samples: Uri;
  /** Where client and server write what they do, by level. */
  readonly log: LogOutputChannel;
}

const clientOptions: LanguageClientOptions = {
  documentSelector: [
    ...SERVED,
    { language: "jsonc", pattern: "**/libvirt-cpu.json" },
    { language: "json", pattern: "**/libvirt-cpu.json" },
  ],
  diagnosticCollectionName: "libvirt-cpu",
};

/** A document without a definition of a VM is not asked about: in other languages that is at every key. */
function makeMiddleware(): Middleware {
  const isAsked = makeMayHoldDefinition();
  return {
    provideCompletionItem: async (document, position, context, token, next) =>
      isAsked(document) ? outrankEmmet(document, position, await next(document, position, context, token)) : undefined,
    provideHover: (document, position, token, next) =>
      isAsked(document) ? next(document, position, token) : undefined,
    provideCodeActions: (document, range, context, token, next) =>
      isAsked(document) ? next(document, range, context, token) : undefined,
    provideDocumentSymbols: (document, token, next) => (isAsked(document) ? next(document, token) : undefined),
    provideCodeLenses: (document, token, next) => (isAsked(document) ? next(document, token) : undefined),
  };
}

/** @param make makes the language client of one kind of extension host */
export function makeLanguageClient(
  { samples, log }: ClientGiven,
  make: (options: LanguageClientOptions) => BaseLanguageClient,
): BaseLanguageClient {
  const initializationOptions: InitializationOptions = {
    extension: true,
    checksSchema: true,
    samples: samples.toString(),
  };
  const client: BaseLanguageClient = make({
    ...clientOptions,
    middleware: makeMiddleware(),
    initializationOptions,
    outputChannel: log,
    ...makeRecovery(() => client),
  });
  keepErrorsInLog(client);
  return client;
}

/** The prefix of all our settings; the client's id must be the same, because `<id>.trace.server` is read by it. */
export const clientId = "libvirtCpu";
