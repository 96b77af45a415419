import type { CancellationToken } from "vscode";
import {
  type BaselineAnswer,
  type BaselineRequest,
  type CompareRequest,
  type Described,
  type ExpandAnswer,
  type ExpandRequest,
  type FolderHosts,
  type FromQemuRequest,
  type HostDocument,
  type HostReference,
  type HostSummary,
  type MatrixAnswer,
  type MatrixRequest,
  Message,
  type PlaceRequest,
  type ProfileChoices,
  type ProfileRequest,
  type QemuAnswer,
  type Report,
  type Rewrite,
  type SwitchChoices,
  type SwitchRequest,
} from "../../shared/src/messages.js";
import type { ServerConnection } from "./connection/serverConnection.js";

/** What the commands ask the language server, beyond the protocol. */
export interface Server {
  describeHosts(documents: readonly HostDocument[]): Promise<HostSummary[]>;
  describeHost(document: HostDocument): Promise<Described>;
  expandHostModel(request: ExpandRequest): Promise<ExpandAnswer>;
  baseline(request: BaselineRequest, token?: CancellationToken): Promise<BaselineAnswer>;
  switchChoices(request: PlaceRequest): Promise<SwitchChoices>;
  switchModel(request: SwitchRequest): Promise<Rewrite>;
  profileChoices(request: PlaceRequest): Promise<ProfileChoices>;
  insertProfile(request: ProfileRequest): Promise<Rewrite>;
  fromQemuCpu(request: FromQemuRequest): Promise<Rewrite>;
  toQemuCpu(request: PlaceRequest): Promise<QemuAnswer>;
  runOnTarget(request: PlaceRequest): Promise<Rewrite>;
  hosts(): Promise<FolderHosts[]>;
  matrix(request: MatrixRequest, token: CancellationToken): Promise<MatrixAnswer>;
  explainStart(request: PlaceRequest): Promise<Report>;
  compareHosts(request: CompareRequest): Promise<Report>;
  levels(request: { readonly hosts: readonly HostReference[] }): Promise<Report>;
  modelDefinition(request: { arch: string; model: string }): Promise<string | null>;
}

/**
 * @param client a connection
 * @returns its server's own requests, each with its types
 */
export function serverOf(client: ServerConnection): Server {
  return {
    describeHosts: (documents) => client.sendRequest<HostSummary[]>(Message.describeHosts, { documents }),
    describeHost: (document) => client.sendRequest<Described>(Message.describeHost, document),
    expandHostModel: (request) => client.sendRequest<ExpandAnswer>(Message.expandHostModel, request),
    baseline: (request, token) => client.sendRequest<BaselineAnswer>(Message.baseline, request, token),
    switchChoices: (request) => client.sendRequest<SwitchChoices>(Message.switchChoices, request),
    switchModel: (request) => client.sendRequest<Rewrite>(Message.switchModel, request),
    profileChoices: (request) => client.sendRequest<ProfileChoices>(Message.profileChoices, request),
    insertProfile: (request) => client.sendRequest<Rewrite>(Message.insertProfile, request),
    fromQemuCpu: (request) => client.sendRequest<Rewrite>(Message.fromQemuCpu, request),
    toQemuCpu: (request) => client.sendRequest<QemuAnswer>(Message.toQemuCpu, request),
    runOnTarget: (request) => client.sendRequest<Rewrite>(Message.runOnTarget, request),
    hosts: () => client.sendRequest<FolderHosts[]>(Message.hosts, {}),
    matrix: (request, token) => client.sendRequest<MatrixAnswer>(Message.matrix, request, token),
    explainStart: (request) => client.sendRequest<Report>(Message.explainStart, request),
    compareHosts: (request) => client.sendRequest<Report>(Message.compareHosts, request),
    levels: (request) => client.sendRequest<Report>(Message.levels, request),
    modelDefinition: (request) => client.sendRequest<string | null>(Message.modelDefinition, request),
  };
}
