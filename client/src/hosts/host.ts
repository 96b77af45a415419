import type { HostDocument, HostSummary } from "../../../shared/src/messages.js";

/** A document of the workspace that describes a host. */
export interface WorkspaceHost {
  readonly document: HostDocument;
  readonly summary: HostSummary;
  /** Where it is, as VS Code shows paths: relative to the workspace. */
  readonly path: string;
}
