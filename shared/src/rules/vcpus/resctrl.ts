import { type CpuSet, parseCpuList } from "../../domain/index.js";
import { setValue } from "../../edits/attributeEdits.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { valueRange } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { offer, removeWhole } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { listRange, missingVcpus } from "./cputune.js";
import { overlapping } from "./overlapping.js";
import { tunings } from "./tunings.js";
import { maxVcpus } from "./vcpuMax.js";

/** libvirt: virDomainCachetuneDefParse and its like for memory. What is empty does not count. */
const resctrls: Check = function* ({ view }) {
  const max = maxVcpus(view);
  const cachetunes: { set: CpuSet; element: XmlElement }[] = [];
  const memorytunes: { set: CpuSet; element: XmlElement }[] = [];
  for (const element of tunings(view, "cachetune", "memorytune")) {
    yield* missingVcpus(element, max);
    yield* wrongCpuList(element, "vcpus");
    const set = shrunk(parseCpuList(attributeNamed(element, "vcpus")?.value ?? ""), max);
    const says = element.elements.some(({ name }) => name === "cache" || name === "monitor" || name === "node");
    if (set !== undefined && says) (element.name === "cachetune" ? cachetunes : memorytunes).push({ set, element });
  }
  for (const places of [cachetunes, memorytunes]) {
    for (const [element, other] of overlapping(places)) {
      yield {
        rule: "resctrl-overlap",
        range: listRange(element),
        data: { element: `<${element.name}>` },
        related: [{ ...other.startTag, message: "The other one." }],
        libvirt: "XML error: Overlapping vcpus in resctrls",
      };
    }
  }
};

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
      related: [{ ...valueRange(type.attribute), message: "The domain's type." }],
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
    message: "A vCPU of this list is in another {element} already. Name each vCPU once.",
    explanation: "A vCPU belongs to one share of the cache, and to one of the memory bandwidth.",
    example:
      "<domain type='kvm'><vcpu>4</vcpu><cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune><cachetune vcpus='1-3'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune></domain>",
    check: resctrls,
    fix: (finding, context) => removeWhole(finding, context, `Remove this ${finding.data.element ?? ""}`),
  },
  {
    id: "cachetune-kvm",
    stage: "define",
    severity: "error",
    message: "Shares of the cache exist only with KVM: use the domain type kvm, or remove <cachetune>.",
    explanation: "libvirt hands out cache to the threads of a KVM guest only.",
    example:
      "<domain type='qemu'><vcpu>2</vcpu><cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune></domain>",
    check: resctrlKvm,
    fix: (finding, context) => {
      const type = viewAt(context, finding.start)?.type;
      return [
        ...removeWhole(finding, context, "Remove this <cachetune>"),
        ...(type === undefined
          ? []
          : [offer("Change the domain's type to kvm", setValue(context.document.text, type.attribute, "kvm"))]),
      ];
    },
  },
];
