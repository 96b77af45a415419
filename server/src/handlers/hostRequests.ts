import { describeFolders } from "../../../shared/src/hosts/facts/index.js";
import { type FolderHosts, Message } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";
import { guard } from "../guard.js";

/** Answers what our client's view shows of the hosts, and takes what virsh has told it. */
export function handleHosts(services: Services): void {
  const { connection, ready, book } = services;
  connection.onRequest(
    Message.hosts,
    guard<unknown, FolderHosts[]>(connection.console, Message.hosts, [], async () => {
      await ready;
      return describeFolders(services);
    }),
  );
  connection.onNotification(Message.liveFactsChanged, () => book.reread("live"));
}
