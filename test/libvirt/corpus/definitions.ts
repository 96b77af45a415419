/** What differs from a plain emulated q35 machine with two vCPUs. */
export interface Definition {
  readonly machine?: string;
  /** `<vcpu>` and what is beside it. */
  readonly vcpus?: string;
  readonly memory?: string;
  readonly features?: string;
  readonly cpu?: string;
  readonly clock?: string;
  readonly devices?: string;
}

const custom = (model: string, inside = "", attributes = "check='none'"): string =>
  `<cpu mode='custom' match='exact' ${attributes}><model fallback='forbid'>${model}</model>${inside}</cpu>`;

/** Domains that libvirt defines and QEMU starts without KVM, by what they show. */
export const DEFINITIONS: Readonly<Record<string, Definition>> = {
  "no-cpu": {},
  "no-cpu-pc": { machine: "pc", vcpus: "<vcpu>1</vcpu>" },
  "topology-only": {
    vcpus: "<vcpu>4</vcpu>",
    cpu: "<cpu><topology sockets='1' dies='1' cores='2' threads='2'/></cpu>",
  },
  "host-model": { cpu: "<cpu mode='host-model'/>" },
  "host-model-check-none": { cpu: "<cpu mode='host-model' check='none'/>" },
  "host-model-features": {
    cpu: "<cpu mode='host-model'><feature policy='disable' name='avx2'/><feature policy='require' name='sse4.2'/></cpu>",
  },
  "host-model-forbid-fallback": { cpu: "<cpu mode='host-model'><model fallback='forbid'/></cpu>" },
  maximum: { cpu: "<cpu mode='maximum'/>" },
  "maximum-migratable-off": { cpu: "<cpu mode='maximum' migratable='off'/>" },
  "maximum-cache-passthrough": { cpu: "<cpu mode='maximum'><cache mode='passthrough'/></cpu>" },
  "maximum-features": { cpu: "<cpu mode='maximum'><feature policy='disable' name='la57'/></cpu>" },
  "custom-qemu64": { cpu: custom("qemu64") },
  "custom-haswell": { cpu: custom("Haswell-noTSX") },
  "custom-epyc-vendor": { cpu: custom("EPYC", "<vendor>AMD</vendor>") },
  "custom-vendor-id": {
    cpu: "<cpu check='none'><model fallback='allow' vendor_id='KVMKVMKVMKVM'>Westmere</model></cpu>",
  },
  "custom-features": {
    cpu: custom(
      "Nehalem",
      "<feature policy='require' name='pcid'/><feature policy='disable' name='vme'/><feature policy='optional' name='aes'/><feature policy='force' name='x2apic'/>",
    ),
  },
  "custom-feature-without-policy": { cpu: custom("Penryn", "<feature name='popcnt'/>") },
  "custom-partial": { cpu: custom("Conroe", "", "check='partial'") },
  "custom-full": {
    cpu: custom(
      "qemu64",
      "<feature policy='require' name='hypervisor'/><feature policy='require' name='lahf_lm'/>",
      "check='full'",
    ),
  },
  "custom-minimum": {
    cpu: "<cpu mode='custom' match='minimum' check='none'><model fallback='allow'>Conroe</model></cpu>",
  },
  "cache-emulate": { cpu: custom("Skylake-Client", "<cache level='3' mode='emulate'/>") },
  "cache-disable": { cpu: custom("Broadwell", "<cache mode='disable'/>") },
  "maxphysaddr-emulate": { cpu: custom("IvyBridge", "<maxphysaddr mode='emulate' bits='40'/>") },
  "numa-two-cells": {
    vcpus: "<vcpu>4</vcpu>",
    cpu: custom(
      "SandyBridge",
      "<topology sockets='2' cores='2' threads='1'/><numa><cell id='0' cpus='0-1' memory='64' unit='MiB'/><cell id='1' cpus='2-3' memory='64' unit='MiB'/></numa>",
    ),
  },
  "numa-distances": {
    vcpus: "<vcpu>2</vcpu>",
    cpu: "<cpu mode='maximum'><numa><cell id='0' cpus='0' memory='65536'><distances><sibling id='0' value='10'/><sibling id='1' value='21'/></distances></cell><cell id='1' cpus='1' memory='65536'><distances><sibling id='0' value='21'/><sibling id='1' value='10'/></distances></cell></numa></cpu>",
  },
  "numa-memory-only-cell": {
    cpu: "<cpu mode='maximum'><numa><cell id='0' cpus='0-1' memory='65536'/><cell id='1' memory='65536'/></numa></cpu>",
  },
  "numa-hmat": {
    cpu: "<cpu mode='maximum'><numa><cell id='0' cpus='0-1' memory='65536'><cache level='1' associativity='direct' policy='writeback'><size value='8' unit='KiB'/><line value='64' unit='B'/></cache></cell><interconnects><latency initiator='0' target='0' type='access' value='5'/><bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/></interconnects></numa></cpu>",
  },
  "numa-memory-hotplug": {
    memory: "<maxMemory slots='4' unit='MiB'>512</maxMemory><memory unit='MiB'>128</memory>",
    cpu: "<cpu mode='maximum'><numa><cell id='0' cpus='0-1' memory='131072'/></numa></cpu>",
  },
  "vcpus-current": { vcpus: "<vcpu placement='static' current='2'>8</vcpu>", cpu: "<cpu mode='maximum'/>" },
  "vcpus-hotpluggable": {
    vcpus:
      "<vcpu current='2'>3</vcpu><vcpus><vcpu id='0' enabled='yes' hotpluggable='no' order='1'/><vcpu id='1' enabled='yes' hotpluggable='yes' order='2'/><vcpu id='2' enabled='no' hotpluggable='yes'/></vcpus>",
    cpu: "<cpu mode='maximum'/>",
  },
  "hyperv-custom": {
    features:
      "<acpi/><apic/><hyperv mode='custom'><relaxed state='on'/><vapic state='off'/><spinlocks state='off'/></hyperv>",
    cpu: custom("qemu64"),
    clock:
      "<clock offset='localtime'><timer name='rtc' tickpolicy='catchup'/><timer name='pit' tickpolicy='delay'/><timer name='hpet' present='no'/></clock>",
  },
  "kvm-hidden": { features: "<acpi/><apic/><kvm><hidden state='on'/></kvm>", cpu: custom("qemu64") },
  "many-vcpus-iommu": {
    vcpus: "<vcpu>4</vcpu>",
    features: "<acpi/><apic/><ioapic driver='qemu'/>",
    cpu: "<cpu mode='maximum'><feature policy='require' name='x2apic'/></cpu>",
    devices: "<devices><iommu model='intel'><driver intremap='on'/></iommu></devices>",
  },
};

/** The whole domain, as somebody would write it. */
export function domainOf(name: string, definition: Definition): string {
  const { machine = "q35", vcpus = "<vcpu>2</vcpu>", memory = "<memory unit='MiB'>128</memory>" } = definition;
  const { features = "<acpi/><apic/>", cpu = "", clock = "", devices = "" } = definition;
  const os = `<os><type arch='x86_64' machine='${machine}'>hvm</type></os><features>${features}</features>`;
  return `<domain type='qemu'><name>${name}</name>${memory}${vcpus}${os}${cpu}${clock}${devices}</domain>`;
}
