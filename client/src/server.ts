import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type BaselineAnswer,
  type BaselineRequest,
  type ExpandRequest,
  type HostDocument,
  type HostSummary,
  Message,
  type Rewrite,
} from "../../shared/src/messages.js";

/** What the commands ask the language server, beyond the protocol. */
export interface Server {
  describeHosts(documents: readonly HostDocument[]): Promise<HostSummary[]>;
  expandHostModel(request: ExpandRequest): Promise<Rewrite>;
  baseline(request: BaselineRequest): Promise<BaselineAnswer>;
  modelDefinition(request: { arch: string; model: string }): Promise<string | null>;
}

/**
 * @param client a started client
 * @returns its server's own requests, each with its types
 */
export function serverOf(client: BaseLanguageClient): Server {
  return {
    describeHosts: (documents) => client.sendRequest<HostSummary[]>(Message.describeHosts, { documents }),
    expandHostModel: (request) => client.sendRequest<Rewrite>(Message.expandHostModel, request),
    baseline: (request) => client.sendRequest<BaselineAnswer>(Message.baseline, request),
    modelDefinition: (request) => client.sendRequest<string | null>(Message.modelDefinition, request),
  };
}
