import {
  type CompareRequest,
  type HostReference,
  Message,
  type PlaceRequest,
  type Report,
} from "../../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../../documents/documentContexts.js";
import { failed, guard } from "../../guard.js";

/** What a report's handler works with. */
export interface ReportMeans {
  readonly services: Services;
  readonly contexts: DocumentContexts;
  /** Asked between two turns. */
  readonly isCancelled: () => boolean;
}

type Answers = Awaited<ReturnType<Services["parts"]["answers"]>>;

/** Answers what is to be read about hosts. Nobody needs that while typing: what it is made with is loaded when it is. */
export function handleReports(services: Services, contexts: DocumentContexts): void {
  const { connection } = services;
  const answer = <P>(message: string, of: (answers: Answers) => (request: P, means: ReportMeans) => Promise<Report>) =>
    connection.onRequest<Report, void>(
      message,
      guard<P, Report>(connection.console, message, failed, async (request, token) => {
        const make = of(await services.parts.answers());
        return make(request, { services, contexts, isCancelled: () => token.isCancellationRequested });
      }),
    );
  answer<PlaceRequest>(Message.explainStart, ({ answerExplainStart }) => answerExplainStart);
  answer<CompareRequest>(Message.compareHosts, ({ answerCompare }) => answerCompare);
  answer<{ readonly hosts: readonly HostReference[] }>(Message.levels, ({ answerLevels }) => answerLevels);
}
