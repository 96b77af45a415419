import * as l10n from "@vscode/l10n";
import { prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { viewAt } from "../viewAt.js";

/** What other hypervisors' drivers read of a `<cpu>` (libvirt 11.3: libxl_conf.c, bhyve_command.c, vmx.c, lxc, hyperv). */
const READ: ReadonlyMap<string, () => string> = new Map([
  ["xen", () => l10n.t("takes the mode host-passthrough with its features only")],
  ["bhyve", () => l10n.t("reads the topology only")],
  ["vmware", () => l10n.t("reads the topology only")],
  ["hyperv", () => l10n.t("reads nothing of it")],
  ["lxc", () => l10n.t("reads nothing of it, a container has the host's processor")],
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
  yield { rule: "cpu-not-read", range: said, data: { type, reads: reads() } };
};

export const otherDriverRules: readonly Rule[] = [
  {
    id: "cpu-not-read",
    stage: "silent",
    severity: "warning",
    message: "libvirt's driver for {type} {reads}: mode, model and features have no effect.",
    check: cpuNotRead,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined || finding.data.type !== "xen") return [];
      return [
        prefer(
          l10n.t("Change the mode to host-passthrough"),
          ...setMode(context.document.text, cpu, "host-passthrough"),
        ),
      ];
    },
  },
];
