import { setAttribute } from "../../edits/attributeEdits.js";
import { readCpu } from "../../engine/index.js";
import { guestOf } from "../../hosts/index.js";
import { prefer } from "../fix.js";
import type { Finding, Fix, RuleContext } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** As many address bits as every host of the target has. */
export function lowerAddressBits(finding: Finding, context: RuleContext): Fix[] {
  const view = viewAt(context, finding.start);
  const element = view?.cpu?.maxphysaddr?.element;
  if (view?.cpu === undefined || element === undefined) return [];
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  const guest = guestOf(view, cpu, context.catalogue.arch);
  const hosts = (guest && context.assess?.(guest))?.target.hosts ?? [];
  const bits = Math.min(...hosts.flatMap(({ host }) => host.physicalBits ?? []));
  if (!Number.isFinite(bits) || bits <= 0) return [];
  return [prefer(`Change to ${bits} bits`, setAttribute(context.document.text, element, "bits", String(bits)))];
}
