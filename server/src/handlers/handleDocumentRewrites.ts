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
import { type Answers, answersFor } from "./answersFor.js";

type Answer = SwitchChoices | ProfileChoices | QemuAnswer | Rewrite;

/** Answers the requests of our client's commands that rewrite a `<cpu>` without a host. */
export function handleDocumentRewrites(services: Services, contexts: DocumentContexts): void {
  const serve = <P extends PlaceRequest>(
    message: string,
    of: (answers: Answers) => (request: P, contexts: DocumentContexts) => Promise<Answer>,
  ) =>
    services.connection.onRequest<Answer, void>(
      message,
      guard<P, Answer>(services.connection.console, message, failed, async (request) =>
        of(await answersFor(request.uri, services))(request, contexts),
      ),
    );
  serve<PlaceRequest>(Message.switchChoices, ({ answerSwitchChoices }) => answerSwitchChoices);
  serve<SwitchRequest>(Message.switchModel, ({ answerSwitchModel }) => answerSwitchModel);
  serve<PlaceRequest>(Message.profileChoices, ({ answerProfileChoices }) => answerProfileChoices);
  serve<ProfileRequest>(Message.insertProfile, ({ answerInsertProfile }) => answerInsertProfile);
  serve<FromQemuRequest>(Message.fromQemuCpu, ({ answerFromQemuCpu }) => answerFromQemuCpu);
  serve<PlaceRequest>(Message.toQemuCpu, ({ answerToQemuCpu }) => answerToQemuCpu);
}
