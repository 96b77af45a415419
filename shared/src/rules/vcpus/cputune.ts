import * as l10n from "@vscode/l10n";
import { type CpuSet, type DomainView, formatCpuList, parseCpuList } from "../../domain/index.js";
import { addAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { elementOf, offer, prefer, removeWhole, repair } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { overlapping } from "./overlapping.js";
import { tunings } from "./tunings.js";
import { maxVcpus, numberIn } from "./vcpuMax.js";

/** libvirt: virDomainVcpuPinDefParseXML. */
const vcpuPins: Check = function* ({ view }) {
  const max = maxVcpus(view);
  const seen = new Map<number, XmlElement>();
  for (const pin of tunings(view, "vcpupin")) {
    yield* wrongAttribute(pin, "vcpu", { required: true });
    const vcpu = attributeNamed(pin, "vcpu");
    const id = numberIn(vcpu?.value);
    if (vcpu === undefined || id === undefined || max === undefined) continue;
    if (id >= max) {
      const data = { id: String(id), max: String(max) };
      yield { rule: "vcpupin-ignored", range: valueRange(vcpu), data };
      continue;
    }
    yield* wrongPin(pin, id, seen.get(id));
    seen.set(id, pin);
  }
};

function* wrongPin(pin: XmlElement, id: number, other: XmlElement | undefined): Iterable<Report> {
  if (attributeNamed(pin, "cpuset") === undefined) {
    const libvirt = "internal error: missing cpuset for vcpupin";
    yield { rule: "vcpupin-cpuset", range: pin.nameRange, data: { id: String(id) }, libvirt };
  } else if (other !== undefined) {
    yield {
      rule: "vcpupin-duplicate",
      range: pin.startTag,
      data: { id: String(id) },
      related: [{ ...other.startTag, message: l10n.t("It is pinned here.") }],
      libvirt: `internal error: duplicate vcpupin for vcpu '${id}'`,
    };
  }
  yield* wrongCpuList(pin, "cpuset", "Invalid value of 'cpuset':");
}

const SCHEDULERS = ["batch", "idle", "fifo", "rr"] as const;

/** libvirt: virDomainThreadSchedParseHelper. */
const vcpuScheds: Check = function* ({ view }) {
  const scheds = tunings(view, "vcpusched");
  const sets: { set: CpuSet; element: XmlElement }[] = [];
  for (const element of scheds) {
    yield* wrongSched(element, view);
    const set = parseCpuList(attributeNamed(element, "vcpus")?.value ?? "");
    if (set !== undefined) sets.push({ set, element });
  }
  for (const [element, other] of overlapping(sets)) {
    yield {
      rule: "vcpusched-overlap",
      range: listRange(element),
      related: [{ ...other.startTag, message: l10n.t("The other one.") }],
      libvirt: "'vcpusched' attributes 'vcpus' must not overlap",
    };
  }
};

function* wrongSched(element: XmlElement, view: DomainView): Iterable<Report> {
  const vcpus = attributeNamed(element, "vcpus");
  const scheduler = attributeNamed(element, "scheduler");
  const max = maxVcpus(view);
  yield* missingVcpus(element, max);
  yield* wrongCpuList(element, "vcpus", "'vcpus' scheduler bitmap is empty:");
  yield* wrongAttribute(element, "scheduler", { required: true, words: SCHEDULERS });
  if ((scheduler?.value === "fifo" || scheduler?.value === "rr") && attributeNamed(element, "priority") === undefined) {
    yield* wrongAttribute(element, "priority", { required: true, suggested: "1" });
  }
  const missing = beyond(parseCpuList(vcpus?.value ?? ""), max);
  if (vcpus === undefined || missing === undefined) return;
  yield {
    rule: "vcpusched-vcpu",
    range: valueRange(vcpus),
    data: { id: String(missing), max: String(max), kept: within(parseCpuList(vcpus.value), max ?? 0) },
    libvirt: `unsupported configuration: vCPU '${missing}' is not present in domain definition`,
  };
}

/** An element that says for which vCPUs it is must say so. */
export function* missingVcpus(element: XmlElement, max: number | undefined): Iterable<Report> {
  if (attributeNamed(element, "vcpus") !== undefined) return;
  const all = max === undefined || max < 2 ? "0" : `0-${max - 1}`;
  const libvirt =
    element.name === "vcpusched"
      ? "XML error: Missing attribute 'vcpus' in element 'vcpusched'"
      : `XML error: Missing ${element.name} attribute 'vcpus'`;
  yield { rule: "cputune-vcpus", range: element.nameRange, data: { element: `<${element.name}>`, all }, libvirt };
}

/** The first number of a set that is no vCPU's. */
function beyond(set: CpuSet | undefined, max: number | undefined): number | undefined {
  if (max === undefined) return undefined;
  const span = set?.spans.find(({ last }) => last >= max);
  return span === undefined ? undefined : Math.max(span.first, max);
}

/** What of a set are vCPUs, as a list. */
function within(set: CpuSet | undefined, max: number): string {
  const spans = (set?.spans ?? []).filter(({ first }) => first < max);
  const kept = spans.map(({ first, last }) => ({ first, last: Math.min(last, max - 1) }));
  return formatCpuList({ spans: kept, count: kept.length });
}

/** Where an element names its vCPUs. */
export function listRange(element: XmlElement) {
  const vcpus = attributeNamed(element, "vcpus");
  return vcpus === undefined ? element.nameRange : valueRange(vcpus);
}

/** Pinning and scheduling. */
export const cputuneRules: readonly Rule[] = [
  {
    id: "vcpupin-duplicate",
    stage: "define",
    severity: "error",
    message: "vCPU {id} is pinned already. Keep one of them.",
    check: vcpuPins,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <vcpupin>")),
  },
  {
    id: "vcpupin-cpuset",
    stage: "define",
    severity: "error",
    message: "Pin vCPU {id} to something: <vcpupin> needs the attribute cpuset.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { id = "0" } = finding.data;
      return [
        ...removeWhole(finding, context, l10n.t("Remove this <vcpupin>")),
        offer(l10n.t("Add cpuset='{0}'", id), addAttribute(context.document.text, element, "cpuset", id)),
      ];
    },
  },
  {
    id: "vcpupin-ignored",
    stage: "silent",
    severity: "warning",
    message: "There is no vCPU {id} to pin: the VM has {max}, numbered from 0. libvirt drops this line.",
    tags: ["unnecessary"],
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      return element === undefined
        ? []
        : [repair(l10n.t("Remove this <vcpupin>"), removeElement(context.document.text, element))];
    },
  },
  {
    id: "cputune-vcpus",
    stage: "define",
    severity: "error",
    message: "{element} needs the attribute vcpus: for which vCPUs it is.",
    check: vcpuScheds,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { all = "0" } = finding.data;
      if (element === undefined) return [];
      return [prefer(l10n.t("Add vcpus='{0}'", all), addAttribute(context.document.text, element, "vcpus", all))];
    },
  },
  {
    id: "vcpusched-vcpu",
    stage: "define",
    severity: "error",
    message: "There is no vCPU {id}: the VM has {max}, numbered from 0.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { kept = "" } = finding.data;
      if (element === undefined) return [];
      if (kept === "") return removeWhole(finding, context, l10n.t("Remove this <vcpusched>"));
      return [prefer(l10n.t("Change to {0}", kept), setAttribute(context.document.text, element, "vcpus", kept))];
    },
  },
  {
    id: "vcpusched-overlap",
    stage: "define",
    severity: "error",
    message: "A vCPU of this list has a scheduler already. Name each vCPU once.",
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <vcpusched>")),
  },
];
