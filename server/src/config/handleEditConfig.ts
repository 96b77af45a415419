import { type EditConfigRequest, type EditedConfig, Message } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";
import { failed, guard } from "../guard.js";

/** Answers what our client asks about `libvirt-cpu.json`. */
export function handleConfigRequests({ connection, parts }: Pick<Services, "connection" | "parts">): void {
  connection.onRequest<EditedConfig, void>(
    Message.editConfig,
    guard<EditConfigRequest, EditedConfig>(connection.console, Message.editConfig, failed, async ({ text, change }) => {
      const { editConfig } = await parts.configFeatures();
      return editConfig(text, change);
    }),
  );
}
