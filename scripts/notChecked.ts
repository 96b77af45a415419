/** What libvirt checks and no rule does, with the reason; printed at the end of docs/rules.md. */
export const NOT_CHECKED: readonly {
  readonly reason: string;
  readonly checks: readonly string[];
  /** libvirt's messages, where they are recorded; `unless` the document says more. */
  readonly refusals?: readonly { readonly message: RegExp; readonly unless?: RegExp }[];
}[] = [
  {
    reason: "Only the host can tell: which QEMU, which firmware and which machine it has.",
    checks: [
      "an emulator that does not support the architecture, the domain type or the machine type",
      "no firmware on the host that fits",
      "secure boot without the feature smm: the firmware's description may turn it on",
      "a loader or its variables without the path of a file, and formats of firmware files",
      "launch security that the host's QEMU does not have",
      "virtio memory that the host's QEMU does not have for this architecture",
    ],
    refusals: [
      { message: /^unsupported configuration: Emulator '[^']*' does not support/ },
      { message: /Unable to find '(?:bios|efi)' firmware/ },
      {
        message:
          /no loader path specified|when firmware autoselection is enabled|feature-based firmware autoselection|for ROM loader type/,
      },
      { message: /Secure boot requires SMM feature enabled/, unless: /<smm/ },
      { message: /launch security is not supported with this QEMU binary/ },
      { message: /address bits cannot exceed the number supported by the host CPU/ },
      { message: /isn't supported by this QEMU binary/ },
    ],
  },
  {
    reason:
      "The definition leaves it to the host: without a machine type QEMU's default is taken, without an arch the host's.",
    checks: [
      "an IOMMU, secure boot, tseg or many vCPUs without a machine type",
      "a machine type of another architecture, or UEFI without ACPI, without an arch",
    ],
    refusals: [
      {
        message: /(?:supported with (?:q35|Q35) |machine type limit|No PCI buses)/,
        unless: /<type[^>]*machine=(?!["']{2})/,
      },
      {
        message:
          /supports PCI but no PCI controller|UEFI requires ACPI|feature is (?:not supported for architecture|only supported with)/,
        unless: /<type[^>]* arch=(?!["']{2})/,
      },
    ],
  },
  {
    reason: "It is about devices.",
    checks: [
      "PCI controllers and their place",
      "addresses of devices",
      "mice and keyboards without the feature ps2",
      "messages of the BIOS without a serial port",
    ],
    refusals: [
      { message: /(?:pci|pcie)-expander-bus controllers|invalid NUMA node in target|The PCI controller with index/ },
      {
        message:
          /ps2 bus inputs|BIOS serial output|in element 'address'|only 'pci' addresses are supported|No PCI buses available/,
      },
    ],
  },
  {
    reason: "Such documents are not checked.",
    checks: ["another outermost element than those of libvirt, or `virsh define` of a snapshot", "an unknown encoding"],
    refusals: [{ message: /expecting root element of 'domain'|Unsupported encoding/ }],
  },
  {
    reason: "This depends on the host. The engine's `checkStart` predicts it from a host's domain capabilities.",
    checks: [
      "KVM is not available on the host",
      "the host lacks required features, or has forbidden ones",
      "the host's vendor or architecture is another",
      "match strict, and the host has more",
      "check full, and QEMU added or dropped something",
      "the host's own CPU is not known to libvirt",
      "invariant TSC, TSC frequency, Hyper-V features and paravirtual spinlocks that the host does not support",
      "more address bits than the host has",
      "more vCPUs than the machine type takes",
      "a QEMU without dies, clusters, HMAT, the mode maximum or migratable",
      "IOMMU options that this QEMU does not know",
      "a machine type without ps2 and smm switches",
      "Hyper-V mode host-model on a host without Hyper-V capabilities",
      "an unusable default CPU that QEMU reports",
      "a required feature that the host lacks, under host-passthrough: it starts without",
      "comparing models and vendors on ppc64 and aarch64, compatibility modes newer than the host",
    ],
    refusals: [{ message: /maximum CPU is not supported by QEMU binary/, unless: /arch=["']ppc64/ }],
  },
  {
    reason: "It depends on the QEMU release, and newer ones accept it.",
    checks: ["shared memory access without NUMA cells", "a disabled feature that QEMU does not know"],
  },
  {
    reason: "It cannot happen in a document that got this far.",
    checks: [
      "a NUMA topology in which no cell has vCPUs: libvirt puts all of them into cell 0",
      "Hyper-V or KVM flags on an architecture without a default CPU: a default is filled in first",
    ],
  },
  {
    reason: "It is about a running VM or a call of the API, not about a document.",
    checks: [
      "changing the vCPU count of a VM that has a topology or NUMA cells",
      "an empty string or a wrong root given to cpu-compare and cpu-baseline",
      "hypervisor-cpu-compare and -baseline on architectures without them",
      "ignore-host with one CPU only",
      "comparing on riscv64 and loongarch64: always identical",
    ],
  },
  {
    reason: "Of a document type only its entities are read.",
    checks: ["attributes to which a document type gives a value or a type, and its other faults"],
  },
  {
    reason: "It compares two definitions: the one that was saved and the one that is now.",
    checks: ["restoring a snapshot or a saved VM, or migrating, with another CPU, vCPU count, NUMA or TSC frequency"],
  },
  {
    reason: "It shows a broken installation, or a fault of the hypervisor.",
    checks: [
      "a feature required by a CPU model is not found",
      "conflicting CPU data, MSR features of very old QEMUs",
      "a host-model that was not expanded",
    ],
  },
  {
    reason: "libvirt or QEMU only writes it to a log.",
    checks: ["Hyper-V relaxed and vapic on a host without them", "QEMU's warnings about requested features"],
  },
  {
    reason: "The values are of another driver.",
    checks: ["Xen's own values in the domain's features"],
  },
  {
    reason: "None of the releases whose maps are included refuses it.",
    checks: ["KVM's hint-dedicated with another mode than host-passthrough"],
  },
  {
    reason: "The details are not about the CPU the guest sees.",
    checks: ["the order of hot-plugged vCPUs on architectures that plug whole cores"],
  },
  {
    reason: "It is told where the model is shown, not as a finding.",
    checks: ["features that a model once had: spelled out as disabled at a fresh start"],
  },
];

/** Why no rule speaks of a recorded refusal; undefined where one should. */
export function whyNotChecked(message: string, xml: string): string | undefined {
  return NOT_CHECKED.find(({ refusals = [] }) =>
    refusals.some((each) => each.message.test(message) && each.unless?.test(xml) !== true),
  )?.reason;
}
