import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { FailureError } from "../io.js";
import type { Project } from "../workspace/workspace.js";

/** The one host to expand on. */
export async function oneHost(project: Project): Promise<PoolHost> {
  const target = await project.target();
  const [host, ...others] = target?.hosts ?? [];
  if (target === undefined) throw new FailureError("Expanding needs a host: name one with --host or --target.");
  if (host === undefined) throw new FailureError(`${target.name}: ${target.unknown[0]?.reason ?? "It has no hosts."}`);
  if (others.length + target.unknown.length > 0) {
    throw new FailureError(`${target.name} has several hosts: name one of them with --host or --target.`);
  }
  return host;
}
