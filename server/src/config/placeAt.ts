import { findNodeAtOffset, getNodePath, type JSONPath, type Node } from "jsonc-parser";
import { readJson } from "../../../shared/src/config/index.js";

/** A name or text of a configuration. */
export interface ConfigText {
  readonly node: Node;
  readonly text: string;
  /** It is a member's name, and the path is that of the member. */
  readonly isKey: boolean;
  readonly path: JSONPath;
}

/** What stands at an offset of a configuration; undefined where it is no text. */
export function textAt(text: string, offset: number): ConfigText | undefined {
  const { root } = readJson(text);
  const node = root && findNodeAtOffset(root, offset, true);
  if (node?.type !== "string" || typeof node.value !== "string") return undefined;
  const isKey = node.parent?.type === "property" && node.parent.children?.[0] === node;
  return { node, text: node.value, isKey, path: getNodePath(node) };
}
