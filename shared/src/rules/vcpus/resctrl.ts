import * as l10n from "@vscode/l10n";
import { type CpuSet, formatCpuList, parseCpuList } from "../../domain/index.js";
import { setValue } from "../../edits/attributeEdits.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { valueRange } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { offer, removeWhole } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { listRange, missingVcpus } from "./cputune.js";
import { overlapping } from "./overlapping.js";
import { tunings } from "./tunings.js";
import { maxVcpus } from "./vcpuMax.js";

interface Share {
  readonly set: CpuSet;
  readonly element: XmlElement;
}

/** libvirt: virDomainCachetuneDefParse and its like for memory. What is empty does not count. */
const resctrls: Check = function* ({ view }) {
  const max = maxVcpus(view);
  const shares: Share[] = [];
  for (const element of tunings(view, "cachetune", "memorytune")) {
    yield* missingVcpus(element, max);
    yield* wrongCpuList(element, "vcpus");
    const set = shrunk(parseCpuList(attributeNamed(element, "vcpus")?.value ?? ""), max);
    const says = element.elements.some(({ name }) => name === "cache" || name === "monitor" || name === "node");
    if (set !== undefined && says) shares.push({ set, element });
  }
  yield* sharedVcpus(shares);
};

/** Cache and memory of the same vCPUs are one share; otherwise a vCPU is in one only (libvirt 9.0's answers). */
function* sharedVcpus(shares: readonly Share[]): Iterable<Report> {
  const byList = new Map<string, Share>();
  for (const share of shares) {
    const list = formatCpuList(share.set);
    const other = byList.get(list);
    const isCache = share.element.name === "cachetune";
    if (other === undefined || (isCache && other.element.name !== "cachetune")) byList.set(list, share);
    else if (isCache) yield overlap(share.element, other.element, "Identical vcpus in cachetunes found");
  }
  for (const [element, other] of overlapping([...byList.values()])) {
    yield overlap(element, other, "Overlapping vcpus in resctrls");
  }
}

function overlap(element: XmlElement, other: XmlElement, libvirt: string): Report {
  return {
    rule: "resctrl-overlap",
    range: listRange(element),
    data: { element: `<${element.name}>`, other: `<${other.name}>` },
    related: [{ ...other.startTag, message: l10n.t("The other one.") }],
    libvirt: `XML error: ${libvirt}`,
  };
}

/** libvirt: qemuValidateDomainDef. */
const resctrlKvm: Check = function* ({ view }) {
  const type = view.type;
  if (type?.value !== "qemu" && type?.value !== "hvf") return;
  const max = maxVcpus(view);
  for (const element of tunings(view, "cachetune")) {
    if (element.elements.length === 0) continue;
    const set = shrunk(parseCpuList(attributeNamed(element, "vcpus")?.value ?? ""), max);
    if (set === undefined) continue;
    yield {
      rule: "cachetune-kvm",
      range: element.nameRange,
      related: [{ ...valueRange(type.attribute), message: l10n.t("The domain's type.") }],
      libvirt: "unsupported configuration: cachetune is only supported for KVM domains",
    };
  }
};

/** A set without what is no vCPU's number; undefined where nothing is left. */
function shrunk(set: CpuSet | undefined, max: number | undefined): CpuSet | undefined {
  if (set === undefined || max === undefined) return undefined;
  const spans = set.spans
    .filter(({ first }) => first < max)
    .map(({ first, last }) => ({ first, last: Math.min(last, max - 1) }));
  return spans.length === 0 ? undefined : { spans, count: spans.length };
}

/** Shares of cache and memory bandwidth. */
export const resctrlRules: readonly Rule[] = [
  {
    id: "resctrl-overlap",
    stage: "define",
    severity: "error",
    message:
      "A vCPU of this list is in another {other} already. Name each vCPU once, or the same vCPUs for cache and memory.",
    check: resctrls,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this {0}", finding.data.element ?? "")),
  },
  {
    id: "cachetune-kvm",
    stage: "define",
    severity: "error",
    message: "Shares of the cache exist only with KVM: use the domain type kvm, or remove <cachetune>.",
    check: resctrlKvm,
    fix: (finding, context) => {
      const type = viewAt(context, finding.start)?.type;
      return [
        ...removeWhole(finding, context, l10n.t("Remove this <cachetune>")),
        ...(type === undefined
          ? []
          : [offer(l10n.t("Change the domain's type to kvm"), setValue(context.document.text, type.attribute, "kvm"))]),
      ];
    },
  },
];
