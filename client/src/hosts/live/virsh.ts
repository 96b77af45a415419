import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";

/** Asks hosts with virsh; only where processes can be started. Fails with words for the user. */
export interface Virsh {
  /** The program that is started: a path, or a name on the PATH. */
  executable(): string;
  /** The output of `virsh capabilities`. */
  capabilities(uri: string, signal: AbortSignal): Promise<string>;
  /** Everything that is asked about a host. */
  facts(connection: LiveConnection, signal: AbortSignal): Promise<LiveFacts>;
}
