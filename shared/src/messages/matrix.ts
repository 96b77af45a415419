import type { HostReference } from "./hosts.js";
import type { PlaceRequest } from "./place.js";

/** Hosts against features and models, a document as one column more. */
export interface MatrixRequest {
  readonly hosts: readonly HostReference[];
  readonly document?: PlaceRequest;
}

export type MatrixAnswer = Matrix | { readonly error: string };

/** Columns hold one character a row, so that a thousand hosts stay small. */
export interface Matrix {
  readonly features: readonly MatrixRow[];
  readonly models: readonly MatrixRow[];
  readonly hosts: readonly MatrixHosts[];
  /** What keeps models from being usable: texts that {@link MatrixHosts.blockers} point at. */
  readonly blockers: readonly string[];
  readonly document?: MatrixDocument;
}

export interface MatrixRow {
  readonly name: string;
  /** Of a feature what it is about, of a model its vendor. */
  readonly group: string;
  readonly title?: string;
}

/** Hosts that are described alike. Cells are the codes of shared/src/hosts/matrix/view/cells.ts. */
export interface MatrixHosts {
  readonly names: readonly string[];
  /** Their CPU and libvirt release, or why nothing is known of them. */
  readonly about: string;
  readonly features: string;
  readonly models: string;
  /** By row of the models: an index, or -1. */
  readonly blockers: readonly number[];
  /** Does the document's VM start there? Only beside a document. */
  readonly verdict?: MatrixVerdict;
}

/** As shared/src/hosts/judge.ts has it; why not, or why that is not known, in few words. */
export interface MatrixVerdict {
  readonly outcome: "starts" | "fits" | "unknown" | "fails";
  readonly why?: string;
}

/** What the definition says; its cells have codes of their own. */
export interface MatrixDocument {
  readonly name: string;
  readonly about: string;
  readonly features: string;
  readonly models: string;
}
