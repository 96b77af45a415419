import type { FolderHosts, HostInfo, PoolInfo } from "../../../../shared/src/messages.js";
import type { Fact } from "./texts.js";

/** An entry of the Hosts view. Hosts and pools carry folder and name, as commands take them. */
export type HostsNode =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "pool"; readonly folder: string; readonly name: string; readonly pool: PoolInfo }
  | {
      readonly kind: "host";
      readonly folder: string;
      readonly name: string;
      /** Undefined where a pool names a host that there is not. */
      readonly host: HostInfo | undefined;
      /** The pool that it is shown in. */
      readonly pool?: string;
    }
  | { readonly kind: "fact"; readonly fact: Fact };

/** The folders; where there is one only, what is in it. */
export function rootNodes(folders: readonly FolderHosts[]): HostsNode[] {
  const used = folders.filter(({ hosts, pools }) => hosts.length + pools.length > 0);
  const [only] = used;
  if (used.length === 1 && only !== undefined) return folderNodes(only);
  return used.map(({ folder }) => ({ kind: "folder", folder }));
}

/** Pools first, then every host. */
export function folderNodes({ folder, hosts, pools }: FolderHosts): HostsNode[] {
  return [
    ...pools.map((pool): HostsNode => ({ kind: "pool", folder, name: pool.name, pool })),
    ...hosts.map((host): HostsNode => ({ kind: "host", folder, name: host.name, host })),
  ];
}

/** The hosts of a pool, in its order. */
export function poolNodes(pool: PoolInfo, { folder, hosts }: FolderHosts): HostsNode[] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return pool.hosts.map((name): HostsNode => ({ kind: "host", folder, name, host: byName.get(name), pool: pool.name }));
}
