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
import { guard } from "../guard.js";
import {
  answerFromQemuCpu,
  answerInsertProfile,
  answerProfileChoices,
  answerSwitchChoices,
  answerSwitchModel,
  answerToQemuCpu,
} from "./documentRewriteRequests.js";

const FAILED = { error: "Something went wrong; the language server's log says what." };

/** Answers the requests of our client's commands that rewrite a `<cpu>` without a host. */
export function handleDocumentRewrites({ connection }: Services, contexts: DocumentContexts): void {
  const serve = <P extends PlaceRequest, R extends object>(
    message: string,
    answer: (request: P, contexts: DocumentContexts) => Promise<R | { error: string }>,
  ) =>
    connection.onRequest<R | { error: string }, void>(
      message,
      guard<P, R | { error: string }>(connection.console, message, FAILED, (request) => answer(request, contexts)),
    );
  serve<PlaceRequest, SwitchChoices>(Message.switchChoices, answerSwitchChoices);
  serve<SwitchRequest, Rewrite>(Message.switchModel, answerSwitchModel);
  serve<PlaceRequest, ProfileChoices>(Message.profileChoices, answerProfileChoices);
  serve<ProfileRequest, Rewrite>(Message.insertProfile, answerInsertProfile);
  serve<FromQemuRequest, Rewrite>(Message.fromQemuCpu, answerFromQemuCpu);
  serve<PlaceRequest, QemuAnswer>(Message.toQemuCpu, answerToQemuCpu);
}
