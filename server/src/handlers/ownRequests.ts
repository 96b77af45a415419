import {
  type BaselineAnswer,
  type BaselineRequest,
  type Described,
  type ExpandAnswer,
  type ExpandRequest,
  type HostDocument,
  Message,
} from "../../../shared/src/messages.js";
import { handleConfigRequests } from "../config/index.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { failed, guard } from "../guard.js";
import { answersFor } from "./answersFor.js";
import { describeHost, describeHosts } from "./describeHosts.js";
import { handleDocumentRewrites } from "./handleDocumentRewrites.js";
import { handleHosts } from "./hostRequests.js";
import { type ModelDefinitionRequest, modelDefinition } from "./modelDefinition.js";
import { handleReports } from "./reports/handleReports.js";
import { handleTarget } from "./targetRequests.js";

/** Answers the requests of our own client. */
export function handleOwnRequests(services: Services, contexts: DocumentContexts): void {
  const { connection } = services;
  const log = connection.console;
  handleHosts(services);
  handleTarget(services, contexts);
  handleReports(services, contexts);
  handleConfigRequests(services);
  handleDocumentRewrites(services, contexts);
  connection.onRequest(
    Message.describeHosts,
    guard(log, Message.describeHosts, [], (params: { readonly documents: readonly HostDocument[] }) =>
      describeHosts(params, services),
    ),
  );
  connection.onRequest<Described, void>(
    Message.describeHost,
    guard<HostDocument, Described>(log, Message.describeHost, failed, (document) => describeHost(document, services)),
  );
  connection.onRequest<ExpandAnswer, void>(
    Message.expandHostModel,
    guard<ExpandRequest, ExpandAnswer>(log, Message.expandHostModel, failed, async (params, token) => {
      const { answerExpandHostModel } = await answersFor(params.uri, services);
      return answerExpandHostModel(params, { services, contexts, isCancelled: () => token.isCancellationRequested });
    }),
  );
  connection.onRequest<BaselineAnswer, void>(
    Message.baseline,
    guard<BaselineRequest, BaselineAnswer>(log, Message.baseline, failed, async (params, token) => {
      const { answerBaseline } = await answersFor(params.document?.uri, services);
      return answerBaseline(params, { services, contexts, isCancelled: () => token.isCancellationRequested });
    }),
  );
  connection.onRequest(
    Message.modelDefinition,
    guard(log, Message.modelDefinition, null, (params: ModelDefinitionRequest) => modelDefinition(params, services)),
  );
}
