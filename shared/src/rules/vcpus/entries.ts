import * as l10n from "@vscode/l10n";
import { maxVcpus, type VcpuEntryView } from "../../domain/index.js";
import { removeElement, setAttribute, setText } from "../../edits/index.js";
import type { XmlElement } from "../../xml/index.js";
import {
  type Check,
  type Fix,
  offer,
  prefer,
  type Report,
  type Rule,
  removeWhole,
  valueRange,
  wrongAttribute,
} from "../kit.js";

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
      fixes: ({ text }) => [removeWhole(text, vcpus.element)],
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
      fixes: ({ text, view }) => [
        prefer(l10n.t("Remove this vCPU"), removeElement(text, element)),
        ...setCount(text, view.vcpu?.element, String(Number(id.number) + 1)),
      ],
    };
  }
}

function setCount(text: string, vcpu: XmlElement | undefined, count: string): Fix[] {
  if (vcpu?.endTag === undefined) return [];
  return [offer(l10n.t("Set <vcpu> to {0}", count), setText(text, vcpu, count))];
}

function* unusable({ element, id, enabled, hotpluggable }: VcpuEntryView): Iterable<Report> {
  if (enabled?.value === "no" && hotpluggable?.value === "no") {
    yield {
      rule: "vcpu-offline",
      range: valueRange(hotpluggable.attribute),
      data: { id: id?.value ?? "" },
      libvirt: `unsupported configuration: vcpu '${id?.value ?? ""}' is both offline and not hotpluggable`,
      fixes: ({ text }) => [
        prefer(l10n.t("Set hotpluggable to yes"), setAttribute(text, element, "hotpluggable", "yes")),
        offer(l10n.t("Set enabled to yes"), setAttribute(text, element, "enabled", "yes")),
      ],
    };
  }
}

/** What a single vCPU says of itself. */
export const vcpuEntryRules: readonly Rule[] = [
  {
    id: "vcpu-id",
    stage: "define",
    severity: "error",
    message: "vCPU {id} does not exist: the VM has {max}, numbered from 0 to {last}.",
    check: vcpuEntries,
    vetted: true,
  },
  {
    id: "vcpu-offline",
    stage: "define",
    severity: "error",
    message:
      "vCPU {id} is disabled and not hot-pluggable, so it can never be used. Set enabled or hotpluggable to yes.",
    vetted: true,
  },
  {
    id: "vcpus-unsupported",
    stage: "define",
    severity: "error",
    message: "Domain type {type} does not support <vcpus>. Remove it.",
  },
];
