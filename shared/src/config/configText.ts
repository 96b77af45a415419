import { applyEdits, type Edit, type Node } from "jsonc-parser";
import { insertChild } from "./insertChild.js";
import { readJson } from "./jsonTree.js";
import { indentAt, layoutOf, print } from "./layout.js";
import { textOf } from "./members.js";
import { quote } from "./problem.js";

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
