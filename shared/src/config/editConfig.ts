import { applyEdits, type Edit, type Node } from "jsonc-parser";
import { type Config, type HostConfig, quote } from "./config.js";
import { insertChild, layoutOf, removeChild } from "./jsonEdits.js";
import { parseConfig } from "./parseConfig.js";
import { hostKeys } from "./readHosts.js";
import { EditError, memberOf, memberValue, objectOf, readForEdit, replacement, setAt, textOf } from "./textChecks.js";
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

/** Adds a host, or makes one what it is given as; what it has already stays where it stands. */
function setHost(text: string, name: string, host: HostConfig): string {
  const hosts = objectOf(readForEdit(text), "hosts");
  const known = hosts && memberValue(hosts, name);
  if (known?.type !== "object") return setAt(text, ["hosts", name], plain(host));
  let changed = text;
  for (const key of hostKeys()) {
    if (host[key] === undefined) changed = without(changed, ["hosts", name, key]);
    else if (textAt(known, key) !== host[key]) changed = setAt(changed, ["hosts", name, key], host[key]);
  }
  return changed;
}

/** Says something more of a host; what is said already stays. */
function addToHost(text: string, name: string, host: HostConfig): string {
  let changed = text;
  for (const key of hostKeys()) {
    if (host[key] !== undefined) changed = setAt(changed, ["hosts", name, key], host[key]);
  }
  return changed;
}

/** Takes a host out, also out of the pools; the target and the patterns' targets too where they were this host. */
function removeHost(text: string, name: string): string {
  const root = readForEdit(text);
  const member = needed(root, "hosts", name);
  const pools = objectOf(root, "pools");
  const lists = (pools?.children ?? []).flatMap(({ children }) => children?.[1] ?? []);
  const edits = [...removeChild(text, member), ...lists.flatMap((list) => withoutItem(text, list, name))];
  const isPool = pools !== undefined && memberOf(pools, name) !== undefined;
  const edited = applyEdits(text, [...edits, ...(isPool ? [] : withoutTarget(text, root, name))]);
  return isPool ? edited : withoutPatterns(edited, name);
}

/** Makes a pool of these hosts. */
function setPool(text: string, name: string, hosts: readonly string[]): string {
  const pools = objectOf(readForEdit(text), "pools");
  const list = pools && memberValue(pools, name);
  const items = (list?.type === "array" ? list.children : undefined) ?? [];
  const names = items.map(textOf);
  const added = hosts.slice(names.length);
  if (list?.type !== "array" || names.some((each, index) => each !== hosts[index]) || added.length > 1) {
    return setAt(text, ["pools", name], hosts);
  }
  // One more, as when a host is dragged in: comments in the list stay.
  return added.length === 0 ? text : applyEdits(text, insertChild(text, list, { value: added[0] }, layoutOf(text)));
}

/** Takes a pool out; the target and the patterns' targets too where they were this pool. */
function removePool(text: string, name: string): string {
  const root = readForEdit(text);
  const member = needed(root, "pools", name);
  const hosts = objectOf(root, "hosts");
  const isHost = hosts !== undefined && memberOf(hosts, name) !== undefined;
  const edited = applyEdits(text, [...removeChild(text, member), ...(isHost ? [] : withoutTarget(text, root, name))]);
  return isHost ? edited : withoutPatterns(edited, name);
}

/** Names where the VMs run, or takes the name out. */
function setTarget(text: string, name: string | undefined): string {
  return name === undefined ? without(text, ["target"]) : setAt(text, ["target"], name);
}

/** Renames a host wherever it is named. */
function renameHost(text: string, name: string, newName: string): string {
  const root = readForEdit(text);
  const key = needed(root, "hosts", name).children?.[0];
  const pools = objectOf(root, "pools");
  const items = (pools?.children ?? []).flatMap(({ children }) => children?.[1]?.children ?? []);
  const target = root && memberValue(root, "target");
  const isPool = pools !== undefined && memberOf(pools, name) !== undefined;
  const patterns = (objectOf(root, "targets")?.children ?? []).flatMap(({ children }) => children?.[1] ?? []);
  const ofTarget = [...(target === undefined ? [] : [target]), ...patterns];
  const named = [...items, ...(isPool ? [] : ofTarget)].filter((node) => textOf(node) === name);
  const nodes = [...(key === undefined ? [] : [key]), ...named];
  return applyEdits(
    text,
    nodes.map((node) => replacement(node, JSON.stringify(newName))),
  );
}

function needed(root: Node | undefined, where: "hosts" | "pools", name: string): Node {
  const object = objectOf(root, where);
  const member = object && memberOf(object, name);
  if (member !== undefined) return member;
  throw new EditError(`There is no ${where === "hosts" ? "host" : "pool"} ${quote(name)} in libvirt-cpu.json.`);
}

function without(text: string, path: readonly string[]): string {
  let object = readForEdit(text);
  for (const name of path.slice(0, -1)) object = objectOf(object, name);
  const member = object && memberOf(object, path.at(-1) ?? "");
  return member === undefined ? text : applyEdits(text, removeChild(text, member));
}

function withoutTarget(text: string, root: Node | undefined, name: string): Edit[] {
  const member = root && memberOf(root, "target");
  if (root === undefined || member === undefined) return [];
  return textAt(root, "target") === name ? removeChild(text, member) : [];
}

/** Patterns whose files run on what is no longer there go with it. */
function withoutPatterns(text: string, name: string): string {
  const targets = objectOf(readForEdit(text), "targets");
  const member = targets?.children?.find(({ children }) => children?.[1] && textOf(children[1]) === name);
  return member === undefined ? text : withoutPatterns(applyEdits(text, removeChild(text, member)), name);
}

/** A list without a name. Where it is there twice the edits would meet: such a list is replaced as a whole. */
function withoutItem(text: string, list: Node, name: string): Edit[] {
  const items = list.type === "array" ? (list.children ?? []) : [];
  const [item, second] = items.filter((each) => textOf(each) === name);
  if (item === undefined) return [];
  if (second === undefined) return removeChild(text, item);
  const kept = items.filter((each) => textOf(each) !== name);
  const texts = kept.map(({ offset, length }) => text.slice(offset, offset + length));
  return [replacement(list, `[${texts.join(", ")}]`)];
}

function textAt(object: Node, name: string): string | undefined {
  const value = memberValue(object, name);
  return value && textOf(value);
}

/** In the order of the documentation, and without what is undefined. */
function plain(host: HostConfig): HostConfig {
  return Object.fromEntries(hostKeys().flatMap((key) => (host[key] === undefined ? [] : [[key, host[key]]])));
}
