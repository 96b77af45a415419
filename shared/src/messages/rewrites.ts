import type { HostReference, NamedProblem } from "./hosts.js";

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
  /** The block as it is in a document of its own. */
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

/** A feature that some host has and the baseline lacks. */
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

/** The models that can say the document's CPU: its vendor's first, the shortest definitions first. */
export type SwitchChoices =
  | {
      readonly models: readonly {
        readonly name: string;
        readonly vendor?: string;
        /** `12 features spelled out, 3 disabled`. */
        readonly cost: string;
      }[];
    }
  | { readonly error: string };

export interface SwitchRequest extends PlaceRequest {
  readonly model: string;
}

/** The profiles of the document's architecture and release, lowest level first. */
export type ProfileChoices =
  | {
      readonly profiles: readonly {
        readonly level: string;
        readonly vendor: string;
        readonly model: string;
      }[];
    }
  | { readonly error: string };

export interface ProfileRequest extends PlaceRequest {
  /** `x86-64-v3`. */
  readonly level: string;
  readonly vendor: string;
}

export interface FromQemuRequest extends PlaceRequest {
  /** What is behind QEMU's `-cpu`. */
  readonly argument: string;
}

/** The `-cpu` argument that says the document's CPU, and what it cannot say. */
export type QemuAnswer = { readonly text: string; readonly notes: readonly string[] } | { readonly error: string };

export interface ModelDefinitionRequest {
  readonly arch: string;
  /** libvirt's; that of the settings without it. */
  readonly release?: string;
  readonly model: string;
}

/** A version of a document, and the cursor where it holds several definitions. */
export interface PlaceRequest {
  readonly uri: string;
  readonly version: number;
  readonly position?: { readonly line: number; readonly character: number };
}

/** An edit in protocol positions, zero-based. */
export interface ProtocolEdit {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly newText: string;
}

/** `error` says in plain words why there are no edits. */
export type Rewrite =
  | {
      readonly edits: readonly ProtocolEdit[];
      /** What the change is. */
      readonly summary: string;
      /** What to mind about it, as sentences. */
      readonly cautions?: readonly string[];
    }
  | { readonly error: string };

/** A finding of the rules, as a message lists it. */
export interface ListedFinding {
  /** From 1. */
  readonly line: number;
  /** As a sentence. */
  readonly message: string;
}

/** What is found before a VM is defined, in the document's order; `error` where the document cannot be checked. */
export type DefineCheck =
  | {
      /** libvirt rejects the definition for these. */
      readonly errors: readonly ListedFinding[];
      /** With these it takes the definition, but the VM does not start, or is not what is written. */
      readonly doubts: readonly ListedFinding[];
    }
  | { readonly error: string };

/** A definition that libvirt was given, and what it has made of it. */
export interface DefinedRequest {
  /** The VM's document. */
  readonly uri: string;
  readonly written: string;
  readonly stored: string;
}

/** A file with the definition of a VM, and what libvirt has of that VM. */
export interface DriftRequest extends PlaceRequest {
  /** The definition that libvirt has, with placeholders for its passwords. */
  readonly definition: string;
  /** What runs; without it the VM is shut off, or it is not asked for. */
  readonly live?: string;
}
