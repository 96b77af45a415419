import * as l10n from "@vscode/l10n";
import { setAttribute } from "../../edits/attributeEdits.js";
import { offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { runsOnQemu } from "./count.js";
import { maxVcpus, onlineVcpus } from "./vcpuMax.js";

/** libvirt: qemuValidateDefGetVcpuHotplugGranularity. On pSeries whole cores are plugged in. */
const vcpuGranularity: Check = function* ({ view, cpu }) {
  const threads = cpu?.topology?.threads;
  const online = onlineVcpus(view);
  if (!runsOnQemu(view.type?.value) || !/^pseries/.test(view.os?.machine?.value ?? "")) return;
  if (threads === undefined || online === undefined || threads === 0 || online % threads === 0) return;
  const { vcpu } = view;
  if (vcpu === undefined) return;
  const count = String(Math.max(threads, online - (online % threads)));
  yield {
    rule: "vcpu-granularity",
    range: vcpu.current?.attribute ?? vcpu.countRange,
    data: { online: String(online), threads: String(threads), count },
    libvirt: `unsupported configuration: vCPUs count must be a multiple of the vCPU hotplug granularity (${threads})`,
  };
};

/** Whole cores on pSeries. */
export const vcpuGranularityRules: readonly Rule[] = [
  {
    id: "vcpu-granularity",
    stage: "define",
    severity: "error",
    message: "{online} vCPUs at start are no whole cores: this machine plugs in {threads} threads at a time.",
    check: vcpuGranularity,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      const { count = "", threads = "" } = finding.data;
      if (view?.vcpu === undefined || (view.vcpus?.entries ?? []).length > 0) return [];
      if (Number(count) > (maxVcpus(view) ?? 0)) return [];
      const { text } = context.document;
      const more = String(Number(count) + Number(threads));
      return [
        prefer(l10n.t("Start with {0} vCPUs", count), setAttribute(text, view.vcpu.element, "current", count)),
        ...(Number(more) <= (maxVcpus(view) ?? 0)
          ? [offer(l10n.t("Start with {0} vCPUs", more), setAttribute(text, view.vcpu.element, "current", more))]
          : []),
      ];
    },
  },
];
