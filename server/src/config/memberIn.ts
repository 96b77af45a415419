import type { Node } from "jsonc-parser";

/** The value of a name in an object of a configuration's tree; of several the first, as the reader takes it. */
export function memberIn(object: Node, name: string): Node | undefined {
  if (object.type !== "object") return undefined;
  return object.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}
