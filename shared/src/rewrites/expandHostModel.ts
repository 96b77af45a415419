import * as l10n from "@vscode/l10n";
import { writeCpu } from "../edits/index.js";
import { type CpuDefinition, CpuError, expandOnHost, takesHostCpu } from "../engine/index.js";
import { hostList, type PoolHost } from "../hosts/index.js";
import type { VendorPlan } from "../planning/index.js";
import type { RuleContext } from "../rules/index.js";
import type { NamedHost, Rewritten } from "./rewrite.js";

/**
 * Rewrites a CPU that follows its host as the custom definition it is on this host: the same CPU wherever the VM goes.
 * Takes host-model, host-passthrough and maximum (as what libvirt can say of them: the host-model), and match minimum.
 */
export function expandHostModel(context: RuleContext, { name, host }: NamedHost): Rewritten {
  const { view, catalogue, document } = context;
  const { cpu } = view;
  if (cpu === undefined) return { error: l10n.t("This document has no <cpu> to change.") };
  if (catalogue.map === undefined) {
    return {
      error: l10n.t("libvirt does not define the CPU models of {0}, so there is nothing to expand.", catalogue.arch),
    };
  }
  const guest = cpu.definition();
  if (guest.mode === "custom" && guest.match !== "minimum") {
    return { error: l10n.t("This CPU is already a custom CPU.") };
  }
  const unknown = host.unknownFeatures.slice(0, 3).join(", ");
  if (unknown !== "") {
    return {
      error: l10n.t(
        "{0} uses features that libvirt {1} does not support ({2}). Set the libvirt release of the host.",
        name,
        catalogue.release,
        unknown,
      ),
    };
  }
  try {
    const expanded = expandOnHost(asHostModel(guest), host, catalogue.map);
    // On POWER host-model stays what it is: libvirt gives it to QEMU as the host's CPU.
    if (expanded.model === undefined) {
      return {
        error: l10n.t("On {0} host-model has no features to list. Keep it.", catalogue.arch),
      };
    }
    const edits = writeCpu(document.text, cpu.element, expanded);
    return {
      edits,
      summary: l10n.t("Converted to {0} with {1} features, as on {2}.", expanded.model, expanded.features.length, name),
    };
  } catch (error) {
    if (error instanceof CpuError) return { error: explain(error, name) };
    throw error;
  }
}

/**
 * The same for all hosts that a VM has to run on: as the baseline of what each of them gives to host-model.
 *
 * @param plans what they have in common, see planBaseline
 */
export function expandForHosts(
  context: RuleContext,
  hosts: readonly PoolHost[],
  plans: readonly VendorPlan[],
): Rewritten {
  const [plan, ...others] = plans;
  if (plan === undefined) return { error: l10n.t("There is no data about these hosts.") };
  if (others.length > 0) {
    const vendors = plans.map(({ vendor = "unknown", hosts: names }) => `${hostList(names)} ${vendor}`);
    return {
      error: l10n.t(
        "Hosts of different vendors have no common CPU: {0}. Select hosts of one vendor.",
        vendors.join(", "),
      ),
    };
  }
  const { cpu, problem } = plan;
  // How the result is checked follows the hypervisor: one that is emulated somewhere must still hold under KVM.
  const host = hosts.find((each) => each.host.virtType !== "qemu") ?? hosts[0];
  if (cpu === undefined || host === undefined) {
    return { error: problem ?? l10n.t("These hosts have no common CPU.") };
  }
  const name = l10n.t("{0} hosts", plan.hosts.length.toLocaleString("en"));
  return expandHostModel(context, { name, host: { ...host.host, unknownFeatures: [], hostModel: cpu } });
}

/** A CPU passed through as it is cannot be written down; its host-model is the nearest that can. */
function asHostModel(guest: CpuDefinition): CpuDefinition {
  if (!takesHostCpu(guest.mode)) return guest;
  const { migratable: _migratable, ...rest } = guest;
  return { ...rest, mode: "host-model" };
}

function explain(error: CpuError, name: string): string {
  if (error.code === "unknown-host-cpu") {
    return l10n.t("{0} does not contain the host's CPU. Use its domain capabilities: virsh domcapabilities.", name);
  }
  return `${error.message} (${name})`;
}
