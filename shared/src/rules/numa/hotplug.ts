import * as l10n from "@vscode/l10n";
import type { DomainView } from "../../domain/index.js";
import { sizeOfText } from "../../domain/memorySizes.js";
import { firstBehind } from "../../edits/domainEdits.js";
import { insertChildren, removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, documentStyle } from "../../xml/index.js";
import { elementOf, offer, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, FixMaker, Rule, RuleContext } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { maxVcpus } from "../vcpus/vcpuMax.js";
import { viewAt } from "../viewAt.js";
import { slotsOf } from "./maxMemory.js";

/** libvirt: qemuDomainDefValidateMemoryHotplug; newer releases add the cell (qemuDomainDefNumaAutoAdd). */
const hotplugWithoutCells: Check = function* (context) {
  const maxMemory = childNamed(context.view.domain, "maxMemory");
  if (maxMemory === undefined || !needsCell(context)) return;
  const place = { rule: "memory-hotplug-cell", range: maxMemory.nameRange };
  if (addsCell(context)) {
    yield { ...place, data: { problem: l10n.t("libvirt adds one with all vCPUs and all memory.") } };
    return;
  }
  const problem = l10n.t("libvirt {0} refuses the definition without one. Add <numa>.", context.catalogue.release);
  yield {
    ...place,
    data: { problem },
    ...{ stage: "define", severity: "error" },
    libvirt: "unsupported configuration: At least one numa node has to be configured when enabling memory hotplug",
  };
};

/** Whether libvirt adds the cell that memory to be plugged in needs. */
export function addsCell(context: RuleContext): boolean {
  return needsCell(context) && !isOlder(context.catalogue.release, "11.3.0");
}

/** Hotplug of memory without a cell; s390x needs none. */
function needsCell({ view, catalogue }: RuleContext): boolean {
  const arch = view.os?.arch?.value ?? catalogue.arch;
  if (!runsOnQemu(view.type?.value) || arch.startsWith("s390") || view.numa !== undefined) return false;
  const maxMemory = childNamed(view.domain, "maxMemory");
  if (maxMemory === undefined) return false;
  const size = sizeOfText(maxMemory);
  return slotsOf(maxMemory) !== 0 || "problem" in size || size.bytes > 0n;
}

/** Writes the one cell that the memory belongs to; without `<cpu>` with one around it. */
const writeCell: FixMaker = (finding, context) => {
  const view = viewAt(context, finding.start);
  const element = elementOf(finding, context);
  const { text } = context.document;
  const remove = element === undefined ? [] : [offer(l10n.t("Remove <maxMemory>"), removeElement(text, element))];
  const lines = view === undefined ? undefined : cellLines(text, view);
  if (view?.domain === undefined || lines === undefined) return remove;
  const cpu = view.cpu?.element;
  const { indent } = documentStyle(text);
  const around = ["<cpu>", ...lines.map((line) => indent + line), "</cpu>"];
  const edit =
    cpu === undefined
      ? insertChildren(text, view.domain, around, firstBehind(view.domain, "cpu"))
      : insertChildren(text, cpu, lines);
  return [prefer(l10n.t("Write out the cell"), edit), ...remove];
};

/** `<numa>` with one cell of all vCPUs and all memory; undefined where either cannot be told. */
function cellLines(text: string, view: DomainView): readonly string[] | undefined {
  const max = maxVcpus(view);
  const memory = childNamed(view.domain, "memory");
  if (memory === undefined || max === undefined || max === 0 || !/^\s*[0-9]+\s*$/.test(memory.text)) return undefined;
  const { indent, quote } = documentStyle(text);
  const attributes = [
    ["id", "0"],
    ["cpus", max === 1 ? "0" : `0-${max - 1}`],
    ["memory", memory.text.trim()],
    ["unit", attributeNamed(memory, "unit")?.value ?? "KiB"],
  ].map(([name, value]) => ` ${name}=${quote}${value}${quote}`);
  return ["<numa>", `${indent}<cell${attributes.join("")}/>`, "</numa>"];
}

/** Memory that can be plugged in. */
export const hotplugRules: readonly Rule[] = [
  {
    id: "memory-hotplug-cell",
    stage: "silent",
    severity: "hint",
    message: "Memory that can be plugged in belongs to a NUMA cell: {problem}",
    check: hotplugWithoutCells,
    fix: writeCell,
    vetted: true,
  },
];
