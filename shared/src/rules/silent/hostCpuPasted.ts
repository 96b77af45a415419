import * as l10n from "@vscode/l10n";
import type { CpuView, DomainView } from "../../domain/index.js";
import { removeElements, setAttribute } from "../../edits/index.js";
import type { TextEdit } from "../../xml/index.js";
import { type Check, type Fix, offer, otherCpu, prefer, type Rule, useMode } from "../kit.js";

/** Children of a host's CPU that a guest's does not have. */
const HOST_ONLY: ReadonlySet<string> = new Set(["arch", "microcode", "signature", "counter", "pages"]);

/** A host's `<cpu>` in a domain; schema.ts leaves its parts to this one finding. */
const hostCpuPasted: Check = function* ({ view }) {
  const { cpu } = view;
  if (cpu === undefined || !isHostCpuInDomain(view)) return;
  const names = cpu.element.elements.filter(({ name }) => HOST_ONLY.has(name)).map(({ name }) => `<${name}>`);
  yield {
    rule: "host-cpu-pasted",
    range: cpu.element.nameRange,
    data: { names: [...new Set(names)].join(", ") },
    fixes: ({ text }) => [
      prefer(l10n.t("Convert to a VM definition"), ...convert(text, cpu, view.vcpu?.count ?? 1)),
      otherCpu(hostModel(text, cpu)),
    ],
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
    .map(({ element }) => setAttribute(text, element, "policy", "require", "first"));
  return [...removeElements(text, drop), ...policies];
}

function hostModel(text: string, cpu: CpuView): Fix {
  const { title, edits } = useMode(text, cpu, "host-model");
  const hostOnly = cpu.element.elements.filter(({ name }) => HOST_ONLY.has(name) || name === "feature");
  return offer(title, ...edits, ...removeElements(text, hostOnly));
}

export const hostCpuPastedRules: readonly Rule[] = [
  {
    id: "host-cpu-pasted",
    stage: "silent",
    severity: "warning",
    message:
      "This <cpu> is copied from a host: libvirt ignores {names} here, and QEMU may not support the rest. Use host-model.",
    check: hostCpuPasted,
  },
];
