import { applyEdits, type Edit, type Node } from "jsonc-parser";
import type { HostConfig } from "./config.js";
import { EditError, memberOf, memberValue, objectOf, readForEdit, replacement, setAt } from "./configText.js";
import { insertChild } from "./insertChild.js";
import { layoutOf } from "./layout.js";
import { textOf } from "./members.js";
import { quote } from "./problem.js";
import { hostKeys } from "./readHosts.js";
import { removeChild } from "./removeChild.js";

/** Adds a host, or makes one what it is given as; what it has already stays where it stands. */
export function setHost(text: string, name: string, host: HostConfig): string {
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
export function addToHost(text: string, name: string, host: HostConfig): string {
  let changed = text;
  for (const key of hostKeys()) {
    if (host[key] !== undefined) changed = setAt(changed, ["hosts", name, key], host[key]);
  }
  return changed;
}

/** Takes a host out, also out of the pools; the target too if it was this host. */
export function removeHost(text: string, name: string): string {
  const root = readForEdit(text);
  const member = needed(root, "hosts", name);
  const pools = objectOf(root, "pools");
  const lists = (pools?.children ?? []).flatMap(({ children }) => children?.[1] ?? []);
  const edits = [...removeChild(text, member), ...lists.flatMap((list) => withoutItem(text, list, name))];
  const isPool = pools !== undefined && memberOf(pools, name) !== undefined;
  return applyEdits(text, [...edits, ...(isPool ? [] : withoutTarget(text, root, name))]);
}

/** Makes a pool of these hosts. */
export function setPool(text: string, name: string, hosts: readonly string[]): string {
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

/** Takes a pool out; the target too if it was this pool. */
export function removePool(text: string, name: string): string {
  const root = readForEdit(text);
  const member = needed(root, "pools", name);
  const hosts = objectOf(root, "hosts");
  const isHost = hosts !== undefined && memberOf(hosts, name) !== undefined;
  return applyEdits(text, [...removeChild(text, member), ...(isHost ? [] : withoutTarget(text, root, name))]);
}

/** Names where the VMs run, or takes the name out. */
export function setTarget(text: string, name: string | undefined): string {
  return name === undefined ? without(text, ["target"]) : setAt(text, ["target"], name);
}

/** Renames a host wherever it is named. */
export function renameHost(text: string, name: string, newName: string): string {
  const root = readForEdit(text);
  const key = needed(root, "hosts", name).children?.[0];
  const pools = objectOf(root, "pools");
  const items = (pools?.children ?? []).flatMap(({ children }) => children?.[1]?.children ?? []);
  const target = root && memberValue(root, "target");
  const isPool = pools !== undefined && memberOf(pools, name) !== undefined;
  const named = [...items, ...(target === undefined || isPool ? [] : [target])].filter((node) => textOf(node) === name);
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

/** A list without a name. Where it is there twice the edits would meet: such a list is written anew. */
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
