import * as l10n from "@vscode/l10n";
import type { CpuView, DomainView } from "../../domain/index.js";
import { addAttribute } from "../../edits/attributeEdits.js";
import { removeElements } from "../../edits/removeElements.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { viewAt } from "../viewAt.js";

/** Children of a host's CPU that a guest's does not have. */
const HOST_ONLY: ReadonlySet<string> = new Set(["arch", "microcode", "signature", "counter", "pages"]);

/** A host's `<cpu>` in a domain; schema.ts leaves its parts to this one finding. */
const hostCpuPasted: Check = function* ({ view }) {
  if (view.cpu === undefined || !isHostCpuInDomain(view)) return;
  const names = view.cpu.element.elements.filter(({ name }) => HOST_ONLY.has(name)).map(({ name }) => `<${name}>`);
  yield {
    rule: "host-cpu-pasted",
    range: view.cpu.element.nameRange,
    data: { names: [...new Set(names)].join(", ") },
  };
};

/** Whether a domain's CPU was copied from `virsh capabilities`. */
export function isHostCpuInDomain({ domain, cpu }: DomainView): boolean {
  return domain !== undefined && cpu?.arch !== undefined;
}

/** Whether schema.ts is silent about this child, because host-cpu-pasted speaks. */
export function isHostOnly(name: string): boolean {
  return HOST_ONLY.has(name);
}

/** Takes the host's parts away, its topology too where the VM has another number of vCPUs, and says the policies. */
function convert(text: string, cpu: CpuView, vcpus: number): TextEdit[] {
  const drop = cpu.element.elements.filter(({ name }) => HOST_ONLY.has(name));
  if (cpu.topology !== undefined && cpu.topology.product !== vcpus) drop.push(cpu.topology.element);
  const policies = cpu.features
    .filter(({ policy }) => policy === undefined)
    .map(({ element }) => addAttribute(text, element, "policy", "require", "first"));
  return [...removeElements(text, drop), ...policies];
}

export const hostCpuPastedRules: readonly Rule[] = [
  {
    id: "host-cpu-pasted",
    stage: "silent",
    severity: "warning",
    message:
      "This is a host's <cpu>: libvirt drops {names} here, and QEMU may not be able to give the rest to a VM. Use host-model.",
    check: hostCpuPasted,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      const cpu = view?.cpu;
      if (cpu === undefined) return [];
      const { text } = context.document;
      const hostOnly = cpu.element.elements.filter(({ name }) => HOST_ONLY.has(name) || name === "feature");
      return [
        prefer(l10n.t("Make it a VM's definition"), ...convert(text, cpu, view?.vcpu?.count ?? 1)),
        offer(
          l10n.t("Take the host's model (host-model)"),
          ...setMode(text, cpu, "host-model"),
          ...removeElements(text, hostOnly),
        ),
      ];
    },
  },
];
