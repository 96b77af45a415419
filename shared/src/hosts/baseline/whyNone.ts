import * as l10n from "@vscode/l10n";
import type { CpuError } from "../../engine/index.js";
import type { PoolHost } from "../poolHost.js";
import { hostList } from "../reasons.js";
import { givenBy } from "../targetCpus.js";

/** Why there is no baseline of hosts of this architecture, where libvirt itself has none worth the name. */
export function whyNoneOn(arch: string, hosts: readonly PoolHost[], hasMap: boolean): string | undefined {
  if (!hasMap) {
    return l10n.t("libvirt leaves the CPU models of {0} to QEMU. Ask a host: virsh hypervisor-cpu-baseline.", arch);
  }
  if (arch === "x86_64" || arch === "i686") return undefined;
  const models = modelsText(hosts);
  if (models === undefined) return undefined;
  // cpu_arm.c takes the first host's model and asks no further; cpu_ppc64.c refuses.
  return l10n.t("On {0}, libvirt knows what hosts have in common only where all are of one model: {1}.", arch, models);
}

/** `node1 POWER9, node2 POWER10`; undefined where all have the same model. */
function modelsText(hosts: readonly PoolHost[]): string | undefined {
  const byModel = new Map<string, string[]>();
  for (const host of hosts) {
    const model = givenBy(host)?.model ?? "";
    const names = byModel.get(model) ?? [];
    names.push(host.name);
    byModel.set(model, names);
  }
  if (byModel.size < 2) return undefined;
  return [...byModel].map(([model, names]) => `${hostList(names)} ${model}`).join(", ");
}

/** What baselineCpu threw, in plain words. */
export function explainError(error: CpuError): string {
  switch (error.code) {
    case "empty-baseline":
      return l10n.t("These hosts have no feature in common.");
    case "no-decodable-model":
      return l10n.t("No CPU model that all these hypervisors know fits these hosts.");
    case "unknown-model":
      return l10n.t(
        "A host is described with a model that the oldest libvirt among them does not know: {0}.",
        error.subject ?? "",
      );
    default:
      return error.message;
  }
}
