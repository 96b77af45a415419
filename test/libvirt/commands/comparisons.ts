import type { Answer } from "../virsh.js";
import type { Ran } from "./commandLine.js";
import { type Asking, answered, guestCpu, type Question, REFUSED } from "./question.js";

const MODES = [undefined, undefined, undefined, "custom", "host-model", "host-passthrough"];

/** `cpu-compare` with this machine's processor. */
export function processorComparison(
  { dice, map, release, capabilities, commandLine }: Asking,
  index: number,
): Question {
  const file = `${index}.xml`;
  const cpu = guestCpu(dice, map, MODES, 0.15);
  return {
    verb: "cpu-compare",
    files: { [file]: cpu },
    about: cpu,
    typed: [`cpu-compare ${file} --error`],
    libvirts: ([answer]) => compared(answer),
    ours: async () => relation(await commandLine(["compare", file, capabilities, "--json", "--libvirt", release])),
  };
}

/** `hypervisor-cpu-compare` with what this machine gives to VMs. */
export function hypervisorComparison({ dice, map, release, offers, commandLine }: Asking, index: number): Question {
  const { virtType, arch, machine, file: host } = dice.pick(offers);
  const file = `${index}.xml`;
  const cpu = guestCpu(dice, map, MODES, 0.15);
  const about = dice.chance(0.5) ? `--arch ${arch} --machine ${machine}` : `--arch ${arch}`;
  return {
    verb: "hypervisor-cpu-compare",
    files: { [file]: cpu },
    about: cpu,
    typed: [`hypervisor-cpu-compare ${file} --error --virttype ${virtType} ${about}`],
    libvirts: ([answer]) => compared(answer),
    ours: async () => relation(await commandLine(["compare", file, host, "--json", "--libvirt", release])),
  };
}

const INCOMPATIBLE = "the CPU is incompatible with host CPU: ";

function compared(answer: Answer | undefined): string {
  const { output = "", error } = answer ?? {};
  if (error?.startsWith(INCOMPATIBLE)) return incompatible(error.slice(INCOMPATIBLE.length));
  if (output.includes("is a superset of")) return "superset";
  return output.includes("is identical to") ? "identical" : answered(answer);
}

function relation({ code, out }: Ran): string {
  if (code === 2) return REFUSED;
  const { result, reason } = JSON.parse(out) as { readonly result: string; readonly reason?: string };
  switch (result) {
    case "incompatible":
      return incompatible(reason ?? "");
    // libvirt says of a CPU that follows its host what it says of any without a model.
    case "takes-host":
      return "superset";
    case "unknown":
      return REFUSED;
    default:
      return result;
  }
}

/** A hypervisor's list of what blocks a model is in QEMU's order, which documents do not tell. */
function incompatible(reason: string): string {
  const [words = "", names] = reason.split(/(?<=features: )/);
  return `incompatible: ${words}${[...new Set(names?.split(", "))].sort().join(", ")}`;
}
