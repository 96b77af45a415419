import type { FolderHosts, HostInfo, LiveConnection } from "../../../../shared/src/messages.js";

/**
 * Puts what went wrong when hosts were asked beside what is known of them: the server does not ask, and does not know.
 *
 * @param failureOf why a connection gave no answer when it was last asked
 */
export function withFailures(
  folders: readonly FolderHosts[],
  failureOf: (connection: LiveConnection) => string | undefined,
): FolderHosts[] {
  return folders.map((folder) => ({ ...folder, hosts: folder.hosts.map((host) => withFailure(host, failureOf)) }));
}

function withFailure(host: HostInfo, failureOf: (connection: LiveConnection) => string | undefined): HostInfo {
  const failure = host.connection && failureOf(host.connection);
  if (failure === undefined) return host;
  const { isUnasked, problem, ...known } = host;
  return { ...known, problem: problem === undefined || isUnasked === true ? failure : `${failure}\n${problem}` };
}
