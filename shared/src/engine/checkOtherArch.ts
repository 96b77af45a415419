import { refusalWords } from "./compare.js";
import type { CpuDefinition, CpuPolicy } from "./definition.js";
import type { Host, HostCpuModel } from "./host.js";
import { takesModel } from "./qemuRefusals.js";
import { type Because, because, listMessage, type StartProblem } from "./startProblem.js";

/**
 * Architectures whose features no map describes (s390x, riscv64, …), or whose CPUs only QEMU judges (aarch64, ppc64):
 * the hypervisor's list of models is what there is to go by, and what QEMU is known to refuse. In libvirt's order
 * (qemuProcessUpdateGuestCPU, 12.8).
 */
export function checkOtherArch(cpu: CpuDefinition, host: Host): StartProblem[] {
  const policies = cpu.mode === "custom" || cpu.mode === "host-model" ? unsupportedPolicies(cpu, host) : [];
  if (policies.length > 0) return policies;
  if (cpu.vendorId !== undefined && cpu.model !== undefined) return [vendorId(cpu.model)];
  if (cpu.mode !== "custom") return checkFeatures(cpu, host);
  if (cpu.model === undefined) return takesOwnModel(host) ? [] : [undecided(because("ownModel"))];
  if (host.models === undefined) return [undecided(because("notSaidOfModel", cpu.model))];
  const model = host.models.find(({ name }) => name === cpu.model);
  const problems = [...checkPartial(cpu, host, model), ...checkMatch(cpu, host)];
  if (problems.length > 0) return problems;
  return model === undefined ? [notSupported(cpu, cpu.model)] : checkModel(cpu, host, model);
}

/** The machine type's own model starts emulated; of those that KVM runs libvirt takes the host's (12.8). */
function takesOwnModel({ arch, virtType }: Host): boolean {
  return virtType === "qemu" || arch === "s390x" || arch === "ppc64" || arch === "ppc64le";
}

/** virCPUs390Update: s390x takes each feature on or off. */
function unsupportedPolicies(cpu: CpuDefinition, { arch }: Host): StartProblem[] {
  const optional = arch === "s390x" ? cpu.features.find(({ policy }) => policy === "optional") : undefined;
  if (optional === undefined) return [];
  return [
    {
      code: "policy-not-supported",
      verdict: "fails",
      message: `only cpu feature policies 'require' and 'disable' are supported for ${optional.name}`,
      features: [optional.name],
      because: because("policyOfS390", optional.name),
    },
  ];
}

/** Only QEMU's CPUs of x86 have that property. */
function vendorId(model: string): StartProblem {
  const message = `can't apply global ${model}.vendor`;
  return { code: "vendor-id-not-supported", verdict: "fails", message, because: because("vendorIdOfX86") };
}

/** Compared with the host's CPU, which nothing describes where another architecture is emulated. */
function checkPartial(cpu: CpuDefinition, host: Host, model: HostCpuModel | undefined): StartProblem[] {
  const isUsable = model?.usable === "yes" && cpu.features.every(({ policy }) => policy === "disable");
  if (cpu.check !== "partial" || isUsable || host.hostModel !== undefined || host.virtType !== "qemu") return [];
  return [{ code: "host-cpu-missing", verdict: "fails", message: "unknown host CPU", because: because("noHostCpu") }];
}

function checkMatch(cpu: CpuDefinition, { arch }: Host): StartProblem[] {
  if (arch !== "s390x" || cpu.match !== "minimum") return [];
  const message = "match mode minimum not supported";
  return [{ code: "match-not-supported", verdict: "fails", message, because: because("minimumOfS390") }];
}

function notSupported({ fallback }: CpuDefinition, model: string): StartProblem {
  const message =
    fallback === "allow"
      ? `cannot translate CPU model ${model} to a supported model`
      : `CPU model ${model} is not supported by hypervisor`;
  return { code: "model-not-supported", verdict: "fails", message, because: because("noReplacementHere", model) };
}

function checkModel(cpu: CpuDefinition, host: Host, model: HostCpuModel): StartProblem[] {
  if (model.usable === "no") return [unusable(cpu, host, model)];
  const taken = model.usable === "yes" || takesModel(model.name, host.arch, host.machine, host);
  if (taken === false) {
    const message = `Invalid CPU model: ${model.name}`;
    return [{ code: "model-not-supported", verdict: "fails", message, because: because("notOfMachine", model.name) }];
  }
  if (taken === undefined || (host.virtType !== "qemu" && model.usable !== "yes")) {
    return [undecided(because("notSaidOfModel", model.name))];
  }
  return checkFeatures(cpu, host);
}

/** QEMU of s390x refuses what it cannot give, whatever the check; elsewhere it may leave it out. */
function unusable(cpu: CpuDefinition, { arch }: Host, { name, blockers }: HostCpuModel): StartProblem {
  const disabled = new Set(cpu.features.filter(({ policy }) => policy === "disable").map((each) => each.name));
  const features = blockers.filter((each) => !disabled.has(each));
  const isCertain = arch === "s390x" ? features.length > 0 || blockers.length === 0 : features.length > 0;
  if (!isCertain || (arch !== "s390x" && cpu.check === "none")) return undecided(because("notSaidOfModel", name));
  return {
    code: "missing-features",
    verdict: "fails",
    ...(features.length === 0 ? { message: "" } : refusalWords("missing-features", features)),
    features,
    because: because("lacksForModel"),
  };
}

/**
 * QEMU ends where it does not know a feature, or cannot turn it on. Blockers are names that it knows and cannot give; of
 * other names nothing is told. Optional ones are dropped, but for s390x, where they are refused.
 */
function checkFeatures(cpu: CpuDefinition, host: Host): StartProblem[] {
  if (host.modes === undefined) return [undecided(because("notSaidOfFeatures"))];
  const asked = cpu.features.filter(({ policy }) => policy !== "optional");
  if (asked.length === 0) return [];
  const lacking = host.arch === "s390x" ? lackingFeatures(host) : new Set<string>();
  const missing = asked.flatMap(({ name, policy }) => (isOn(policy) && lacking.has(name) ? [name] : []));
  if (missing.length > 0) {
    const before = "Some features requested in the CPU model are not available in the current configuration: ";
    const words = listMessage({ before, names: missing, between: " " });
    return [{ code: "missing-features", verdict: "fails", ...words, features: missing, because: because("lacks") }];
  }
  return asked.every(({ name }) => lacking.has(name)) ? [] : [undecided(because("notSaidOfFeatures"))];
}

function isOn(policy: CpuPolicy | undefined): boolean {
  return policy === undefined || policy === "require" || policy === "force";
}

function lackingFeatures({ models = [] }: Host): Set<string> {
  return new Set(models.flatMap(({ blockers }) => blockers));
}

function undecided(why: Because): StartProblem {
  return { code: "hypervisor-unknown", verdict: "unknown", message: "", because: why };
}
