import type { Catalogue, Situation } from "../catalogue/index.js";
import type { DomainView } from "../domain/index.js";
import type { Target } from "../hosts/index.js";
import type { Range } from "../xml/index.js";

/** Something that can be explained. */
export type Subject =
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "feature"; readonly name: string; readonly policy?: string }
  | { readonly kind: "vendor"; readonly name: string }
  | { readonly kind: "topology" }
  | { readonly kind: "element"; readonly path: string }
  | { readonly kind: "attribute"; readonly path: string; readonly attribute: string }
  | { readonly kind: "value"; readonly path: string; readonly attribute: string; readonly value: string };

/** A subject with the place where it is named. */
export type PlacedSubject = Subject & { readonly range: Range };

/** What an explanation is made for: a place in a document, or a question without one. */
export interface DescribeContext {
  readonly catalogue: Catalogue;
  /** Undefined where no document is asked about. */
  readonly view: DomainView | undefined;
  readonly situation: Situation;
  /** Where the VMs have to run, if that is configured. */
  readonly target: Target | undefined;
}
