import { writeCpu } from "../edits/writeCpu.js";
import { type CpuDefinition, CpuError, expandOnHost, type Host, readCpu } from "../engine/index.js";
import { baselineOf, hostList, hostsByVendor, type PoolHost } from "../hosts/index.js";
import type { RuleContext } from "../rules/index.js";
import type { NamedHost, Rewritten } from "./rewrite.js";

/**
 * Rewrites a CPU that follows its host as the custom definition it is on this host: the same CPU wherever the VM goes.
 * Takes host-model, host-passthrough and maximum (as what libvirt can say of them: the host-model), and match minimum.
 */
export function expandHostModel(context: RuleContext, { name, host }: NamedHost): Rewritten {
  const { view, catalogue, document } = context;
  const element = view.cpu?.element;
  if (element === undefined) return { error: "This document has no <cpu> to rewrite." };
  if (catalogue.map === undefined) {
    return { error: `libvirt leaves the CPU models of ${catalogue.arch} to QEMU: there is nothing to expand from.` };
  }
  const guest = readCpu(element, { type: "guest" }, () => {});
  if (guest.mode === "custom" && guest.match !== "minimum") {
    return { error: "This CPU is a custom definition already; it does not follow the host." };
  }
  const unknown = host.unknownFeatures.slice(0, 3).join(", ");
  if (unknown !== "") {
    return {
      error: `${name} names features that libvirt ${catalogue.release} does not know (${unknown}). Set the release the host runs.`,
    };
  }
  try {
    const expanded = expandOnHost(asHostModel(guest), host, catalogue.map);
    const edits = writeCpu(document.text, element, expanded);
    return {
      edits,
      summary: `Expanded to ${expanded.model} with ${expanded.features.length} features, as on ${name}.`,
    };
  } catch (error) {
    if (error instanceof CpuError) return { error: explain(error, name) };
    throw error;
  }
}

/** The same for all hosts that a VM has to run on: as what they have in common. */
export function expandForHosts(context: RuleContext, hosts: readonly PoolHost[]): Rewritten {
  const [host, ...others] = hosts;
  if (host === undefined) return { error: "Nothing is known of the host." };
  if (others.length === 0) return expandHostModel(context, host);
  const target = { name: "", isPool: true, hosts, unknown: [] };
  const baseline = baselineOf(target);
  if (baseline === undefined) {
    const vendors = [...hostsByVendor(target)].map(([vendor, names]) => `${hostList(names)} ${vendor}`);
    const why = vendors.length > 1 ? ` They are of different vendors: ${vendors.join(", ")}.` : "";
    return { error: `These hosts have no CPU in common that could be written down.${why}` };
  }
  const given: Host = { ...host.host, hostModel: { ...baseline, type: "guest" } };
  return expandHostModel(context, { name: `${hosts.length.toLocaleString("en")} hosts`, host: given });
}

/** A CPU passed through as it is cannot be written down; its host-model is the nearest that can. */
function asHostModel(guest: CpuDefinition): CpuDefinition {
  if (guest.mode !== "host-passthrough" && guest.mode !== "maximum") return guest;
  const { migratable: _migratable, ...rest } = guest;
  return { ...rest, mode: "host-model" };
}

function explain(error: CpuError, name: string): string {
  if (error.code === "unknown-host-cpu") {
    return `${name} does not tell which CPU the host has. Use its domain capabilities: virsh domcapabilities.`;
  }
  return `${error.message} (${name})`;
}
