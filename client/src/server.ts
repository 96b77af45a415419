import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type BaselineAnswer,
  type BaselineRequest,
  type ExpandRequest,
  type FromQemuRequest,
  type HostDocument,
  type HostSummary,
  Message,
  type PlaceRequest,
  type ProfileChoices,
  type ProfileRequest,
  type QemuAnswer,
  type Rewrite,
  type SwitchChoices,
  type SwitchRequest,
} from "../../shared/src/messages.js";

/** What the commands ask the language server, beyond the protocol. */
export interface Server {
  describeHosts(documents: readonly HostDocument[]): Promise<HostSummary[]>;
  expandHostModel(request: ExpandRequest): Promise<Rewrite>;
  baseline(request: BaselineRequest): Promise<BaselineAnswer>;
  switchChoices(request: PlaceRequest): Promise<SwitchChoices>;
  switchModel(request: SwitchRequest): Promise<Rewrite>;
  profileChoices(request: PlaceRequest): Promise<ProfileChoices>;
  insertProfile(request: ProfileRequest): Promise<Rewrite>;
  fromQemuCpu(request: FromQemuRequest): Promise<Rewrite>;
  toQemuCpu(request: PlaceRequest): Promise<QemuAnswer>;
  runOnTarget(request: PlaceRequest): Promise<Rewrite>;
  modelDefinition(request: { arch: string; model: string }): Promise<string | null>;
}

/**
 * @param client a started client
 * @returns its server's own requests, each with its types
 */
export function serverOf(client: BaseLanguageClient): Server {
  return {
    describeHosts: (documents) => client.sendRequest<HostSummary[]>(Message.describeHosts, { documents }),
    expandHostModel: (request) => client.sendRequest<Rewrite>(Message.expandHostModel, request),
    baseline: (request) => client.sendRequest<BaselineAnswer>(Message.baseline, request),
    switchChoices: (request) => client.sendRequest<SwitchChoices>(Message.switchChoices, request),
    switchModel: (request) => client.sendRequest<Rewrite>(Message.switchModel, request),
    profileChoices: (request) => client.sendRequest<ProfileChoices>(Message.profileChoices, request),
    insertProfile: (request) => client.sendRequest<Rewrite>(Message.insertProfile, request),
    fromQemuCpu: (request) => client.sendRequest<Rewrite>(Message.fromQemuCpu, request),
    toQemuCpu: (request) => client.sendRequest<QemuAnswer>(Message.toQemuCpu, request),
    runOnTarget: (request) => client.sendRequest<Rewrite>(Message.runOnTarget, request),
    modelDefinition: (request) => client.sendRequest<string | null>(Message.modelDefinition, request),
  };
}
