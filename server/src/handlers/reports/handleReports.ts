import {
  type CompareRequest,
  type HostReference,
  Message,
  type PlaceRequest,
  type Report,
} from "../../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../../documents/documentContexts.js";
import { guard } from "../../guard.js";
import { answerCompare } from "./compareRequest.js";
import { answerExplainStart } from "./explainRequest.js";
import { answerLevels } from "./levelsRequest.js";

const FAILED = { error: "Something went wrong; the language server's log says what." };

/** What a report's handler works with. */
export interface ReportMeans {
  readonly services: Services;
  readonly contexts: DocumentContexts;
  /** Asked between two turns. */
  readonly isCancelled: () => boolean;
}

/** Answers what is to be read about hosts. */
export function handleReports(services: Services, contexts: DocumentContexts): void {
  const { connection } = services;
  const answer = <P>(message: string, make: (request: P, means: ReportMeans) => Promise<Report>) =>
    connection.onRequest<Report, void>(
      message,
      guard<P, Report>(connection.console, message, FAILED, (request, token) =>
        make(request, { services, contexts, isCancelled: () => token.isCancellationRequested }),
      ),
    );
  answer<PlaceRequest>(Message.explainStart, answerExplainStart);
  answer<CompareRequest>(Message.compareHosts, answerCompare);
  answer<{ readonly hosts: readonly HostReference[] }>(Message.levels, answerLevels);
}
