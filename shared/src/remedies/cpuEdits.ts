import type { CpuView } from "../domain/index.js";
import { removeAttribute, setAttribute } from "../edits/attributeEdits.js";
import { setText } from "../edits/elementEdits.js";
import { escapeText } from "../edits/escapeXml.js";
import { writeCpu } from "../edits/writeCpu.js";
import type { CpuDefinition } from "../engine/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/**
 * The edits that make a `<cpu>` another definition, and touch only what differs: attributes that were left to libvirt's
 * defaults stay so.
 *
 * @param before what libvirt makes of the `<cpu>`
 */
export function cpuEdits(text: string, view: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  const bits = addressEdits(text, view, before, after);
  if (after.mode !== before.mode) return [...bits, ...writeCpu(text, view.element, after)];
  const { mode: _mode, match, check, migratable, model: _model, vendorId: _vendorId, ...rest } = after;
  const edits = writeCpu(text, view.element, {
    ...rest,
    ...(match === undefined || match === before.match ? {} : { match }),
    ...(check === undefined || check === before.check ? {} : { check }),
    ...(migratable === undefined || migratable === before.migratable ? {} : { migratable }),
  });
  return [...bits, ...modelEdits(view, before, after), ...removedMigratable(text, view, after), ...edits];
}

/** Only the name: fallback and vendor_id stay as they are typed. */
function modelEdits({ model }: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  if (model === undefined || after.model === undefined || after.model === before.model) return [];
  return [setText(model.element, escapeText(after.model))];
}

function addressEdits(text: string, { maxphysaddr }: CpuView, before: CpuDefinition, after: CpuDefinition): TextEdit[] {
  const bits = after.maxPhysAddr?.bits;
  if (maxphysaddr === undefined || bits === undefined || bits === before.maxPhysAddr?.bits) return [];
  return [setAttribute(text, maxphysaddr.element, "bits", String(bits))];
}

function removedMigratable(text: string, { migratable }: CpuView, after: CpuDefinition): TextEdit[] {
  return migratable === undefined || after.migratable !== undefined
    ? []
    : [removeAttribute(text, migratable.attribute)];
}
