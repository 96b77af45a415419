/** The one place for what client and server say to each other beyond the language server protocol. */

import type { ConfigChange, EditedConfig } from "./config/editConfig.js";

/** Sent by the client when it starts the server. */
export interface InitializationOptions {
  /** The client answers `readFile` and `readData`, and has the commands of `Command`. */
  readonly extension?: boolean;
  /** The editor checks `libvirt-cpu.json` against the schema that comes with us: what that says is not said again. */
  readonly checksSchema?: boolean;
}

/** Commands that code actions name; the client carries them out. */
export const Command = {
  expandHostModel: "libvirt-cpu.expandHostModel",
  insertBaseline: "libvirt-cpu.insertBaseline",
  showModel: "libvirt-cpu.showModel",
  switchModel: "libvirt-cpu.switchModel",
  insertProfile: "libvirt-cpu.insertProfile",
  fromQemuCpu: "libvirt-cpu.fromQemuCpu",
  copyQemuCpu: "libvirt-cpu.copyQemuCpu",
  /** (document URI, position?): why this VM starts or not on each host of its target. */
  explainStart: "libvirt-cpu.explainStart",
  /** (document URI, position?): the smallest change after which it starts on the whole target. */
  runOnTarget: "libvirt-cpu.runOnTarget",
  /** (host or pool of the Hosts view?, all that are selected?): hosts × features, models × hosts. */
  showMatrix: "libvirt-cpu.showMatrix",
} as const;

export const Message = {
  /** client → server: which of these documents describe hosts? { documents: HostDocument[] } -> HostSummary[] */
  describeHosts: "libvirtCpu/describeHosts",
  /** client → server: what a document says of a host: HostDocument -> Described */
  describeHost: "libvirtCpu/describeHost",
  /** client → server: ExpandRequest -> ExpandAnswer */
  expandHostModel: "libvirtCpu/expandHostModel",
  /** client → server: BaselineRequest -> BaselineAnswer */
  baseline: "libvirtCpu/baseline",
  /** client → server: PlaceRequest -> SwitchChoices */
  switchChoices: "libvirtCpu/switchChoices",
  /** client → server: SwitchRequest -> Rewrite */
  switchModel: "libvirtCpu/switchModel",
  /** client → server: PlaceRequest -> ProfileChoices */
  profileChoices: "libvirtCpu/profileChoices",
  /** client → server: ProfileRequest -> Rewrite */
  insertProfile: "libvirtCpu/insertProfile",
  /** client → server: FromQemuRequest -> Rewrite */
  fromQemuCpu: "libvirtCpu/fromQemuCpu",
  /** client → server: PlaceRequest -> QemuAnswer */
  toQemuCpu: "libvirtCpu/toQemuCpu",
  /** client → server: { arch, release?, model } -> a model's definition as XML, or null */
  modelDefinition: "libvirtCpu/modelDefinition",
  /** client → server: {} -> FolderHosts[] */
  hosts: "libvirtCpu/hosts",
  /** client → server: CompareRequest -> Report */
  compareHosts: "libvirtCpu/compareHosts",
  /** client → server: PlaceRequest -> Report */
  explainStart: "libvirtCpu/explainStart",
  /** client → server: PlaceRequest -> Rewrite */
  runOnTarget: "libvirtCpu/runOnTarget",
  /** client → server: { hosts: HostReference[] } -> Report */
  levels: "libvirtCpu/levels",
  /** client → server: MatrixRequest -> MatrixAnswer */
  matrix: "libvirtCpu/matrix",
  /** client → server, a notification: what is known of live hosts has changed */
  liveFactsChanged: "libvirtCpu/liveFactsChanged",
  /** server → client, a notification: what `hosts` answers has changed */
  hostsChanged: "libvirtCpu/hostsChanged",
  /** server → client: what is known of a host that virsh was asked about: LiveConnection -> LiveFacts or null */
  liveFacts: "libvirtCpu/liveFacts",
  /** server → client: a file that describes a host, by URI -> HostFile */
  readHostFile: "libvirtCpu/readHostFile",
  /** server → client: a file of data/, by its path in there -> text */
  readData: "libvirtCpu/readData",
  /** server → client: a file of the workspace by URI -> text or null */
  readFile: "libvirtCpu/readFile",
  /** client → server: EditConfigRequest -> EditedConfig */
  editConfig: "libvirtCpu/editConfig",
} as const;

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
export type Described = HostSummary | { readonly error: string };

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

/** A host, and why it cannot take part. */
export interface NamedProblem {
  readonly name: string;
  /** As a sentence, with a way on. */
  readonly reason: string;
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
  | { readonly edits: readonly ProtocolEdit[]; readonly summary: string }
  | { readonly error: string };

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

/** A version of a document, and the cursor where it holds several definitions. */
export interface PlaceRequest {
  readonly uri: string;
  readonly version: number;
  readonly position?: { readonly line: number; readonly character: number };
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
  /** What stands behind QEMU's `-cpu`. */
  readonly argument: string;
}

/** The `-cpu` argument that says the document's CPU, and what it cannot say. */
export type QemuAnswer = { readonly text: string; readonly notes: readonly string[] } | { readonly error: string };

/** A host or pool of a folder's `libvirt-cpu.json`. A name of both means the pool. */
export interface ConfiguredHost {
  /** The folder's URI. */
  readonly folder: string;
  readonly name: string;
}

export type HostReference = ConfiguredHost | HostDocument;

/** How to ask for a host with virsh. */
export interface LiveConnection {
  /** libvirt's connection URI: `qemu+ssh://node2/system`. */
  readonly uri: string;
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
  readonly hosts: readonly HostInfo[];
  readonly pools: readonly PoolInfo[];
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

/** Something to read: Markdown. */
export type Report = { readonly title: string; readonly markdown: string } | { readonly error: string };

/** Compares the CPU at a place of a document, or a host, with hosts. */
export interface CompareRequest {
  readonly subject: PlaceRequest | HostReference;
  readonly hosts: readonly HostReference[];
}

/** A change to the text of a `libvirt-cpu.json`; "" where there is none yet. */
export interface EditConfigRequest {
  readonly text: string;
  readonly change: ConfigChange;
}

export type * from "./matrixMessages.js";
export type { ConfigChange, EditedConfig };
