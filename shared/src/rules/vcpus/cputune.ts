import * as l10n from "@vscode/l10n";
import {
  type CpuSet,
  type DomainView,
  formatCpuList,
  maxVcpus,
  parseCpuList,
  parseNumber,
} from "../../domain/index.js";
import { setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type Fix,
  offer,
  otherValue,
  prefer,
  type Report,
  type Rule,
  removeThis,
  valueRange,
  wrongAttribute,
  wrongCpuList,
} from "../kit.js";
import { giveVcpus, numberIn } from "./count.js";

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
      yield {
        rule: "vcpupin-ignored",
        range: valueRange(vcpu),
        data: { id: String(id), max: String(max) },
        // Only the author knows whether the pin or the number of vCPUs is the mistake.
        fixes: ({ text }) => [removeThis(text, pin, offer), ...giveAllPinned(text, view)],
      };
      continue;
    }
    yield* wrongPin(pin, id, seen.get(id));
    seen.set(id, pin);
  }
};

function* wrongPin(pin: XmlElement, id: number, other: XmlElement | undefined): Iterable<Report> {
  if (attributeNamed(pin, "cpuset") === undefined) {
    yield {
      rule: "vcpupin-cpuset",
      range: pin.nameRange,
      data: { id: String(id) },
      libvirt: "internal error: missing cpuset for vcpupin",
      fixes: ({ text }) => [
        removeThis(text, pin),
        offer(l10n.t("Add cpuset='{0}'", String(id)), setAttribute(text, pin, "cpuset", String(id))),
      ],
    };
  } else if (other !== undefined) {
    yield {
      rule: "vcpupin-duplicate",
      range: pin.startTag,
      data: { id: String(id) },
      related: [{ ...other.startTag, message: l10n.t("Already pinned here.") }],
      libvirt: `internal error: duplicate vcpupin for vcpu '${id}'`,
      fixes: ({ text }) => [removeThis(text, pin)],
    };
  }
  yield* wrongCpuList(pin, "cpuset", "Invalid value of 'cpuset':");
}

/** Whoever pins a vCPU of a higher number has mistyped it. */
const MOST_TO_GIVE = 1024;

/** As many vCPUs as are pinned; where there is a topology, with one that makes as many. */
function giveAllPinned(text: string, view: DomainView): Fix[] {
  const ids = tunings(view, "vcpupin").map((pin) => numberIn(attributeNamed(pin, "vcpu")?.value) ?? 0);
  const needed = 1 + ids.reduce((most, id) => Math.max(most, id), 0);
  return needed > MOST_TO_GIVE ? [] : giveVcpus(text, view, needed).slice(-1);
}

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
      fixes: ({ text }) => [removeThis(text, element)],
    };
  }
};

function* wrongSched(element: XmlElement, view: DomainView): Iterable<Report> {
  const vcpus = attributeNamed(element, "vcpus");
  const max = maxVcpus(view);
  yield* missingVcpus(element, max);
  yield* wrongCpuList(element, "vcpus", "'vcpus' scheduler bitmap is empty:");
  yield* wrongScheduler(element);
  const missing = beyond(parseCpuList(vcpus?.value ?? ""), max);
  if (vcpus === undefined || missing === undefined) return;
  yield {
    rule: "vcpusched-vcpu",
    range: valueRange(vcpus),
    data: { id: String(missing), max: String(max) },
    libvirt: `unsupported configuration: vCPU '${missing}' is not present in domain definition`,
    fixes: ({ text }) => {
      const kept = within(parseCpuList(vcpus.value), max ?? 0);
      if (kept === "") return [removeThis(text, element)];
      return [prefer(l10n.t("Change to {0}", kept), setValue(text, vcpus, kept))];
    },
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
  yield {
    rule: "cputune-vcpus",
    range: element.nameRange,
    data: { element: `<${element.name}>` },
    libvirt,
    fixes: ({ text }) => [prefer(l10n.t("Add vcpus='{0}'", all), setAttribute(text, element, "vcpus", all))],
  };
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
    message: "vCPU {id} is already pinned. Keep only one of them.",
    check: vcpuPins,
  },
  {
    id: "vcpupin-cpuset",
    stage: "define",
    severity: "error",
    message: "<vcpupin> for vCPU {id} must have the attribute cpuset.",
  },
  {
    id: "vcpupin-ignored",
    stage: "silent",
    severity: "warning",
    message: "vCPU {id} does not exist: the VM has {max}, numbered from 0. libvirt ignores this line.",
    tags: ["unnecessary"],
  },
  {
    id: "cputune-vcpus",
    stage: "define",
    severity: "error",
    message: "{element} must have the attribute vcpus: the vCPUs that it applies to.",
    check: vcpuScheds,
  },
  {
    id: "vcpusched-vcpu",
    stage: "define",
    severity: "error",
    message: "vCPU {id} does not exist: the VM has {max}, numbered from 0.",
  },
  {
    id: "vcpusched-overlap",
    stage: "define",
    severity: "error",
    message: "A vCPU in this list already has a scheduler. List each vCPU only once.",
  },
];

interface Place {
  readonly set: CpuSet;
  readonly element: XmlElement;
}

/**
 * Elements whose lists share a number with another's, each with one such other before it in the document. Sorts the
 * spans instead of comparing every two lists: documents can be hostile.
 */
export function overlapping(places: readonly Place[]): ReadonlyMap<XmlElement, XmlElement> {
  const spans = places.flatMap(({ set, element }) => set.spans.map((span) => ({ ...span, element })));
  spans.sort((a, b) => a.first - b.first || a.element.start - b.element.start);
  const found = new Map<XmlElement, XmlElement>();
  let widest: (typeof spans)[number] | undefined;
  for (const span of spans) {
    if (widest !== undefined && span.first <= widest.last && span.element !== widest.element) {
      const [first, second] = order(span.element, widest.element);
      if (!found.has(second)) found.set(second, first);
    }
    if (widest === undefined || span.last > widest.last) widest = span;
  }
  return found;
}

function order(one: XmlElement, other: XmlElement): readonly [XmlElement, XmlElement] {
  return one.start < other.start ? [one, other] : [other, one];
}

/** What is in `<cputune>`: libvirt asks for `./cputune/…` and so reads those of every one (9.0's answers). */
export function tunings({ domain }: DomainView, ...names: readonly string[]): readonly XmlElement[] {
  return childrenNamed(domain, "cputune").flatMap(({ elements }) =>
    elements.filter(({ name }) => names.includes(name)),
  );
}

const SCHEDULERS = ["batch", "idle", "fifo", "rr"] as const;

/** What libvirt's virDomainSchedulerParseCommonAttrs (12.8) refuses: only real-time schedulers have a priority. */
export function* wrongScheduler(element: XmlElement): Iterable<Report> {
  yield* wrongAttribute(element, "scheduler", { required: true, words: SCHEDULERS });
  const scheduler = attributeNamed(element, "scheduler")?.value;
  if (scheduler !== "fifo" && scheduler !== "rr") return;
  const priority = attributeNamed(element, "priority");
  if (priority === undefined) {
    yield* wrongAttribute(element, "priority", { required: true, suggested: "1" });
  } else if (parseNumber(priority.value, "int") === undefined) {
    const { value } = priority;
    yield {
      rule: "attribute-value",
      range: valueRange(priority),
      data: { value, attribute: "priority", expected: l10n.t("Use a whole number.") },
      libvirt: `XML error: Invalid value for attribute 'priority' in element '${element.name}': '${value}'. Expected integer value`,
      fixes: otherValue(element, priority, { suggested: "1", required: true }),
    };
  }
}
