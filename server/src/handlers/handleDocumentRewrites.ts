import {
  type FromQemuRequest,
  Message,
  type PlaceRequest,
  type ProfileChoices,
  type ProfileRequest,
  type QemuAnswer,
  type Rewrite,
  type SwitchChoices,
  type SwitchRequest,
} from "../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { failed, guard } from "../guard.js";
import {
  answerFromQemuCpu,
  answerInsertProfile,
  answerProfileChoices,
  answerSwitchChoices,
  answerSwitchModel,
  answerToQemuCpu,
} from "./documentRewriteRequests.js";

type Answer = SwitchChoices | ProfileChoices | QemuAnswer | Rewrite;

/** Answers the requests of our client's commands that rewrite a `<cpu>` without a host. */
export function handleDocumentRewrites({ connection }: Services, contexts: DocumentContexts): void {
  const serve = <P extends PlaceRequest>(
    message: string,
    answer: (request: P, contexts: DocumentContexts) => Promise<Answer>,
  ) =>
    connection.onRequest<Answer, void>(
      message,
      guard<P, Answer>(connection.console, message, failed, (request) => answer(request, contexts)),
    );
  serve<PlaceRequest>(Message.switchChoices, answerSwitchChoices);
  serve<SwitchRequest>(Message.switchModel, answerSwitchModel);
  serve<PlaceRequest>(Message.profileChoices, answerProfileChoices);
  serve<ProfileRequest>(Message.insertProfile, answerInsertProfile);
  serve<FromQemuRequest>(Message.fromQemuCpu, answerFromQemuCpu);
  serve<PlaceRequest>(Message.toQemuCpu, answerToQemuCpu);
}
