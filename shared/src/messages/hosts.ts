import type { ConfigChange } from "../config/editConfig.js";
import type { PlaceRequest } from "./rewrites.js";

/** A file of the workspace that may describe a host. */
export interface HostDocument {
  readonly uri: string;
  readonly text: string;
  /** What to call the host; the file's name without it. */
  readonly name?: string;
}

export interface HostSummary {
  readonly uri: string;
  /** The document's root: which facts it can hold. */
  readonly kind: "domainCapabilities" | "capabilities" | "cpudata" | "cpu" | "cpuid";
  readonly arch: string;
  readonly model?: string;
  readonly vendor?: string;
  /** `kvm`, `qemu`, … where the document is about one hypervisor. */
  readonly virtType?: string;
  /** Whether host-model can be expanded from it, and whether it can take part in a baseline. */
  readonly hasHostModel: boolean;
  readonly hasCpu: boolean;
}

/** `error` says in plain words why a document describes no host. */
export type DescribedHost = HostSummary | { readonly error: string };

/** A host or pool of a folder's `libvirt-cpu.json`. A name of both means the pool. */
export interface ConfiguredHost {
  /** The folder's URI. */
  readonly folder: string;
  readonly name: string;
}

export type HostReference = ConfiguredHost | HostDocument;

/** A libvirt, and how virsh reaches it. */
export interface Route {
  /** libvirt's connection URI: `qemu+ssh://node2/system`. */
  readonly uri: string;
  /** virsh is run on the host of the address, by ssh; without it here. */
  readonly via?: "ssh";
}

/** How to ask for a host with virsh. */
export interface LiveConnection extends Route {
  readonly arch?: string;
  readonly machine?: string;
  readonly virtType?: string;
}

/** What virsh answered. */
export interface LiveFacts {
  /** Domain capabilities and capabilities, whichever there were. */
  readonly documents: readonly string[];
  readonly libvirt?: string;
  readonly qemu?: string;
  /** Milliseconds since 1970. */
  readonly fetched: number;
}

/** Bytes; the largest real domain capabilities have 200 KB. A larger file is not read. */
export const MAX_HOST_FILE = 8 * 1024 * 1024;

export type HostFile =
  | {
      readonly text: string;
      /** Milliseconds since 1970. */
      readonly modified: number;
    }
  | { readonly error: "missing" | "too-large" | "outside-the-folder" | "unreadable" };

/** What one workspace folder's `libvirt-cpu.json` says about hosts. */
export interface FolderHosts {
  /** The folder's URI. */
  readonly folder: string;
  /** Whether the file is there. */
  readonly hasConfig: boolean;
  /** The name of the host or pool that the folder's VMs run on. */
  readonly target?: string;
  /** The libvirt release that the folder's documents are checked for, and who sets it. */
  readonly libvirt: {
    readonly release: string;
    /** The oldest that it can be, where only a range is known. */
    readonly from?: string;
    readonly because: "configuration" | "newest" | { readonly host: string };
  };
  readonly hosts: readonly HostInfo[];
  readonly pools: readonly PoolInfo[];
}

/** Where the VMs of a document run, and who says so. */
export interface DocumentTarget {
  /** A host or pool of the folder; undefined where nobody names one that is there. */
  readonly target?: string;
  /** The folder's target, a comment in the document, the connection that the VM is on, or a pattern of files. */
  readonly because: "default" | "comment" | "connection" | { readonly pattern: string };
  /** The libvirt release that the document is checked for. */
  readonly libvirt: FolderHosts["libvirt"];
  /** The configuration leaves the document alone. */
  readonly isExcluded?: true;
}

export interface PoolInfo {
  readonly name: string;
  /** Names of hosts, in the file's order; some may not be configured. */
  readonly hosts: readonly string[];
}

/** Where a host's facts come from. */
export interface FactSource {
  readonly kind: "domainCapabilities" | "capabilities" | "cpu" | "cpudata" | "cpuid" | "reference" | "live";
  /** The file's URI, or the connection's. */
  readonly uri?: string;
  /** When the file was written or virsh was asked; milliseconds since 1970. */
  readonly time?: number;
}

/** A host as the view shows it. */
export interface HostInfo {
  readonly name: string;
  readonly state: "known" | "reading" | "unknown";
  /** What is wrong with it, with a way on: nothing is known at all, or one of its sources cannot be read. */
  readonly problem?: string;
  readonly sources: readonly FactSource[];
  /** Set where virsh can be asked. */
  readonly connection?: LiveConnection;
  /** Nothing is known only because virsh has not been asked yet: nothing is wrong. */
  readonly isUnasked?: boolean;
  readonly arch?: string;
  readonly model?: string;
  readonly vendor?: string;
  readonly virtType?: string;
  readonly machine?: string;
  readonly maxVcpus?: number;
  readonly physicalBits?: number;
  /** Releases, where they are known. */
  readonly libvirt?: string;
  readonly qemu?: string;
  /** What is known: what the hypervisor gives to guests, and the processor itself. */
  readonly knowsHypervisor: boolean;
  readonly knowsProcessor: boolean;
}

/** A host, and why it cannot take part. */
export interface NamedProblem {
  readonly name: string;
  /** As a sentence, with a way on. */
  readonly reason: string;
}

/** A change to the text of a `libvirt-cpu.json`; "" where there is none yet. */
export interface EditConfigRequest {
  readonly text: string;
  readonly change: ConfigChange;
}

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

/** Hosts that are described alike. Cells are the codes of shared/src/reports/matrix/view/cells.ts. */
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

/** Something to read: Markdown. */
export type MarkdownReport = { readonly title: string; readonly markdown: string } | { readonly error: string };

/** How a file and libvirt differ. */
export type DriftAnswer =
  | {
      readonly title: string;
      readonly markdown: string;
      /** The number of values that differ between the file and the definition. The running VM is not included. */
      readonly differences: number;
    }
  | { readonly error: string };

/** Compares the CPU at a place of a document, or a host, with hosts. */
export interface CompareRequest {
  readonly subject: PlaceRequest | HostReference;
  readonly hosts: readonly HostReference[];
}
