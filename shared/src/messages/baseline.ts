import type { HostReference, NamedProblem } from "./hosts.js";
import type { PlaceRequest, ProtocolEdit, Rewrite } from "./place.js";

export interface ExpandRequest {
  readonly uri: string;
  /** The version of the document that the client sees; an older one is refused. */
  readonly version: number;
  /** One host, or all hosts that the CPU must run on: then what they have in common. */
  readonly hosts: readonly HostReference[];
  /** Go without hosts of which not enough is known. */
  readonly leaveOutUnknown?: boolean;
}

/** Without edits: hosts of which not enough is known, while nobody said to go without them. */
export type ExpandAnswer = Rewrite | { readonly unknown: readonly NamedProblem[] };

/** What a baseline is to be like; what is not said is the usual: migratable, of any model that all hypervisors know, not expanded. */
export interface BaselineWishes {
  /** Leave out what blocks migration. */
  readonly migratable?: boolean;
  /** Only models that every hypervisor runs as they are. */
  readonly usableModels?: boolean;
  /** Spell out every feature. */
  readonly expand?: boolean;
  /** Features that must stay. */
  readonly floor?: readonly string[];
  /** Go without hosts of which not enough is known; else one among them makes that there is no plan. */
  readonly leaveOutUnknown?: boolean;
}

export interface BaselineRequest extends BaselineWishes {
  /** The document that it goes into; without one there are no edits. */
  readonly document?: PlaceRequest;
  readonly hosts: readonly HostReference[];
  /** Names of hosts among them that the user goes without. */
  readonly without?: readonly string[];
}

export type BaselineAnswer =
  | {
      /** One for each vendor, that of most hosts first. */
      readonly plans: readonly BaselineOfVendor[];
      /** Hosts of which not enough is known. */
      readonly unknown: readonly NamedProblem[];
    }
  | { readonly error: string };

export interface BaselineOfVendor {
  readonly vendor?: string;
  /** Names. */
  readonly hosts: readonly string[];
  /** Undefined where there is no baseline: `problem` says why, or `unmet`. */
  readonly model?: string;
  readonly problem?: string;
  /** The block as it stands in a document of its own. */
  readonly preview: string;
  /** None without a document, or where it has no place for it. */
  readonly edits?: readonly ProtocolEdit[];
  readonly summary: string;
  /** What some host has and the result lacks, with the hosts that lack it. */
  readonly lost: readonly LostFeature[];
  /** What going without hosts would win, the most for a host first. */
  readonly gains: readonly {
    readonly hosts: readonly string[];
    readonly features: readonly string[];
    readonly model: string;
  }[];
  /** Features that must stay and cannot. */
  readonly unmet: readonly UnmetFeature[];
  /** The hosts without which all of them could stay; none where that cannot be. */
  readonly inTheWay: readonly string[];
}

export interface LostFeature {
  readonly feature: string;
  /** Names of hosts. */
  readonly missingOn: readonly string[];
  /** A VM with it cannot migrate. */
  readonly blocksMigration?: true;
}

export interface UnmetFeature {
  readonly feature: string;
  /** Some hosts lack it, all do, it blocks migration, no model that all hypervisors know has it, or it is no feature. */
  readonly reason: "missing" | "nowhere" | "migration" | "hypervisor" | "unknown";
  /** Names of hosts. */
  readonly missingOn: readonly string[];
}
