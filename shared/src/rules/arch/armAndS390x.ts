import * as l10n from "@vscode/l10n";
import { modelName } from "../../domain/index.js";
import { removeElement, setAttribute, setValue } from "../../edits/index.js";
import { childNamed, type XmlElement } from "../../xml/index.js";
import { type Check, type CheckContext, type Fix, offer, otherCpu, prefer, type Rule, useMode } from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt knows few Arm hosts, and KVM runs no processor but the host's. */
const armNeedsHost: Check = function* ({ view, cpu, catalogue }) {
  if (catalogue.arch !== "aarch64" || view.type?.value !== "kvm" || cpu === undefined) return;
  const { mode, model } = view.cpu ?? {};
  const name = view.cpu && modelName(view.cpu);
  if (cpu.mode === "host-model" && mode !== undefined) {
    const range = mode.attribute.valueRange ?? mode.attribute;
    yield { rule: "arm-needs-host-passthrough", range, data: { what: "host-model" }, fixes: takeHost };
  }
  if (cpu.mode === "custom" && name !== undefined && model !== undefined) {
    yield { rule: "arm-needs-host-passthrough", range: model.range, data: { what: name.trim() }, fixes: takeHost };
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
  yield { rule: "arm-model-missing", range: element.nameRange, fixes: takeHost };
};

function takeHost({ text, view: { cpu, type } }: CheckContext): Fix[] {
  if (cpu === undefined) return [];
  const fixes =
    type?.value === "kvm"
      ? [useMode(text, cpu, "host-passthrough", prefer), useMode(text, cpu, "maximum")]
      : [useMode(text, cpu, "maximum", prefer)];
  return fixes.map(otherCpu);
}

/** What KVM runs on Arm. */
export const armRules: readonly Rule[] = [
  {
    id: "arm-needs-host-passthrough",
    stage: "start",
    severity: "warning",
    message: "With KVM on aarch64, {what} rarely starts. Use host-passthrough.",
    check: armNeedsHost,
  },
  {
    id: "arm-model-missing",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message:
      "No model and no mode: QEMU's default for this machine type is cortex-a15, which is only 32-bit. Add a mode or a model.",
    check: armModelMissing,
  },
];

/** libvirt: virCPUs390Update. */
const matchUnsupported: Check = function* ({ view, cpu, catalogue }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.match !== "minimum" || catalogue.arch !== "s390x") return;
  if (!runsOnQemu(view.type?.value)) return;
  yield {
    rule: "match-unsupported",
    range: match.attribute.valueRange ?? match.attribute,
    libvirt: "unsupported configuration: match mode minimum not supported",
    fixes: ({ text }) => [otherCpu(prefer(l10n.t("Change match to exact"), setValue(text, match.attribute, "exact")))],
  };
};

/** What is for a policy that s390x does not know. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["force", "require"],
  ["forbid", "disable"],
]);

/** libvirt: virCPUs390ValidateFeatures refuses optional only, though its message names all but two. */
const policyUnsupported: Check = function* ({ view, catalogue }) {
  if (catalogue.arch !== "s390x" || !runsOnQemu(view.type?.value)) return;
  for (const { element, policy } of view.cpu?.features ?? []) {
    if (policy === undefined || !/^(?:force|forbid|optional)$/.test(policy.value)) continue;
    const plain = PLAIN.get(policy.value);
    const libvirt =
      "unsupported configuration: only cpu feature policies 'require' and 'disable' are supported for s390x";
    yield {
      rule: "policy-unsupported",
      range: policy.attribute.valueRange ?? policy.attribute,
      data:
        plain === undefined
          ? { policy: policy.value, effect: l10n.t("libvirt refuses to start the VM") }
          : { policy: policy.value, effect: l10n.t("it works like {0}", plain) },
      ...(plain === undefined ? { libvirt } : { severity: "warning", stage: "silent" }),
      fixes: ({ text }) => otherPolicy(text, element, plain).map(otherCpu),
    };
  }
};

function otherPolicy(text: string, element: XmlElement, plain: string | undefined): Fix[] {
  const change = (policy: string, make: typeof offer) =>
    make(l10n.t("Change the policy to {0}", policy), setAttribute(text, element, "policy", policy));
  if (plain !== undefined) return [change(plain, prefer)];
  return [prefer(l10n.t("Remove this feature"), removeElement(text, element)), change("require", offer)];
}

/** s390x takes plain definitions only. */
export const s390xRules: readonly Rule[] = [
  {
    id: "match-unsupported",
    stage: "start",
    severity: "error",
    message: "s390x does not support match='minimum'. The VM cannot start. Use exact.",
    check: matchUnsupported,
  },
  {
    id: "policy-unsupported",
    stage: "start",
    severity: "error",
    message: "s390x supports only the policies require and disable. With {policy}, {effect}.",
    check: policyUnsupported,
  },
];
