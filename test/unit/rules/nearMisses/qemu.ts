import type { NearMisses } from "./nearMisses.js";

const X86 = "<os><type arch='x86_64' machine='q35'>hvm</type></os>";
const ARM = "<os><type arch='aarch64' machine='virt'>hvm</type></os>";
const kvm = (rest: string) => `<domain type='kvm'><vcpu>2</vcpu>${rest}</domain>`;
const qemu = (rest: string) => `<domain type='qemu'><vcpu>2</vcpu>${rest}</domain>`;
const features = (rest: string) => `<features>${rest}</features>`;
const iommu = (attributes: string, inside = "") => `<devices><iommu ${attributes}>${inside}</iommu></devices>`;

export const qemuNearMisses: NearMisses = {
  "cache-arch": [
    kvm(`${X86}<cpu mode='host-passthrough'><cache mode='disable'/></cpu>`),
    `<domain type='xen'>${ARM}<cpu mode='maximum'><cache mode='disable'/></cpu></domain>`,
  ],
  "cache-emulate-level": ["<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>"],
  "cache-passthrough": [
    "<cpu mode='maximum'><cache mode='passthrough'/></cpu>",
    "<cpu mode='host-model'><cache mode='disable'/></cpu>",
  ],
  "cache-level-mode": [
    "<cpu mode='host-passthrough'><cache mode='passthrough'/></cpu>",
    "<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>",
  ],
  "maxphysaddr-arch": [
    kvm(`${X86}<cpu mode='host-model'><maxphysaddr mode='passthrough'/></cpu>`),
    "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='42'/></cpu>",
  ],
  "maxphysaddr-bits": [
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='40'/></cpu>",
    "<cpu mode='host-passthrough'><maxphysaddr mode='emulate' bits='40'/></cpu>",
  ],
  "migratable-arch": [
    kvm(`${ARM}<cpu mode='host-passthrough' migratable='off'/>`),
    qemu(`${ARM}<cpu mode='maximum' migratable='on'/>`),
    kvm(`${X86}<cpu mode='host-passthrough' migratable='on'/>`),
  ],
  "check-without-model": [
    "<domain type='kvm'><cpu check='full'/></domain>",
    qemu("<os><type arch='riscv64' machine='virt'>hvm</type></os><cpu check='full'/>"),
    qemu(`${ARM}<cpu mode='maximum' check='none'/>`),
    "<domain type='xen'><cpu check='default'/></domain>",
    "<domain type='xen'><cpu mode='host-passthrough' check='none'/></domain>",
  ],
  "sve-lengths": [
    qemu(`${ARM}<cpu mode='maximum'><feature policy='disable' name='sve'/></cpu>`),
    qemu(
      `${ARM}<cpu mode='maximum'><feature policy='require' name='sve'/><feature policy='disable' name='sve256'/></cpu>`,
    ),
  ],
  "arch-unknown": [kvm("<os><type arch='s390x'>hvm</type></os>"), kvm("<os><type>hvm</type></os>")],
  "os-type": [kvm("<os><type>hvm</type></os>"), "<domain type='xen'><os><type>linux</type></os></domain>"],
  "machine-arch": [
    qemu("<os><type arch='riscv64' machine='virt'>hvm</type></os>"),
    qemu("<os><type arch='i686' machine='pc-i440fx-9.0'>hvm</type></os>"),
    qemu("<os><type arch='aarch64' machine='virt-9.0'>hvm</type></os>"),
    qemu("<os><type arch='aarch64' machine='raspi4b'>hvm</type></os>"),
  ],
  "uefi-needs-acpi": [
    kvm(`<os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os>${features("<acpi/>")}`),
    kvm("<os firmware='bios'><type arch='x86_64' machine='q35'>hvm</type></os>"),
    kvm("<os firmware='efi'><type arch='aarch64' machine='virt'>hvm</type></os>"),
  ],
  "acpi-needs-uefi": [
    kvm(`<os firmware='efi'><type arch='aarch64'>hvm</type></os>${features("<acpi/>")}`),
    kvm(`<os><type arch='aarch64'>hvm</type><loader type='pflash'>/x.fd</loader></os>${features("<acpi/>")}`),
    kvm(`<os><type arch='riscv64'>hvm</type></os>${features("<acpi/>")}`),
  ],
  "secure-boot": [
    kvm("<os><loader secure='no' type='pflash'>/x.fd</loader><type arch='x86_64' machine='pc'>hvm</type></os>"),
    kvm(
      `<os><loader secure='yes' type='pflash'>/x.fd</loader><type arch='x86_64' machine='q35'>hvm</type></os>${features("<acpi/><smm state='on'/>")}`,
    ),
    // libvirt 9.2 and later turn smm on.
    kvm("<os><loader secure='yes' type='pflash'>/x.fd</loader><type arch='x86_64' machine='q35'>hvm</type></os>"),
  ],
  "iommu-count": [
    kvm(iommu("model='intel'")),
    kvm("<devices><iommu model='intel'/><x:iommu xmlns:x='urn:x' model='intel'/></devices>"),
  ],
  "iommu-attributes": [kvm(iommu("model='intel'", "<driver iotlb='on'/>")), kvm(iommu("model='virtio'", "<driver/>"))],
  "iommu-address": [kvm(iommu("model='virtio'", "<address type='pci'/>"))],
  "iommu-intremap": [
    kvm(`${features("<ioapic driver='qemu'/>")}${iommu("model='intel'", "<driver intremap='on'/>")}`),
    kvm(iommu("model='intel'", "<driver intremap='on'/>")),
    kvm(iommu("model='intel'", "<driver intremap='off'/>")),
  ],
  "iommu-eim": [
    kvm(iommu("model='intel'", "<driver intremap='on' eim='on'/>")),
    kvm(iommu("model='intel'", "<driver eim='off'/>")),
    `<domain type='kvm'><vcpu>300</vcpu>${X86}${iommu("model='intel'", "<driver eim='on'/>")}</domain>`,
  ],
  "iommu-machine": [
    kvm(`${X86}${iommu("model='intel'")}`),
    kvm(`${ARM}${iommu("model='smmuv3'")}`),
    kvm(`${X86}${features("<acpi/>")}${iommu("model='virtio'", "<address type='pci'/>")}`),
    kvm(iommu("model='intel'")),
  ],
  "domain-feature-unknown": [
    kvm(features("<acpi/><apic/><pae/><smm state='on'/><vmport state='off'/><tcg/><async-teardown enabled='yes'/>")),
    "<cpu mode='host-model'><feature policy='require' name='vmx'/></cpu>",
  ],
  "domain-feature-guest": [
    kvm(`${X86}${features("<pvspinlock/><vmport state='off'/><ioapic driver='kvm'/><apic eoi='on'/>")}`),
    kvm(`${ARM}${features("<gic version='3'/><apic/><ioapic/><pmu state='off'/><ras state='on'/>")}`),
    kvm("<os><type arch='ppc64le'>hvm</type></os><features><htm state='on'/><hpt resizing='required'/></features>"),
    kvm("<os><type>hvm</type></os><features><gic version='3'/></features>"),
    qemu(features("<tcg><tb-cache unit='MiB'>64</tb-cache></tcg>")),
  ],
  "tb-cache-size": [
    qemu(features("<tcg><tb-cache unit='MiB'>5</tb-cache></tcg>")),
    qemu(features("<tcg><tb-cache>2048</tb-cache></tcg>")),
  ],
  "kvm-feature-unknown": [kvm(features("<kvm><hidden state='on'/><pv-ipi state='off'/></kvm>"))],
  "dirty-ring-size": [
    kvm(features("<kvm><dirty-ring state='on' size='1024'/></kvm>")),
    kvm(features("<kvm><dirty-ring state='on' size='65536'/></kvm>")),
    kvm(features("<kvm><dirty-ring state='off' size='7'/></kvm>")),
  ],
};
