import * as l10n from "@vscode/l10n";
import { type Catalogue, isReadBy, similarNames } from "../../catalogue/index.js";
import { guestArch, guestArches, isFamily, machineType } from "../../domain/index.js";
import { removeAttribute, setText, setValue } from "../../edits/index.js";
import type { XmlAttribute } from "../../xml/index.js";
import { type Check, type Fix, offer, prefer, type Rule, valueRange } from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

const X86: readonly string[] = ["x86_64", "i686"];
const POWER: readonly string[] = ["ppc64", "ppc64le"];
const VIRT: readonly string[] =
  "aarch64 armv7l armv6l riscv32 riscv64 loongarch64 m68k openrisc mips mipsel mips64 mips64el".split(" ");

/** Families of QEMU's machine types that belong to some architectures only. */
const MACHINES: readonly (readonly [family: string, arches: readonly string[]])[] = [
  ["q35", X86],
  ["pc", X86],
  ["microvm", X86],
  ["isapc", X86],
  ["virt", VIRT],
  ["pseries", POWER],
  ["powernv", POWER],
  ["s390-ccw-virtio", ["s390x"]],
];

/** The usual machine type of an architecture. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ["x86_64", "q35"],
  ["i686", "pc"],
  ["ppc64", "pseries"],
  ["ppc64le", "pseries"],
  ["s390x", "s390-ccw-virtio"],
  ["aarch64", "virt"],
  ["armv7l", "virt"],
  ["riscv64", "virt"],
  ["loongarch64", "virt"],
]);

/** Others' names of architectures. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["amd64", "x86_64"],
  ["x64", "x86_64"],
  ["x86-64", "x86_64"],
  ["x86", "i686"],
  ["i386", "i686"],
  ["i586", "i686"],
  ["arm64", "aarch64"],
  ["arm", "armv7l"],
  ["s390", "s390x"],
  ["power", "ppc64le"],
]);

/** The architectures that the release knows. */
function archesOf({ grammar, release }: Catalogue): readonly string[] {
  const values = grammar.elements["os/type"]?.attributes?.arch?.values ?? {};
  return guestArches.filter((name) => isReadBy(values[name] ?? {}, release));
}

/** As far as a document alone shows it. */
const guest: Check = function* ({ view, catalogue }) {
  const arch = view.os?.arch;
  const arches = archesOf(catalogue);
  if (arch !== undefined && !arches.includes(arch.value)) {
    const typed = arch.value.trim().toLowerCase();
    const likely = arches.find((name) => name === typed) ?? MEANT.get(typed) ?? similarNames(typed, arches, 1)[0];
    yield {
      rule: "arch-unknown",
      range: valueRange(arch.attribute),
      data: {
        name: arch.value,
        hint: likely === undefined ? "" : ` ${l10n.t("Did you mean {0}?", likely)}`,
      },
      libvirt: `unsupported configuration: Unknown architecture ${arch.value}`,
      fixes: ({ text }) =>
        likely === undefined ? [] : [prefer(l10n.t("Change to {0}", likely), setValue(text, arch.attribute, likely))],
    };
  }
  yield* osType({ view });
  if (runsOnQemu(view.type?.value)) yield* machineArch({ view });
};

const OS_TYPES: readonly string[] = ["hvm", "xen", "linux", "exe", "uml", "xenpvh"];

function* osType({ view }: Pick<Parameters<Check>[0], "view">): ReturnType<Check> {
  const type = view.os?.type;
  if (type === undefined || type.value === "" || type.value === "hvm") return;
  const isKnown = OS_TYPES.includes(type.value);
  if (isKnown && !runsOnQemu(view.type?.value)) return;
  const emulator = `Emulator '/usr/bin/qemu-system-${guestArch(view) ?? "x86_64"}'`;
  const libvirt = isKnown ? `${emulator} does not support os type '${type.value}'` : `unknown OS type '${type.value}'`;
  const why = isKnown ? l10n.t("QEMU supports only the type hvm.") : l10n.t("Unknown type. Use hvm.");
  yield {
    rule: "os-type",
    range: type.range,
    data: { name: type.value.trim(), why },
    libvirt: `unsupported configuration: ${libvirt}`,
    // Space around it is part of the name to libvirt, too.
    fixes: ({ text }) => [prefer(l10n.t("Change to hvm"), setText(text, type.element, "hvm"))],
  };
}

function* machineArch({ view }: Pick<Parameters<Check>[0], "view">): ReturnType<Check> {
  const machine = machineType(view);
  const arch = guestArch(view);
  const place = view.os?.machine?.attribute;
  if (machine === undefined || arch === undefined || place === undefined) return;
  const arches = MACHINES.find(([family]) => isFamily(machine, family))?.[1];
  // Of mainframes QEMU has one family; other architectures have boards of their own.
  if (arches === undefined ? arch !== "s390x" : arches.includes(arch)) return;
  yield {
    rule: "machine-arch",
    range: valueRange(place),
    data: { machine, arch },
    libvirt: `unsupported configuration: Emulator '/usr/bin/qemu-system-${arch}' does not support machine type '${machine}'`,
    fixes: ({ text }) => otherMachine(text, place, USUAL.get(arch)),
  };
}

function otherMachine(text: string, machine: XmlAttribute, usual: string | undefined): Fix[] {
  const leaveOut = l10n.t("Remove the machine type (libvirt chooses)");
  if (usual === undefined) return [prefer(leaveOut, removeAttribute(text, machine))];
  return [
    prefer(l10n.t("Change to {0}", usual), setValue(text, machine, usual)),
    offer(leaveOut, removeAttribute(text, machine)),
  ];
}

/** Which guests there are. */
export const guestRules: readonly Rule[] = [
  {
    id: "arch-unknown",
    stage: "define",
    severity: "error",
    message: "Unknown architecture '{name}'.{hint}",
    reason: "text",
    check: guest,
  },
  {
    id: "os-type",
    stage: "define",
    severity: "error",
    message: "'{name}' cannot be the type here. {why}",
  },
  {
    id: "machine-arch",
    stage: "define",
    severity: "error",
    message: "QEMU for {arch} does not support the machine type {machine}.",
  },
];
