import type { CpuView } from "../domain/index.js";
import { addAttribute, removeAttribute, setValue } from "../edits/attributeEdits.js";
import { removeElement } from "../edits/elementEdits.js";
import type { TextEdit } from "../xml/textEdit.js";

/** Gives a CPU another mode that takes the host's or QEMU's CPU, and takes away what only a named model needs. */
export function setMode(text: string, cpu: CpuView, mode: string): TextEdit[] {
  const edits =
    cpu.mode === undefined
      ? [addAttribute(text, cpu.element, "mode", mode, "first")]
      : [setValue(text, cpu.mode.attribute, mode)];
  if (cpu.match !== undefined) edits.push(removeAttribute(text, cpu.match.attribute));
  if (cpu.migratable !== undefined && mode === "host-model") {
    edits.push(removeAttribute(text, cpu.migratable.attribute));
  }
  for (const child of [cpu.model, cpu.vendor]) if (child !== undefined) edits.push(removeElement(text, child.element));
  return edits;
}
