import type { HostReference } from "./hosts.js";
import type { PlaceRequest } from "./place.js";

/** Something to read: Markdown. */
export type Report = { readonly title: string; readonly markdown: string } | { readonly error: string };

/** Compares the CPU at a place of a document, or a host, with hosts. */
export interface CompareRequest {
  readonly subject: PlaceRequest | HostReference;
  readonly hosts: readonly HostReference[];
}
