import { type EditConfigRequest, type EditedConfig, Message } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";
import { guard } from "../guard.js";

const FAILED: EditedConfig = { error: "Something went wrong; the language server's log says what." };

/** Answers what our client asks about `libvirt-cpu.json`. */
export function handleConfigRequests({ connection, parts }: Pick<Services, "connection" | "parts">): void {
  connection.onRequest<EditedConfig, void>(
    Message.editConfig,
    guard<EditConfigRequest, EditedConfig>(connection.console, Message.editConfig, FAILED, async ({ text, change }) => {
      const { editConfig } = await parts.configFeatures();
      return editConfig(text, change);
    }),
  );
}
