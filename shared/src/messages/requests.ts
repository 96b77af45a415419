import type { EditedConfig } from "../config/editConfig.js";
import type {
  CompareRequest,
  DescribedHost,
  DocumentTarget,
  DriftAnswer,
  EditConfigRequest,
  FolderHosts,
  HostDocument,
  HostFile,
  HostReference,
  HostSummary,
  LiveConnection,
  LiveFacts,
  MarkdownReport,
  MatrixAnswer,
  MatrixRequest,
} from "./hosts.js";
import type {
  BaselineAnswer,
  BaselineRequest,
  DefineCheck,
  DefinedRequest,
  DriftRequest,
  ExpandAnswer,
  ExpandRequest,
  FromQemuRequest,
  ModelDefinitionRequest,
  PlaceRequest,
  ProfileChoices,
  ProfileRequest,
  QemuAnswer,
  Rewrite,
  SwitchChoices,
  SwitchRequest,
} from "./rewrites.js";
import type { JudgedVm, JudgeVmsRequest } from "./vms.js";

/** Sent by the client when it starts the server. */
export interface InitializationOptions {
  /** The client answers `readFile` and `readData`, and has the commands of `Command`. */
  readonly extension?: boolean;
  /** The folder of the sample VMs: while a document of it is open it is one of the workspace's. */
  readonly samples?: string;
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

/** A request with the types of its parameters and its answer. */
export interface RequestType<P, R> {
  readonly method: string;
  /** Never set: it carries the types. */
  readonly types?: (params: P) => R;
}

function request<P, R>(name: string): RequestType<P, R> {
  return { method: `libvirtCpu/${name}` };
}

/** What the client asks the server. */
export const Request = {
  /** Which of these documents describe hosts? */
  describeHosts: request<{ readonly documents: readonly HostDocument[] }, readonly HostSummary[]>("describeHosts"),
  /** What a document says about a host. */
  describeHost: request<HostDocument, DescribedHost>("describeHost"),
  expandHostModel: request<ExpandRequest, ExpandAnswer>("expandHostModel"),
  baseline: request<BaselineRequest, BaselineAnswer>("baseline"),
  switchChoices: request<PlaceRequest, SwitchChoices>("switchChoices"),
  switchModel: request<SwitchRequest, Rewrite>("switchModel"),
  profileChoices: request<PlaceRequest, ProfileChoices>("profileChoices"),
  insertProfile: request<ProfileRequest, Rewrite>("insertProfile"),
  fromQemuCpu: request<FromQemuRequest, Rewrite>("fromQemuCpu"),
  toQemuCpu: request<PlaceRequest, QemuAnswer>("toQemuCpu"),
  /** What a document holds that libvirt rejects when the VM is defined, or that the VM would not be as it is written. */
  checkDefine: request<PlaceRequest, DefineCheck>("checkDefine"),
  /** What libvirt dropped or changed of a definition: where in it, as `cpu/feature[aes] policy`. */
  losses: request<DefinedRequest, readonly string[]>("losses"),
  /** How a file differs from the definition that libvirt has. */
  drift: request<DriftRequest, DriftAnswer>("drift"),
  /** The edits after which the file has what libvirt has. */
  takeOver: request<DriftRequest, Rewrite>("takeOver"),
  /** Whether VMs of a libvirt start on their target, and what their next start changes; one answer for each. */
  judgeVms: request<JudgeVmsRequest, readonly JudgedVm[]>("judgeVms"),
  /** A model's definition as XML; null where there is no such model. */
  modelDefinition: request<ModelDefinitionRequest, string | null>("modelDefinition"),
  /** What `libvirt-cpu.json` of every folder says about hosts. */
  hosts: request<Record<string, never>, readonly FolderHosts[]>("hosts"),
  /** Where the VMs of a document run; null outside of all folders. */
  documentTarget: request<{ readonly uri: string }, DocumentTarget | null>("documentTarget"),
  compareHosts: request<CompareRequest, MarkdownReport>("compareHosts"),
  explainStart: request<PlaceRequest, MarkdownReport>("explainStart"),
  runOnTarget: request<PlaceRequest, Rewrite>("runOnTarget"),
  levels: request<{ readonly hosts: readonly HostReference[] }, MarkdownReport>("levels"),
  matrix: request<MatrixRequest, MatrixAnswer>("matrix"),
  editConfig: request<EditConfigRequest, EditedConfig>("editConfig"),
} as const;

/** What the server asks the client. */
export const ClientRequest = {
  /** What virsh said about a host when it was last asked; null where it was not. */
  liveFacts: request<LiveConnection, LiveFacts | null>("liveFacts"),
  /** A file that describes a host, by its URI. */
  readHostFile: request<string, HostFile>("readHostFile"),
  /** A file of data/, by its path in there. */
  readData: request<string, string>("readData"),
  /** A folder's libvirt-cpu.json, by its URI. */
  readFile: request<string, HostFile>("readFile"),
} as const;

export const Notification = {
  /** Client to server: what is known of live hosts has changed. */
  liveFactsChanged: "libvirtCpu/liveFactsChanged",
  /** Server to client: what {@link Request.hosts} answers has changed. */
  hostsChanged: "libvirtCpu/hostsChanged",
} as const;
