import type { HostReference } from "../../../shared/src/messages.js";

/** A host that takes part in something, with the name that people know it by. */
export interface NamedReference {
  readonly name: string;
  readonly reference: HostReference;
}
