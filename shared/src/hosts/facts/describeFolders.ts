import type { FolderHosts, HostInfo } from "../../messages.js";
import type { FolderBook } from "./folderBook.js";
import { connectionOf, type HostFacts } from "./hostFacts.js";

/** The folders with a configuration, and which of them have it in a file. */
export interface ConfiguredFolders {
  readonly book: { readonly folders: () => readonly FolderBook[] };
  readonly hasConfigFile: (folder: string) => boolean;
}

/** Message.hosts: what each folder's configuration says, and what is known of its hosts. */
export function describeFolders({ book, hasConfigFile }: ConfiguredFolders): FolderHosts[] {
  return book.folders().map((each) => describeFolder(each, hasConfigFile(each.folder)));
}

function describeFolder(book: FolderBook, hasConfig: boolean): FolderHosts {
  const { folder, config } = book;
  return {
    folder,
    hasConfig,
    ...(config.target === undefined ? {} : { target: config.target }),
    hosts: [...config.hosts].map(([name, host]) => {
      const connection = connectionOf(host);
      const info = describeHost(name, book.factsOf(name));
      if (connection === undefined) return info;
      const isUnasked =
        info.state === "unknown" && info.sources.length === 0 && book.factsOf(name)?.wrongFiles.size === 0;
      return { ...info, connection, ...(isUnasked ? { isUnasked } : {}) };
    }),
    pools: [...config.pools].map(([name, hosts]) => ({ name, hosts })),
  };
}

/** What is known of a host, as the view and hovers show it. */
export function describeHost(name: string, facts: HostFacts | undefined): HostInfo {
  if (facts === undefined) {
    return { name, state: "reading", sources: [], knowsHypervisor: false, knowsProcessor: false };
  }
  const { host, problems, sources, libvirt, qemu } = facts;
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
