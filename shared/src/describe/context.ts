import type { Catalogue, Situation } from "../catalogue/index.js";
import type { DomainView } from "../domain/index.js";
import type { Target } from "../hosts/index.js";

/** What an explanation is made for: a place in a document, or a question without one. */
export interface DescribeContext {
  readonly catalogue: Catalogue;
  /** Undefined where no document is asked about. */
  readonly view: DomainView | undefined;
  readonly situation: Situation;
  /** Where the VMs have to run, if that is configured. */
  readonly target: Target | undefined;
}
