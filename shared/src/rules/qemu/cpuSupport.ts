import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { foreignArch, guestArch, qemuElements } from "../../domain/index.js";
import { removeAttribute, removeElement, renameAttribute, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  dropAttribute,
  type Fix,
  type MakeFixes,
  missingAttribute,
  offer,
  prefer,
  type Report,
  type Rule,
  removeWhole,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** Only QEMU's 64-bit x86 CPUs can leave out what blocks migration (QEMU_CAPS_CPU_MIGRATABLE; asked of 12.8). */
const migratableArch: Check = function* ({ view, cpu }) {
  const migratable = view.cpu?.migratable;
  const arch = guestArch(view) === "x86_64" ? undefined : guestArch(view);
  if (migratable === undefined || arch === undefined || !runsOnQemu(view.type?.value)) return;
  if (cpu?.mode !== "host-passthrough" || cpu.migratable !== "on") return;
  const libvirt =
    "unsupported configuration: Migratable attribute for host-passthrough CPU is not supported by this QEMU binary";
  const fixes: MakeFixes = ({ text }) => [dropAttribute(text, migratable.attribute)];
  yield { rule: "migratable-arch", range: migratable.attribute, data: { arch }, libvirt, fixes };
};

/** Guests for which the QEMU driver knows no default model: 12.8, and 9.0. 11.3 takes the attribute for every guest. */
const NO_DEFAULT: ReadonlySet<string> = new Set(["aarch64", "armv7l", "armv6l", "riscv32", "ppc"]);
const NO_DEFAULT_9_0: ReadonlySet<string> = new Set(["riscv64"]);

function hasDefaultModel(arch: string, release: string): boolean {
  if (isOlder(release, "9.1.0")) return !NO_DEFAULT_9_0.has(arch);
  return !NO_DEFAULT.has(arch) || isOlder(release, "12.8.0");
}

/** libvirt: virDomainDefPostParseCPU; for most guests the QEMU driver has named its default model by then. */
const checkWithoutModel: Check = function* ({ view, cpu, catalogue }) {
  const check = view.cpu?.check;
  const type = view.type?.value;
  if (check === undefined || type === undefined || view.domain === undefined) return;
  if (runsOnQemu(type) && hasDefaultModel(guestArch(view) ?? "", catalogue.release)) return;
  if (cpu?.mode !== "custom" || cpu.model !== undefined || cpu.check === undefined) return;
  const libvirt = "unsupported configuration: check attribute specified for CPU with no model";
  const fixes: MakeFixes = ({ text }) => [dropAttribute(text, check.attribute)];
  yield { rule: "check-without-model", range: check.attribute, libvirt, fixes };
};

/**
 * qemuDomainDefCPUPostParse (9.0, 12.0), on every architecture; each feature whose name goes on after `sve`
 * counts as a length.
 */
const sveLengths: Check = function* ({ view, cpu }) {
  if (cpu === undefined || !runsOnQemu(view.type?.value)) return;
  const sve = view.cpu?.features.find(({ name }) => name?.value === "sve");
  const lengths = (view.cpu?.features ?? []).filter(({ name }) => /^sve./.test(name?.value ?? ""));
  const policy = sve?.policy?.value;
  const place = sve?.policy?.attribute;
  const first = lengths[0];
  if (place === undefined || first === undefined || (policy !== "disable" && policy !== "forbid")) return;
  yield {
    rule: "sve-lengths",
    range: place,
    data: { policy, name: first.name?.value ?? "" },
    related: [{ ...first.element, message: l10n.t("A vector length is set here.") }],
    libvirt: "unsupported configuration: SVE disabled, but SVE vector lengths provided",
    fixes: ({ text }) => [
      prefer(l10n.t("Set policy of sve to require"), setValue(text, place, "require")),
      offer(l10n.t("Remove the vector lengths"), ...lengths.map(({ element }) => removeElement(text, element))),
    ],
  };
};

/** What a CPU definition may ask for depends on the guest. */
export const cpuSupportRules: readonly Rule[] = [
  {
    id: "migratable-arch",
    stage: "define",
    severity: "error",
    message: "migratable='on' works only for x86_64 VMs, but the architecture is {arch}. Remove migratable.",
    check: migratableArch,
  },
  {
    id: "check-without-model",
    stage: "define",
    severity: "error",
    message: "check needs a CPU model. Add <model>, or remove check.",
    check: checkWithoutModel,
  },
  {
    id: "sve-lengths",
    stage: "define",
    severity: "error",
    message:
      "The vector length {name} is set, but the policy of sve is {policy}. Set it to require, or remove the lengths.",
    check: sveLengths,
  },
];

/** libvirt: qemuDomainDefNamespaceParseCommandlineArgs and its like for the environment (12.8). */
const commandLine: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  for (const line of qemuElements(view.domain, "commandline")) {
    for (const arg of qemuElements(line, "arg")) {
      if (attributeNamed(arg, "value") !== undefined) continue;
      yield lacks(arg, "value", "No qemu command-line argument specified");
    }
    for (const env of qemuElements(line, "env")) yield* environment(env);
  }
};

function* environment(env: XmlElement): Iterable<Report> {
  const name = attributeNamed(env, "name");
  if (name === undefined) yield lacks(env, "name", "No qemu environment name specified");
  else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name.value)) {
    const said = /^[A-Za-z_]/.test(name.value)
      ? "it must contain only alphanumerics and underscore"
      : "it must begin with a letter or underscore";
    yield {
      rule: "qemu-argument",
      range: name,
      data: { problem: l10n.t("'{0}' is not a valid variable name. Use letters, digits and _.", name.value) },
      libvirt: `internal error: Invalid environment name, ${said}`,
      fixes: ({ text }) => [removeWhole(text, env)],
    };
  }
}

function lacks(element: XmlElement, name: string, libvirt: string): Report {
  return {
    rule: "qemu-argument",
    range: element.nameRange,
    data: { problem: l10n.t("<{0}> must have the attribute {1}.", element.name, name) },
    libvirt: `internal error: ${libvirt}`,
    fixes: ({ text }) => [removeWhole(text, element)],
  };
}

/** Arguments for QEMU. */
export const commandLineRules: readonly Rule[] = [
  {
    id: "qemu-argument",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: commandLine,
  },
];

/** libvirt: qemuValidateDomainDefCpu (11.3; 9.0 for the missing number). */
const maxphysaddr: Check = function* ({ view, cpu, catalogue }) {
  const element = view.cpu?.maxphysaddr?.element;
  const address = cpu?.maxPhysAddr;
  if (element === undefined || address === undefined || !runsOnQemu(view.type?.value)) return;
  const arch = foreignArch(view);
  if (arch !== undefined) {
    const libvirt = `unsupported configuration: CPU maximum physical address bits specification is not supported for '${arch}' architecture`;
    const fixes: MakeFixes = ({ text }) => [removeWhole(text, element)];
    yield { rule: "maxphysaddr-arch", range: element, data: { arch }, libvirt, fixes };
    return;
  }
  const bits = view.cpu?.maxphysaddr?.bits;
  if (address.mode === "passthrough" && bits !== undefined) {
    const libvirt =
      "unsupported configuration: CPU maximum physical address bits number specification cannot be used with mode='passthrough'";
    const fixes: MakeFixes = ({ text }) => withoutBits(text, element, bits.attribute);
    yield { rule: "maxphysaddr-bits", range: bits.attribute, libvirt, fixes };
  }
  if (address.mode === "emulate" && bits === undefined && isOlder(catalogue.release, "9.2.0")) {
    const libvirt =
      "unsupported configuration: if using CPU maximum physical address mode='emulate', bits= must be specified too";
    yield { ...missingAttribute(element, "bits", { suggested: "40" }), libvirt };
  }
};

function withoutBits(text: string, element: XmlElement, bits: XmlAttribute): Fix[] {
  const limit = attributeNamed(element, "limit");
  const emulate = setAttribute(text, element, "mode", "emulate");
  const withoutLimit = limit === undefined ? [] : [removeAttribute(text, limit)];
  return [
    dropAttribute(text, bits),
    ...(limit === undefined ? [offer(l10n.t("Use limit instead"), renameAttribute(bits, "limit"))] : []),
    offer(l10n.t("Change the mode to emulate"), emulate, ...withoutLimit),
  ];
}

/** `<maxphysaddr>` in the QEMU driver. */
export const maxphysaddrRules: readonly Rule[] = [
  {
    id: "maxphysaddr-arch",
    stage: "define",
    severity: "error",
    message: "maxphysaddr works only for x86 VMs, but the architecture is {arch}. Remove it.",
    check: maxphysaddr,
  },
  {
    id: "maxphysaddr-bits",
    stage: "define",
    severity: "error",
    message:
      "bits cannot be used with mode='passthrough', which uses the host's address bits. Use limit, or mode='emulate'.",
  },
];
