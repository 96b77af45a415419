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
