import type { ConfiguredHost } from "../../../shared/src/messages.js";

/**
 * The hosts and pools that a command is to work on, as the Hosts view hands them over: the one that was clicked, and all
 * that are selected if it is among them.
 *
 * @param args what the command was called with; may be anything
 * @returns none where it was called without hosts
 */
export function selectedHosts([clicked, selected]: readonly unknown[]): ConfiguredHost[] {
  const all = Array.isArray(selected) ? selected.filter(isConfigured) : [];
  if (isConfigured(clicked) && !all.some((host) => isSame(host, clicked))) return [plain(clicked)];
  return all.map(plain);
}

function isConfigured(value: unknown): value is ConfiguredHost {
  if (typeof value !== "object" || value === null) return false;
  return "folder" in value && typeof value.folder === "string" && "name" in value && typeof value.name === "string";
}

function isSame(one: ConfiguredHost, other: ConfiguredHost): boolean {
  return one.folder === other.folder && one.name === other.name;
}

/** Without what else the view knows of it. */
function plain({ folder, name }: ConfiguredHost): ConfiguredHost {
  return { folder, name };
}
