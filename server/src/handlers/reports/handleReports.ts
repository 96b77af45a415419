import {
  type CompareRequest,
  type HostReference,
  Message,
  type PlaceRequest,
  type Report,
} from "../../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../../documents/documentContexts.js";
import { failed, guard } from "../../guard.js";
import { type Answers, answersFor } from "../answersFor.js";

/** What a report's handler works with. */
export interface ReportMeans {
  readonly services: Services;
  readonly contexts: DocumentContexts;
  /** Asked between two turns. */
  readonly isCancelled: () => boolean;
}

interface LevelsRequest {
  readonly hosts: readonly HostReference[];
}

/** Answers what is to be read about hosts. Nobody needs that while typing: what it is made with is loaded when it is. */
export function handleReports(services: Services, contexts: DocumentContexts): void {
  const { connection } = services;
  const answer = <P extends PlaceRequest | CompareRequest | LevelsRequest>(
    message: string,
    of: (answers: Answers) => (request: P, means: ReportMeans) => Promise<Report>,
  ) =>
    connection.onRequest<Report, void>(
      message,
      guard<P, Report>(connection.console, message, failed, async (request, token) => {
        const make = of(await answersFor(uriOf(request), services));
        return make(request, { services, contexts, isCancelled: () => token.isCancellationRequested });
      }),
    );
  answer<PlaceRequest>(Message.explainStart, ({ answerExplainStart }) => answerExplainStart);
  answer<CompareRequest>(Message.compareHosts, ({ answerCompare }) => answerCompare);
  answer<LevelsRequest>(Message.levels, ({ answerLevels }) => answerLevels);
}

/** The document that a report is about, if it is about one. */
function uriOf(request: PlaceRequest | CompareRequest | LevelsRequest): string | undefined {
  if ("uri" in request) return request.uri;
  return "subject" in request && "version" in request.subject ? request.subject.uri : undefined;
}
