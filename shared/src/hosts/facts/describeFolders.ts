import type { IncludedMap } from "../../catalogue/index.js";
import type { Config } from "../../config/index.js";
import type { FolderHosts, HostInfo } from "../../messages.js";
import { type PoolHost, releaseInForce, type Target } from "../index.js";
import type { FolderStore } from "./folderStore.js";
import { connectionOf, type HostFacts } from "./hostFacts.js";

/** The folders with a configuration, and which of them have it in a file. */
export interface ConfiguredFolders {
  readonly hostStore: { readonly folders: () => readonly FolderStore[] };
  readonly hasConfigFile: (folder: string) => boolean;
}

/**
 * Message.hosts: what each folder's configuration says, and what is known of its hosts.
 *
 * @param maps the libvirt releases whose CPU maps are included, oldest first
 */
export function describeFolders(
  { hostStore, hasConfigFile }: ConfiguredFolders,
  maps: readonly IncludedMap[],
): FolderHosts[] {
  return hostStore.folders().map((each) => describeFolder(each, hasConfigFile(each.folder), maps));
}

function describeFolder(store: FolderStore, hasConfig: boolean, maps: readonly IncludedMap[]): FolderHosts {
  const { folder, config } = store;
  return {
    folder,
    hasConfig,
    ...(config.target === undefined ? {} : { target: config.target }),
    libvirt: describeRelease(config, store.target(), maps),
    hosts: [...config.hosts].map(([name, host]) => {
      const connection = connectionOf(host);
      const info = describeHost(name, store.factsOf(name));
      if (connection === undefined) return info;
      const isUnasked =
        info.state === "unknown" && info.sources.length === 0 && store.factsOf(name)?.wrongFiles.size === 0;
      return { ...info, connection, ...(isUnasked ? { isUnasked } : {}) };
    }),
    pools: [...config.pools].map(([name, hosts]) => ({ name, hosts })),
  };
}

/**
 * The release that documents are checked for.
 *
 * @param target where their VMs run
 * @param maps as for {@link describeFolders}
 */
export function describeRelease(
  config: Config,
  target: Target | undefined,
  maps: readonly IncludedMap[],
): FolderHosts["libvirt"] {
  const { asked, because } = releaseInForce(config.libvirt, target, maps);
  const { release, from } = asked;
  return { release, ...(from === undefined ? {} : { from }), because };
}

/** The release that a host's documents tell, or the first and the last that they fit. */
function releaseText(host: PoolHost | undefined): string | undefined {
  if (host?.isReleaseTold === undefined) return undefined;
  return host.from === undefined ? host.release : `${host.from}–${host.release}`;
}

/** What is known of a host, as the view and hovers show it. */
export function describeHost(name: string, facts: HostFacts | undefined): HostInfo {
  if (facts === undefined) {
    return { name, state: "reading", sources: [], knowsHypervisor: false, knowsProcessor: false };
  }
  const { host, problems, sources, qemu } = facts;
  const libvirt = facts.libvirt ?? releaseText(host);
  const problem = problems.length === 0 ? {} : { problem: problems.join("\n") };
  const releases = { ...(libvirt === undefined ? {} : { libvirt }), ...(qemu === undefined ? {} : { qemu }) };
  if (host === undefined) {
    return { name, state: "unknown", ...problem, sources, ...releases, knowsHypervisor: false, knowsProcessor: false };
  }
  const { arch, cpu, hostModel, virtType, machine, maxVcpus, physicalBits, modes } = host.host;
  const { model, vendor } = hostModel ?? cpu ?? {};
  return {
    name,
    state: "known",
    ...problem,
    sources,
    ...releases,
    arch,
    ...(model === undefined ? {} : { model }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(virtType === undefined ? {} : { virtType }),
    ...(machine === undefined ? {} : { machine }),
    ...(maxVcpus === undefined ? {} : { maxVcpus }),
    ...(physicalBits === undefined ? {} : { physicalBits }),
    knowsHypervisor: modes !== undefined || hostModel !== undefined,
    knowsProcessor: cpu !== undefined,
  };
}
