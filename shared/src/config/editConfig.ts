import { addToHost, removeHost, removePool, renameHost, setHost, setPool, setTarget } from "./changes.js";
import type { Config, HostConfig } from "./config.js";
import { EditError } from "./configText.js";
import { parseConfig } from "./parseConfig.js";
import { quote } from "./problem.js";

/** A change to a `libvirt-cpu.json`. */
export type ConfigChange =
  | { readonly kind: "setHost"; readonly name: string; readonly host: HostConfig }
  /** What is said of the host already stays. */
  | { readonly kind: "addToHost"; readonly name: string; readonly host: HostConfig }
  | { readonly kind: "removeHost"; readonly name: string }
  | { readonly kind: "renameHost"; readonly name: string; readonly newName: string }
  | { readonly kind: "setPool"; readonly name: string; readonly hosts: readonly string[] }
  | { readonly kind: "removePool"; readonly name: string }
  /** Without a name there is no target any more. */
  | { readonly kind: "setTarget"; readonly name?: string };

/** `error` says in plain words why nothing was changed. */
export type EditedConfig = { readonly text: string } | { readonly error: string };

/**
 * Changes the text of a `libvirt-cpu.json` ("" where there is none yet), keeping comments and layout.
 *
 * @returns the new text, which reads back as what was asked for; an error for what is no JSON or what the file may not hold
 */
export function editConfig(text: string, change: ConfigChange): EditedConfig {
  try {
    const before = parseConfig(text);
    refuseTaken(before.config, change);
    const edited = make(text, change);
    const after = parseConfig(edited);
    if (holds(after.config, change)) return { text: edited };
    const known = new Set(before.problems.map(({ message }) => message));
    const reason = after.problems.find(({ message }) => !known.has(message))?.message;
    return { error: reason ?? "libvirt-cpu.json cannot hold this; correct what is wrong in it first." };
  } catch (error) {
    if (error instanceof EditError) return { error: error.message };
    throw error;
  }
}

function make(text: string, change: ConfigChange): string {
  switch (change.kind) {
    case "setHost":
      return setHost(text, change.name, change.host);
    case "addToHost":
      return addToHost(text, change.name, change.host);
    case "removeHost":
      return removeHost(text, change.name);
    case "renameHost":
      return renameHost(text, change.name, change.newName);
    case "setPool":
      return setPool(text, change.name, change.hosts);
    case "removePool":
      return removePool(text, change.name);
    case "setTarget":
      return setTarget(text, change.name);
  }
}

/** One name must not mean two things. */
function refuseTaken({ hosts, pools }: Config, change: ConfigChange): void {
  const host = isKindOfSet(change) ? change.name : change.kind === "renameHost" ? change.newName : undefined;
  const pool = change.kind === "setPool" ? change.name : undefined;
  if (host !== undefined && pools.has(host)) throw new EditError(`There is a pool ${quote(host)} already.`);
  if (pool !== undefined && hosts.has(pool)) throw new EditError(`There is a host ${quote(pool)} already.`);
  if (change.kind === "renameHost" && change.newName !== change.name && hosts.has(change.newName)) {
    throw new EditError(`There is a host ${quote(change.newName)} already.`);
  }
}

function isKindOfSet(change: ConfigChange): change is Extract<ConfigChange, { kind: "setHost" | "addToHost" }> {
  return change.kind === "setHost" || change.kind === "addToHost";
}

/** Does a configuration say what a change was to make it say? */
function holds({ hosts, pools, target }: Config, change: ConfigChange): boolean {
  switch (change.kind) {
    case "setHost":
      return isSame(hosts.get(change.name), change.host);
    case "addToHost":
      return has(hosts.get(change.name), change.host);
    case "removeHost":
      return !hosts.has(change.name) && (target !== change.name || pools.has(change.name));
    case "renameHost":
      return hosts.has(change.newName) && (change.newName === change.name || !hosts.has(change.name));
    case "setPool":
      return pools.get(change.name)?.join("\n") === change.hosts.join("\n");
    case "removePool":
      return !pools.has(change.name);
    case "setTarget":
      return target === change.name;
  }
}

function isSame(read: HostConfig | undefined, given: HostConfig): boolean {
  const known = Object.values(given).filter((value) => value !== undefined);
  return has(read, given) && known.length === Object.keys(read ?? {}).length;
}

function has(read: HostConfig | undefined, given: HostConfig): boolean {
  const entries = new Map<string, unknown>(Object.entries(read ?? {}));
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return read !== undefined && known.every(([key, value]) => entries.get(key) === value);
}
