import { editConfig } from "../../../shared/src/config/index.js";
import { type EditConfigRequest, type EditedConfig, Message } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";
import { guard } from "../guard.js";

const FAILED: EditedConfig = { error: "Something went wrong; the language server's log says what." };

/** Answers what our client asks about `libvirt-cpu.json`. */
export function handleConfigRequests({ connection }: Pick<Services, "connection">): void {
  connection.onRequest<EditedConfig, void>(
    Message.editConfig,
    guard<EditConfigRequest, EditedConfig>(connection.console, Message.editConfig, FAILED, ({ text, change }) =>
      editConfig(text, change),
    ),
  );
}
