import type { LiveConnection, LiveFacts, Route } from "../../../../shared/src/messages.js";

/** Asks hosts with virsh; only where processes can be started. Fails with words for the user. */
export interface Virsh {
  /**
   * The command that asks a libvirt, in the words of a shell; each libvirt and each way to it has another one.
   *
   * @throws why it cannot be asked so: its address is refused
   */
  command(route: Route): string;
  /** Can the virsh of this machine be started? */
  isHere(): Promise<boolean>;
  /** The output of `virsh capabilities`. */
  capabilities(route: Route, signal: AbortSignal): Promise<string>;
  /** Everything that is asked about a host. */
  facts(connection: LiveConnection, signal: AbortSignal): Promise<LiveFacts>;
}
