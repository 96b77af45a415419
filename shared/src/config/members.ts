import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { quote, type Report } from "./problem.js";

/** A name and its value in an object. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** The members of an object, of each name the first; those that are not complete yet are left out. */
export function membersOf(node: Node, report: Report): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = key === undefined ? undefined : textOf(key);
    if (key === undefined || value === undefined || name === undefined) continue;
    if (members.has(name))
      report(key, l10n.t("{0} is here twice; only the first one counts.", quote(name)), {
        inSchema: true,
        removable: true,
      });
    else members.set(name, { name, key, value });
  }
  return members;
}

/** The members of what must be an object; none, and a report, where it is something else. */
export function readObject(member: Member | undefined, what: string, report: Report): Map<string, Member> {
  if (member === undefined) return new Map();
  if (member.value.type === "object") return membersOf(member.value, report);
  report(member.value, l10n.t("{0} must be an object: {1}.", quote(member.name), what), { inSchema: true });
  return new Map();
}

/** Reports the members that nobody reads. */
export function reportUnknown(members: ReadonlyMap<string, Member>, known: readonly string[], report: Report): void {
  for (const { name, key } of members.values()) {
    if (known.includes(name)) continue;
    const message = l10n.t("{0} is not known here and does nothing.", quote(name));
    report(key, message, { unknown: { name, known }, inSchema: true, removable: true });
  }
}

/** A text's value; undefined for anything else. */
export function textOf(node: Node): string | undefined {
  const value: unknown = node.type === "string" ? node.value : undefined;
  return typeof value === "string" ? value : undefined;
}
