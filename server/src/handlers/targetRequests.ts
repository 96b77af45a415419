import {
  type MatrixAnswer,
  type MatrixRequest,
  Message,
  type PlaceRequest,
  type Rewrite,
} from "../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { failed, guard } from "../guard.js";
import { answersFor } from "./answersFor.js";

/** Answers the requests of our client's commands that are about the target. */
export function handleTarget(services: Services, contexts: DocumentContexts): void {
  const { connection } = services;
  connection.onRequest<MatrixAnswer, void>(
    Message.matrix,
    guard<MatrixRequest, MatrixAnswer>(connection.console, Message.matrix, failed, (request, token) =>
      answersFor(request.document?.uri, services).then(({ answerMatrix }) =>
        answerMatrix(request, { services, contexts }, () => token.isCancellationRequested),
      ),
    ),
  );
  connection.onRequest<Rewrite, void>(
    Message.runOnTarget,
    guard<PlaceRequest, Rewrite>(connection.console, Message.runOnTarget, failed, (request, token) =>
      answersFor(request.uri, services).then(({ answerRunOnTarget }) =>
        answerRunOnTarget(request, services, contexts, () => token.isCancellationRequested),
      ),
    ),
  );
}
