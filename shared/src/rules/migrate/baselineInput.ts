import { childNamed } from "../../xml/index.js";
import type { Check, CheckContext, Rule } from "../kit.js";

/** A list of CPUs is what virsh cpu-baseline and hypervisor-cpu-baseline read. */
const baselineModel: Check = function* ({ view, cpu }: CheckContext) {
  if (view.kind !== "cpus" || view.cpu === undefined || cpu?.type !== "guest" || cpu.model !== undefined) return;
  // A missing model beside features is refused already.
  if (cpu.mode === "custom" && cpu.features.length > 0) return;
  yield {
    rule: "baseline-model",
    range: view.cpu.element.nameRange,
    libvirt: "operation failed: no CPU model specified",
  };
};

/** libvirt: virCPUx86Baseline goes by the vendors of the CPUs, or of their models. */
const baselineVendors: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  const { map } = catalogue;
  if (view.kind !== "cpus" || view.cpu === undefined || map?.arch !== "x86") return;
  const first = childNamed(view.root, "cpu");
  const others = first === view.cpu.element ? undefined : first;
  const vendorOf = (vendor: string | undefined, model: string | undefined) =>
    vendor || map.modelByName.get(model ?? "")?.vendor;
  const own = vendorOf(cpu?.vendor, cpu?.model);
  const theirs = vendorOf(childNamed(others, "vendor")?.text, childNamed(others, "model")?.text);
  if (own === undefined || theirs === undefined || own === theirs) return;
  const place = view.cpu.vendor ?? view.cpu.model;
  yield {
    rule: "baseline-vendors",
    range: place?.range ?? view.cpu.element.nameRange,
    data: { own, theirs },
    libvirt: "operation failed: CPU vendors do not match",
  };
};

/** Lists of CPUs for a baseline. */
export const baselineInputRules: readonly Rule[] = [
  {
    id: "baseline-model",
    stage: "migrate",
    severity: "warning",
    message:
      "A baseline needs the model of every CPU, but this CPU has none. Use the CPU from the host's domain capabilities.",
    check: baselineModel,
  },
  {
    id: "baseline-vendors",
    stage: "migrate",
    severity: "warning",
    message: "{own} and {theirs} CPUs cannot have a common baseline. Use the CPUs of one vendor.",
    check: baselineVendors,
  },
];
