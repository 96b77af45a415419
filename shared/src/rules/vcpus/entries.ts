import * as l10n from "@vscode/l10n";
import type { VcpuEntryView } from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { maxVcpus } from "./vcpuMax.js";

/** Drivers that take no states of single vCPUs. */
const WITHOUT_STATES: ReadonlySet<string> = new Set(["xen", "lxc", "bhyve", "vz", "parallels"]);

const YES_OR_NO = { words: ["yes", "no"] } as const;

/** libvirt: virDomainVcpuParse and virDomainVcpuDefPostParse, for every driver. */
const vcpuEntries: Check = function* ({ view }) {
  const { vcpus, domain } = view;
  if (vcpus === undefined || domain === undefined || vcpus.entries.length === 0) return;
  if (WITHOUT_STATES.has(view.type?.value ?? "")) {
    yield {
      rule: "vcpus-unsupported",
      range: vcpus.element.nameRange,
      data: { type: view.type?.value ?? "" },
      libvirt: "unsupported configuration: individual CPU state configuration is not supported",
    };
  }
  const max = maxVcpus(view);
  const free = freeId(vcpus.entries);
  const lasts = new Map(vcpus.entries.map((entry) => [entry.id?.number, entry]));
  for (const entry of vcpus.entries) {
    yield* wrongEntry(entry, max, free);
    // Of several with one id the last counts.
    if (entry.id?.number === undefined || lasts.get(entry.id.number) === entry) yield* unusable(entry);
  }
};

/** The first number that no entry has. */
function freeId(entries: readonly VcpuEntryView[]): string {
  const taken = new Set(entries.map(({ id }) => id?.number));
  let free = 0;
  while (taken.has(free)) free++;
  return String(free);
}

function* wrongEntry(entry: VcpuEntryView, max: number | undefined, suggested: string): Iterable<Report> {
  const { element, id } = entry;
  yield* wrongAttribute(element, "id", { required: true, suggested });
  yield* wrongAttribute(element, "enabled", { required: true, ...YES_OR_NO });
  yield* wrongAttribute(element, "hotpluggable", YES_OR_NO);
  yield* wrongAttribute(element, "order");
  if (id?.number !== undefined && max !== undefined && id.number >= max) {
    yield {
      rule: "vcpu-id",
      range: valueRange(id.attribute),
      data: { id: String(id.number), max: String(max), last: String(Math.max(0, max - 1)) },
      libvirt: `XML error: vcpu id '${id.number}' is out of range of maximum vcpu count`,
    };
  }
}

function* unusable({ id, enabled, hotpluggable }: VcpuEntryView): Iterable<Report> {
  if (enabled?.value === "no" && hotpluggable?.value === "no") {
    yield {
      rule: "vcpu-offline",
      range: valueRange(hotpluggable.attribute),
      data: { id: id?.value ?? "" },
      libvirt: `unsupported configuration: vcpu '${id?.value ?? ""}' is both offline and not hotpluggable`,
    };
  }
}

/** What a single vCPU says of itself. */
export const vcpuEntryRules: readonly Rule[] = [
  {
    id: "vcpu-id",
    stage: "define",
    severity: "error",
    message: "There is no vCPU {id}: the VM has {max}, numbered from 0 to {last}.",
    check: vcpuEntries,
    vetted: true,
    fix: (finding, context) => {
      const vcpu = viewAt(context, finding.start)?.vcpu;
      const needed = String(Number(finding.data.id) + 1);
      return [
        ...removeWhole(finding, context, l10n.t("Remove this vCPU")),
        ...(vcpu?.element.endTag === undefined
          ? []
          : [offer(l10n.t("Give the VM {0} vCPUs", needed), { ...vcpu.countRange, newText: needed })]),
      ];
    },
  },
  {
    id: "vcpu-offline",
    stage: "define",
    severity: "error",
    message: "vCPU {id} is off and cannot be plugged in: nobody could ever use it. Allow one of both.",
    vetted: true,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Let it be plugged in"), setAttribute(text, element, "hotpluggable", "yes")),
        offer(l10n.t("Enable it"), setAttribute(text, element, "enabled", "yes")),
      ];
    },
  },
  {
    id: "vcpus-unsupported",
    stage: "define",
    severity: "error",
    message: "Domains of type {type} take no states of single vCPUs. Remove <vcpus>.",
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <vcpus>")),
  },
];
