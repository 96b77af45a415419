import { isX86, isX86Machine } from "../common/arches.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../xml/index.js";
import { type Attr, type DomainView, readAttr } from "./views.js";
/** The architectures libvirt knows by name (virArch, 12.8). */
export const guestArches: readonly string[] =
  "alpha armv6l armv7l armv7b aarch64 cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips mipsel mips64 mips64el openrisc parisc parisc64 ppc ppcle ppc64 ppc64le ppcemb riscv32 riscv64 s390 s390x sh4 sh4eb sparc sparc64 unicore32 x86_64 xtensa xtensaeb".split(
    " ",
  );

/** The guest's architecture where the document names one that libvirt knows; the host's own is not guessed. */
export function guestArch(view: DomainView): string | undefined {
  const arch = view.os?.arch?.value;
  return arch !== undefined && guestArches.includes(arch) ? arch : undefined;
}

/** The same; x86_64 also where none is named and only x86 has the machine type: on other hosts libvirt refuses that. */
export function archOrMachine(view: DomainView): string | undefined {
  const isNamed = (view.os?.arch?.value ?? "") !== "";
  return isNamed || !isX86Machine(machineType(view) ?? "") ? guestArch(view) : "x86_64";
}

/** The guest's architecture where the document names one and it is not x86. */
export function foreignArch(view: DomainView): string | undefined {
  const arch = guestArch(view);
  return arch === undefined || isX86(arch) ? undefined : arch;
}

/** The machine type where the document names one. */
export function machineType(view: DomainView): string | undefined {
  return view.os?.machine?.value || undefined;
}

/** An ARM guest of the machine type `virt` (qemuDomainMachineIsARMVirt); without a machine type libvirt takes that one. */
export function isArmVirt(view: DomainView): boolean {
  const arch = guestArch(view);
  return (
    (arch === "aarch64" || arch === "armv7l" || arch === "armv6l") && isFamily(machineType(view) ?? "virt", "virt")
  );
}

/** A POWER guest of the machine type `pseries` (qemuDomainMachineIsPSeries), which is also the default. */
export function isPSeries(view: DomainView): boolean {
  const arch = guestArch(view);
  return (arch === "ppc64" || arch === "ppc64le") && isFamily(machineType(view) ?? "pseries", "pseries");
}

/** Whether a machine type is this one or one of its versions. */
export function isFamily(machine: string, family: string): boolean {
  return machine === family || machine.startsWith(`${family}-`);
}

/** How the guest boots, as far as `<os>` says. */
interface FirmwareView {
  readonly firmware: Attr | undefined;
  readonly loader: XmlElement | undefined;
  readonly loaderType: Attr | undefined;
  readonly secure: Attr | undefined;
  /** UEFI for sure: `firmware='efi'`, or a loader of type pflash (virDomainDefHasOldStyleUEFI, 11.3). */
  readonly isUefi: boolean;
}

export function readFirmware({ domain }: Pick<DomainView, "domain">): FirmwareView {
  // Of several <os> libvirt reads the first that says it.
  const systems = childrenNamed(domain, "os");
  const loader = systems.map((os) => childNamed(os, "loader")).find((each) => each !== undefined);
  const firmware = systems.map((os) => readAttr(os, "firmware")).find((each) => each !== undefined);
  const loaderType = readAttr(loader, "type");
  return {
    firmware,
    loader,
    loaderType,
    secure: readAttr(loader, "secure"),
    isUefi: firmware?.value === "efi" || loaderType?.value === "pflash",
  };
}

/**
 * The operating system that a domain is for: its libosinfo id, as virt-manager and virt-install write it into
 * `<metadata>` (`http://microsoft.com/win/11`).
 */
export function guestSystem(domain: XmlElement | undefined): string | undefined {
  for (const metadata of childrenNamed(domain, "metadata")) {
    for (const info of metadata.elements) {
      if (!/(?:^|:)libosinfo$/.test(info.name)) continue;
      const os = info.elements.find(({ name }) => /(?:^|:)os$/.test(name));
      const id = attributeNamed(os, "id")?.value;
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

/**
 * Does a device tie the VM to its host, so that libvirt neither migrates nor saves it: a PCI device of the host, passed
 * through (qemuMigrationSrcIsAllowedHostdev)?
 */
export function isBoundToHost({ domain }: Pick<DomainView, "domain">): boolean {
  return childrenNamed(domain, "devices").some(({ elements }) =>
    elements.some(
      (device) =>
        (device.name === "hostdev" && /^(?:pci|mdev)$/.test(attributeNamed(device, "type")?.value ?? "")) ||
        (device.name === "interface" && attributeNamed(device, "type")?.value === "hostdev"),
    ),
  );
}
