import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { type CpuSet, type CpuSpan, formatCpuList, maxVcpus, parseCpuList } from "../../domain/index.js";
import { setValue } from "../../edits/index.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { type Check, offer, type Report, type Rule, removeThis, valueRange, wrongCpuList } from "../kit.js";
import { listRange, missingVcpus, tunings } from "./cputune.js";
import { type Share, saysSomething, within, wrongGroups } from "./resctrlGroups.js";

/** Up to 11.3 a share must name its vCPUs; in 12.8 one that names none is for the whole VM. */
const WHOLE_VM = "11.4.0";

/** libvirt: virDomainCachetuneDefParse and its like for memory. What is empty does not count. */
const resctrls: Check = function* ({ view, catalogue }) {
  const max = maxVcpus(view);
  const shares: Share[] = [];
  const ofWholeVm: XmlElement[] = [];
  for (const element of tunings(view, "cachetune", "memorytune")) {
    if (isOlder(catalogue.release, WHOLE_VM)) yield* missingVcpus(element, max);
    else if (attributeNamed(element, "vcpus") === undefined && saysSomething(element)) ofWholeVm.push(element);
    yield* wrongCpuList(element, "vcpus");
    const set = within(parseCpuList(attributeNamed(element, "vcpus")?.value ?? ""), max);
    if (set !== undefined) shares.push({ set, element });
  }
  // libvirt reads those of the cache first.
  const inOrder = [...shares].sort((a, b) => Number(isMemory(a)) - Number(isMemory(b)));
  yield* sharedVcpus(inOrder);
  yield* wrongGroups(inOrder, max ?? 0, catalogue.release);
  yield* mixedShares(ofWholeVm, shares);
};

/** The whole VM and single vCPUs cannot have shares at the same time (12.8). */
function* mixedShares(ofWholeVm: readonly XmlElement[], shares: readonly Share[]): Iterable<Report> {
  const other = shares.find(({ element }) => saysSomething(element));
  if (other === undefined) return;
  for (const element of ofWholeVm) {
    yield {
      rule: "resctrl-conflict",
      range: element.nameRange,
      data: {
        problem: l10n.t("Without vcpus this allocation is for the whole VM, but another one is for single vCPUs."),
      },
      related: [{ ...other.element.startTag, message: l10n.t("The other one.") }],
      libvirt: "XML error: Whole-process and per-vcpu resctrl allocations cannot be mixed",
      fixes: ({ text }) => [removeThis(text, element)],
    };
  }
}

function isMemory({ element }: Share): boolean {
  return element.name === "memorytune";
}

/**
 * Cache and memory of the same vCPUs are one share; otherwise a vCPU is in one only. What says nothing is compared with
 * those before it, too, but not with what follows (9.0, 12.8).
 */
function* sharedVcpus(shares: readonly Share[]): Iterable<Report> {
  const byList = new Map<string, XmlElement>();
  const taken: Owned[] = [];
  for (const { set, element } of shares) {
    const list = formatCpuList(set);
    const same = byList.get(list);
    const isCache = element.name === "cachetune";
    const other = same ?? ownerIn(taken, set);
    if (same !== undefined && isCache) yield overlap(element, same, "Identical vcpus in cachetunes found");
    else if (same === undefined && other !== undefined) yield overlap(element, other, "Overlapping vcpus in resctrls");
    else if (saysSomething(element) && same === undefined) {
      byList.set(list, element);
      for (const span of set.spans) taken.splice(placeIn(taken, span.first), 0, { ...span, element });
    }
  }
}

/** Numbers that a share has; of all shares in order, and none in two. */
interface Owned extends CpuSpan {
  readonly element: XmlElement;
}

function ownerIn(taken: readonly Owned[], { spans }: CpuSet): XmlElement | undefined {
  for (const { first, last } of spans) {
    const owned = taken[placeIn(taken, first)];
    if (owned !== undefined && owned.first <= last) return owned.element;
  }
  return undefined;
}

/** The first of them that ends at this number or behind it. */
function placeIn(taken: readonly Owned[], number: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.last ?? number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlap(element: XmlElement, other: XmlElement, libvirt: string): Report {
  return {
    rule: "resctrl-overlap",
    range: listRange(element),
    data: { element: `<${element.name}>`, other: `<${other.name}>` },
    related: [{ ...other.startTag, message: l10n.t("The other one.") }],
    libvirt: `XML error: ${libvirt}`,
    fixes: ({ text }) => [removeThis(text, element)],
  };
}

/** libvirt: qemuValidateDomainDef. */
const resctrlKvm: Check = function* ({ view, catalogue }) {
  const type = view.type;
  if (type?.value !== "qemu" && type?.value !== "hvf") return;
  const max = maxVcpus(view);
  for (const element of tunings(view, "cachetune", "memorytune")) {
    if (!saysSomething(element)) continue;
    const vcpus = attributeNamed(element, "vcpus");
    if (
      vcpus === undefined ? isOlder(catalogue.release, WHOLE_VM) : within(parseCpuList(vcpus.value), max) === undefined
    )
      continue;
    yield {
      rule: "cachetune-kvm",
      range: element.nameRange,
      data: { element: `<${element.name}>` },
      related: [{ ...valueRange(type.attribute), message: l10n.t("The domain type.") }],
      libvirt: "unsupported configuration: cachetune is only supported for KVM domains",
      fixes: ({ text }) => [
        removeThis(text, element),
        offer(l10n.t("Change the domain type to kvm"), setValue(text, type.attribute, "kvm")),
      ],
    };
  }
};

/** Shares of cache and memory bandwidth. */
export const resctrlRules: readonly Rule[] = [
  {
    id: "resctrl-conflict",
    stage: "define",
    severity: "error",
    message: "{problem} Change or remove it.",
  },
  {
    id: "resctrl-overlap",
    stage: "define",
    severity: "error",
    message:
      "A vCPU in this list is already in another {other}. List each vCPU only once, or the same vCPUs for cache and memory.",
    check: resctrls,
  },
  {
    id: "cachetune-kvm",
    stage: "define",
    severity: "error",
    message: "{element} works only with KVM. Use the domain type kvm, or remove {element}.",
    check: resctrlKvm,
  },
];
