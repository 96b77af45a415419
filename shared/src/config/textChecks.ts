import * as l10n from "@vscode/l10n";
import { applyEdits, type Edit, type Node } from "jsonc-parser";
import { type FaultCode, readAddress } from "./address/address.js";
import { faultText } from "./address/faultText.js";
import { type ConfigProblem, quote, type ReportProblem } from "./config.js";
import { indentAt, insertChild, layoutOf, print } from "./jsonEdits.js";
import { readJson } from "./jsonTree.js";

/** What is wrong with a text, as the end of a sentence that begins with its name. */
export interface Wrong {
  readonly text: string;
  /** The file's schema refuses it too. */
  readonly inSchema: boolean;
}

/** Says what is wrong with a text; undefined where nothing is. */
export type TextCheck = (value: string) => Wrong | undefined;

/** What a report says of the schema. */
export function whoSays({ inSchema }: Wrong): Pick<ConfigProblem, "inSchema"> {
  return inSchema ? { inSchema } : {};
}

/** Of a mistake that the schema finds as well. */
export function schema(text: string): Wrong {
  return { text, inSchema: true };
}

/** Of a mistake that the schema does not find. */
export function ours(text: string): Wrong {
  return { text, inSchema: false };
}

/** Of what is no text at all. */
export function noText(): Wrong {
  return schema(l10n.t("must be a text in double quotes"));
}

const MAX_NAME = 100;
const MAX_WORD = 200;
const MAX_PATH = 1000;

/** Names of hosts and pools. */
export const checkName: TextCheck = (value) => checkPlain(value, MAX_NAME);

/** What is handed to virsh or compared with what hosts say. */
export const checkWord: TextCheck = (value) => {
  if (value.startsWith("-")) return schema(l10n.t('must not start with "-": virsh would read it as an option'));
  return checkPlain(value, MAX_WORD);
};

export const checkRelease: TextCheck = (value) =>
  /^\d{1,5}(\.\d{1,5}){0,2}$/.test(value) ? undefined : schema(l10n.t('must be a release such as "12.8.0"'));

/** A file inside the configuration's folder: the file may come from anybody, it must not open what lies elsewhere. */
export const checkPath: TextCheck = (value) => {
  const wrong = checkPlain(value, MAX_PATH);
  if (wrong !== undefined) return wrong;
  if (value.includes("\\")) return schema(l10n.t('must have "/" between folders, not "\\"'));
  if (value.startsWith("/") || /^[a-z][a-z\d+.-]*:/i.test(value)) {
    return schema(l10n.t('must be a path inside the folder of this file, such as "hosts/node1.xml"'));
  }
  return leadsOut(value) ? ours(l10n.t("is outside this file's folder. Use a path inside it")) : undefined;
};

/** Faults of a connection URI that the schema's pattern and length find too. */
const FAULTS_IN_SCHEMA: ReadonlySet<FaultCode> = new Set([
  "empty",
  "option",
  "too-long",
  "characters",
  "form",
  "driver",
  "transport",
  "transport-unused",
]);

/** libvirt's connection URI. */
export const checkUri: TextCheck = (value) => {
  const read = readAddress(value);
  if (!("fault" in read)) return undefined;
  return { text: faultText(read.fault, l10n.t), inSchema: FAULTS_IN_SCHEMA.has(read.fault.code) };
};

/** How virsh reaches a libvirt, where it is not run here. */
export const checkVia: TextCheck = (value) => (value === "ssh" ? undefined : schema(l10n.t('must be "ssh"')));

/** libvirt's domain types: the values of virsh domcapabilities --virttype. */
export const VIRT_TYPES: readonly string[] = [
  "kvm",
  "qemu",
  "hvf",
  "xen",
  "bhyve",
  "lxc",
  "vmware",
  "hyperv",
  "vbox",
  "vz",
  "parallels",
  "openvz",
  "test",
];

export const checkVirtType: TextCheck = (value) =>
  VIRT_TYPES.includes(value) ? undefined : schema(l10n.t("must be one of {0}", VIRT_TYPES.join(", ")));

/** What every name, path and pattern must be. */
export function checkPlain(value: string, limit: number): Wrong | undefined {
  if (value === "") return schema(l10n.t("must not be empty"));
  if (value.length > limit) return schema(l10n.t("must not be longer than {0} characters", limit));
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) ? ours(l10n.t("must not contain control characters")) : undefined;
}

/** Escaped dots count: whoever makes a URI of the path would go up as well. */
function leadsOut(path: string): boolean {
  let depth = 0;
  for (const segment of path.split("/")) {
    if (/^(\.|%2e){2}$/i.test(segment)) depth--;
    else if (segment !== "" && !/^(\.|%2e)$/i.test(segment)) depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** A name and its value in an object. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** The members of an object, of each name the first; those that are not complete yet are left out. */
export function membersOf(node: Node, report: ReportProblem): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = key === undefined ? undefined : textOf(key);
    if (key === undefined || value === undefined || name === undefined) continue;
    if (members.has(name))
      report(key, l10n.t("{0} appears twice; only the first one is used.", quote(name)), {
        inSchema: true,
        removable: true,
      });
    else members.set(name, { name, key, value });
  }
  return members;
}

/** The members of what must be an object; none, and a report, where it is something else. */
export function readObject(member: Member | undefined, what: string, report: ReportProblem): Map<string, Member> {
  if (member === undefined) return new Map();
  if (member.value.type === "object") return membersOf(member.value, report);
  report(member.value, l10n.t("{0} must be an object: {1}.", quote(member.name), what), { inSchema: true });
  return new Map();
}

/** Reports the members that nobody reads. */
export function reportUnknown(
  members: ReadonlyMap<string, Member>,
  known: readonly string[],
  report: ReportProblem,
): void {
  for (const { name, key } of members.values()) {
    if (known.includes(name)) continue;
    const message = l10n.t("Unknown setting {0}: it is ignored.", quote(name));
    report(key, message, { unknown: { name, known }, inSchema: true, removable: true });
  }
}

/** A text's value; undefined for anything else. */
export function textOf(node: Node): string | undefined {
  const value: unknown = node.type === "string" ? node.value : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Why a text cannot be changed: in plain words, for the user. */
export class EditError extends Error {}

/** The tree of a text that may be changed; undefined where there is nothing yet. Throws EditError for what is no JSON. */
export function readForEdit(text: string): Node | undefined {
  const { root, problems } = readJson(text);
  const [wrong] = problems;
  if (wrong !== undefined) {
    const line = text.slice(0, wrong.start).split("\n").length;
    throw new EditError(`libvirt-cpu.json must be corrected first, line ${line}: ${wrong.message}`);
  }
  if (root !== undefined && root.type !== "object") {
    throw new EditError("libvirt-cpu.json must be corrected first: it must be an object, { }.");
  }
  return root;
}

/** The member of an object, name and value. Throws EditError where the name is not alone. */
export function memberOf(object: Node, name: string): Node | undefined {
  const [found, second] = (object.children ?? []).filter(
    ({ children }) => children?.[0] && textOf(children[0]) === name,
  );
  if (second !== undefined) throw new EditError(`${quote(name)} is in libvirt-cpu.json twice; remove one first.`);
  return found;
}

/** The object of a name in an object; throws EditError where it is something else. */
export function objectOf(object: Node | undefined, name: string): Node | undefined {
  const value = object && memberValue(object, name);
  if (value === undefined || value.type === "object") return value;
  throw new EditError(`${quote(name)} in libvirt-cpu.json must be an object, { }; correct it first.`);
}

/** A name's value in an object. Throws EditError where the name is not alone. */
export function memberValue(object: Node, name: string): Node | undefined {
  return memberOf(object, name)?.children?.[1];
}

/** The text with a value at a path, and with the objects on the way to it. Throws EditError. */
export function setAt(text: string, path: readonly string[], value: unknown): string {
  const root = readForEdit(text);
  const layout = layoutOf(text);
  if (root === undefined) {
    const before = text.trim() === "" ? "" : `${text.trimEnd()}${layout.newline}`;
    return `${before}${print(nest(path, value), "", layout)}${layout.newline}`;
  }
  let object = root;
  for (const [depth, name] of path.entries()) {
    const rest = path.slice(depth + 1);
    const found = rest.length > 0 ? objectOf(object, name) : memberValue(object, name);
    if (found === undefined) {
      return applyEdits(text, insertChild(text, object, { key: name, value: nest(rest, value) }, layout));
    }
    object = found;
  }
  return applyEdits(text, [replacement(object, print(value, indentAt(text, object.offset), layout))]);
}

/** The edit that puts another text in a node's place. */
export function replacement({ offset, length }: Node, content: string): Edit {
  return { offset, length, content };
}

/** Objects of one member each around a value. */
function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, name) => ({ [name]: inner }), value);
}
