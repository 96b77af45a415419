import * as l10n from "@vscode/l10n";
import type { DomainView, VcpuView } from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { attributeNamed } from "../../xml/index.js";
import { wrongAttribute } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { offer, prefer } from "../fix.js";
import type { Check, Fix, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { giveVcpus } from "./giveVcpus.js";

/** A whole number, not fewer than are plugged in at start, and at least one. */
const vcpuCount: Check = function* ({ view }) {
  const { vcpu } = view;
  if (vcpu === undefined) return;
  const { count, countRange, current, element } = vcpu;
  const range = countRange.start === countRange.end ? element.nameRange : countRange;
  if (count === undefined) {
    const libvirt = "XML error: maximum vcpus count must be an integer";
    yield {
      rule: "vcpu-count",
      range,
      data: { problem: l10n.t("The number of vCPUs must be a whole number.") },
      libvirt,
    };
  }
  if (count === 0 && runsOnQemu(view.type?.value)) {
    const libvirt = "unsupported configuration: Domain requires at least 1 vCPU";
    yield { rule: "vcpu-count", range, data: { problem: l10n.t("A VM needs at least one vCPU.") }, libvirt };
  }
  yield* wrongAttribute(element, "current", count === undefined ? {} : { suggested: String(count) });
  yield* wrongAttribute(element, "placement", { words: ["static", "auto"] });
  if (attributeNamed(element, "placement")?.value !== "auto") {
    yield* wrongCpuList(element, "cpuset", "Invalid value of 'cpuset':");
  }
  // Where vCPUs are listed one by one, `current` does not count (virDomainVcpuParse, 11.3).
  if (current?.number !== undefined && count !== undefined && (view.vcpus?.entries ?? []).length === 0) {
    yield* currentCount(vcpu, count, runsOnQemu(view.type?.value));
  }
};

function* currentCount({ current }: VcpuView, count: number, onQemu: boolean): Iterable<Report> {
  if (current?.number === undefined) return;
  const range = current.attribute.valueRange ?? current.attribute;
  if (current.number > count) {
    const problem = l10n.t("{0} vCPUs at start are more than the {1} the VM can have.", current.number, count);
    const libvirt = "unsupported configuration: maximum vCPU count must not be less than current vCPU count";
    yield { rule: "vcpu-count", range, data: { problem, count: String(count) }, libvirt };
  }
  if (current.number === 0 && count > 0 && onQemu) {
    const problem = l10n.t("A VM starts with at least one vCPU.");
    const libvirt = "unsupported configuration: vcpu 0 can't be offline";
    yield { rule: "vcpu-count", range, data: { problem, count: String(count) }, libvirt };
  }
}

/** Checks of the QEMU driver hold for the domain types it serves. */
export function runsOnQemu(type: string | undefined): boolean {
  return type === "kvm" || type === "qemu" || type === "hvf";
}

/** As many vCPUs as the number that is typed, or as the rest of the definition asks for. */
function likelyVcpus(text: string, view: DomainView, { element, current }: VcpuView): Fix[] {
  const typed = Number(/[0-9]+/.exec(element.text)?.[0] ?? 0);
  const product = view.cpu?.topology?.product ?? 0;
  const highest = (view.numa?.cells ?? []).reduce(
    (most, { cpus }) => Math.max(most, 1 + (cpus?.set?.spans.at(-1)?.last ?? -1)),
    0,
  );
  const listed = (view.vcpus?.entries ?? []).reduce((most, { id }) => Math.max(most, 1 + (id?.number ?? -1)), 0);
  const numbers = new Set([product, typed, highest, listed, current?.number ?? 0, 1].filter(isVcpuCount));
  const fixes = [...numbers].map((number) => {
    return giveVcpus(text, view, number, number === product && number > 1 ? l10n.t(", as its topology has") : "");
  });
  return [...fixes.flatMap(([alone]) => alone ?? []), ...fixes.flatMap(([, both]) => both ?? [])];
}

function isVcpuCount(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}

/** The number of vCPUs. */
export const vcpuCountRules: readonly Rule[] = [
  {
    id: "vcpu-count",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: vcpuCount,
    vetted: true,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      const vcpu = view?.vcpu;
      const { count } = finding.data;
      if (view === undefined || vcpu === undefined) return [];
      if (count === undefined) return likelyVcpus(context.document.text, view, vcpu);
      const { text } = context.document;
      const wanted = vcpu.current?.number ?? 0;
      return [
        prefer(l10n.t("Start with {0} vCPUs", count), setAttribute(text, vcpu.element, "current", count)),
        ...(wanted > 0
          ? [offer(l10n.t("Give the VM {0} vCPUs", wanted), { ...vcpu.countRange, newText: String(wanted) })]
          : []),
      ];
    },
  },
];
