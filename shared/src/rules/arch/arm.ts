import * as l10n from "@vscode/l10n";
import { modelName } from "../../domain/index.js";
import { childNamed } from "../../xml/index.js";
import { offer, prefer } from "../fix.js";
import type { Check, Fix, FixMaker, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** libvirt knows few Arm hosts, and KVM runs no processor but the host's. */
const armNeedsHost: Check = function* ({ view, cpu, catalogue }) {
  if (catalogue.arch !== "aarch64" || view.type?.value !== "kvm" || cpu === undefined) return;
  const { mode, model } = view.cpu ?? {};
  const name = view.cpu && modelName(view.cpu);
  if (cpu.mode === "host-model" && mode !== undefined) {
    const data = { what: "host-model" };
    yield { rule: "arm-needs-host-passthrough", range: mode.attribute.valueRange ?? mode.attribute, data };
  }
  if (cpu.mode === "custom" && name !== undefined && model !== undefined) {
    yield { rule: "arm-needs-host-passthrough", range: model.range, data: { what: name.trim() } };
  }
};

/** For Arm: the machine virt's own default is a processor of 32 bits. */
const armModelMissing: Check = function* ({ view, cpu, catalogue }) {
  if (catalogue.arch !== "aarch64" || cpu?.mode !== "custom" || cpu.model !== undefined || cpu.features.length > 0)
    return;
  const { element, mode } = view.cpu ?? {};
  if (element === undefined || (mode !== undefined && mode.value !== "custom")) return;
  if (!runsOnQemu(view.type?.value) || childNamed(element, "mode") !== undefined) return;
  if (!/^virt(?:-|$)/.test(view.os?.machine?.value ?? "virt")) return;
  yield { rule: "arm-model-missing", range: element.nameRange };
};

const takeHost: FixMaker = (finding, context) => {
  const view = viewAt(context, finding.start);
  const cpu = view?.cpu;
  if (cpu === undefined) return [];
  const { text } = context.document;
  const to = (mode: string) => setMode(text, cpu, mode);
  const passthrough = [l10n.t("Pass the host's CPU through (host-passthrough)"), ...to("host-passthrough")] as const;
  const fixes: Fix[] = [];
  if (view?.type?.value === "kvm") fixes.push(prefer(...passthrough));
  else fixes.push(prefer(l10n.t("Take all that QEMU can emulate (maximum)"), ...to("maximum")));
  if (view?.type?.value === "kvm") fixes.push(offer(l10n.t("Take all that can be had (maximum)"), ...to("maximum")));
  return fixes;
};

/** What KVM runs on Arm. */
export const armRules: readonly Rule[] = [
  {
    id: "arm-needs-host-passthrough",
    stage: "start",
    severity: "warning",
    message: "With KVM on aarch64, {what} starts on few hosts or none. Use host-passthrough.",
    check: armNeedsHost,
    fix: takeHost,
  },
  {
    id: "arm-model-missing",
    stage: "silent",
    severity: "warning",
    message:
      "No model and no mode: QEMU's default for this machine is cortex-a15, which has 32 bits only. Choose a mode, or name a model.",
    check: armModelMissing,
    fix: takeHost,
  },
];
