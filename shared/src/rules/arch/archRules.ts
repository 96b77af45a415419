import * as l10n from "@vscode/l10n";
import { orList } from "../../common/lists.js";
import { isOlder } from "../../common/releases.js";
import { setText } from "../../edits/index.js";
import { type Check, dropAttribute, offer, otherCpu, prefer, type Rule, useMode, writeLikely } from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";
import { armRules, s390xRules } from "./armAndS390x.js";

/** What other hypervisors' drivers read of a `<cpu>` (libvirt 11.3: libxl_conf.c, bhyve_command.c, vmx.c, lxc, hyperv). */
const READ: ReadonlyMap<string, () => string> = new Map([
  ["xen", () => l10n.t("supports only host-passthrough with its features")],
  ["bhyve", () => l10n.t("uses only the topology")],
  ["vmware", () => l10n.t("uses only the topology")],
  ["hyperv", () => l10n.t("ignores <cpu>")],
  ["lxc", () => l10n.t("ignores <cpu>: a container uses the host's CPU")],
]);

/** What drivers other than QEMU's read of a `<cpu>`: libxl, bhyve, vmx, hyperv, lxc. */
const cpuNotRead: Check = function* ({ view, cpu }) {
  const type = view.type?.value ?? "";
  const reads = READ.get(type);
  const said = view.cpu?.mode?.attribute ?? view.cpu?.model?.element ?? view.cpu?.features[0]?.element;
  if (reads === undefined || said === undefined || cpu === undefined) return;
  if (type === "xen" && cpu.mode === "host-passthrough") return;
  const plain = cpu.mode === "custom" && cpu.model === undefined && cpu.features.length === 0;
  if (plain) return;
  yield {
    rule: "cpu-not-read",
    range: said,
    data: { type, reads: reads() },
    fixes: ({ text }) =>
      view.cpu === undefined || type !== "xen" ? [] : [otherCpu(useMode(text, view.cpu, "host-passthrough", prefer))],
  };
};

const otherDriverRules: readonly Rule[] = [
  {
    id: "cpu-not-read",
    stage: "silent",
    severity: "warning",
    message: "libvirt's {type} driver {reads}: mode, model and features have no effect.",
    check: cpuNotRead,
  },
];

/** Releases before 11.0 drop the attribute, which attribute-too-new says. */
const deprecatedFeatures: Check = function* ({ view, catalogue }) {
  const said = view.cpu?.deprecatedFeatures;
  if (said === undefined || catalogue.arch === "s390x" || !runsOnQemu(view.type?.value)) return;
  if (isOlder(catalogue.release, "11.0.0")) return;
  yield {
    rule: "deprecated-features-arch",
    range: said.attribute,
    data: { arch: catalogue.arch },
    libvirt: "unsupported configuration: toggling deprecated features for CPU model is unsupported",
    fixes: ({ text }) => [otherCpu(dropAttribute(text, said.attribute))],
  };
};

const deprecatedFeatureRules: readonly Rule[] = [
  {
    id: "deprecated-features-arch",
    stage: "start",
    severity: "warning",
    message: "deprecated_features works only on s390x. On {arch} libvirt may refuse to start the VM. Remove it.",
    check: deprecatedFeatures,
  },
];

const MODES: readonly string[] = ["power6", "power7", "power8", "power9", "power10"];

/** Under host-model a ppc64 guest's model is a compatibility mode (ppc64CheckCompatibilityMode). */
const compatMode: Check = function* ({ view, cpu, catalogue }) {
  const model = view.cpu?.model;
  if (cpu?.mode !== "host-model" || cpu.model === undefined || model === undefined) return;
  if (catalogue.map?.arch !== "ppc64" || !runsOnQemu(view.type?.value)) return;
  const modes = isOlder(catalogue.release, "11.4.0") ? MODES : [...MODES, "power11"];
  if (modes.includes(cpu.model)) return;
  const typed = cpu.model;
  yield {
    rule: "compat-mode-unknown",
    range: model.range,
    data: { name: typed.trim(), modes: orList(modes) },
    libvirt: `internal error: Unknown compatibility mode ${typed}`,
    fixes: ({ text }) => {
      const likely = modes.find((mode) => mode === typed.trim().toLowerCase().replaceAll(/[-_ ]/g, ""));
      if (likely !== undefined) return writeLikely(text, model.element, likely);
      return ["power10", "power9", "power8"].map((mode) =>
        otherCpu(offer(l10n.t("Change to {0}", mode), setText(text, model.element, mode))),
      );
    },
  };
};

const compatModeRules: readonly Rule[] = [
  {
    id: "compat-mode-unknown",
    stage: "start",
    severity: "error",
    message: "Unknown POWER compatibility mode '{name}'. The VM cannot start. Use {modes}.",
    check: compatMode,
  },
];

/** What only one architecture or one hypervisor knows. */
export const archRules: readonly Rule[] = [
  ...s390xRules,
  ...compatModeRules,
  ...armRules,
  ...deprecatedFeatureRules,
  ...otherDriverRules,
];
