import type { NearMisses } from "./nearMisses.js";

const kvm = (rest: string, vcpus = 4) => `<domain type='kvm'><vcpu>${vcpus}</vcpu>${rest}</domain>`;
const machine = (name: string) => `<os><type arch='x86_64' machine='${name}'>hvm</type></os>`;
const iommu = (driver: string) =>
  `<devices><iommu model='intel'><driver intremap='on' eim='${driver}'/></iommu></devices>`;

export const vcpusNearMisses: NearMisses = {
  "vcpu-count": [
    "<domain type='kvm'><vcpu current='4'>4</vcpu></domain>",
    "<domain type='kvm'><name>one vCPU</name></domain>",
    "<domain type='kvm'><vcpu placement='auto' cpuset='nonsense'>4</vcpu></domain>",
    "<domain type='kvm'><vcpu current='8'>4</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus></domain>",
    "<domain type='xen'><vcpu>0</vcpu></domain>",
  ],
  "vcpu-id": [kvm("<vcpus><vcpu id='0' enabled='yes'/><vcpu id='3' enabled='no'/></vcpus>")],
  "vcpu-offline": [kvm("<vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='no' hotpluggable='yes'/></vcpus>")],
  "vcpus-unsupported": [
    "<domain type='qemu'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus></domain>",
    "<domain type='xen'><vcpu>2</vcpu><vcpus/></domain>",
  ],
  "vcpu-zero": [
    kvm("<vcpus><vcpu id='0' enabled='yes' hotpluggable='no' order='1'/></vcpus>"),
    kvm("<vcpus/>"),
    "<domain type='test'><vcpu>2</vcpu><vcpus><vcpu id='1' enabled='yes'/></vcpus></domain>",
  ],
  "vcpu-order": [
    kvm(
      "<vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes' hotpluggable='yes' order='3'/><vcpu id='2' enabled='yes' hotpluggable='yes' order='2'/></vcpus>",
    ),
    kvm("<vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='yes'/><vcpu id='2' enabled='no'/></vcpus>"),
    kvm("<vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='2' enabled='no' order='9'/></vcpus>"),
  ],
  "vcpu-order-taken": [
    kvm("<vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes' order='4'/></vcpus>"),
    "<domain type='kvm'><vcpu>2</vcpu><os><type arch='ppc64' machine='pseries'>hvm</type></os><vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes' order='1'/></vcpus></domain>",
  ],
  "topology-vcpus": [
    "<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='1' dies='2' cores='2' threads='1'/></cpu></domain>",
    "<domain type='xen'><vcpu>4</vcpu><cpu mode='host-passthrough'><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
  ],
  "topology-too-large": ["<cpu mode='host-model'><topology sockets='65535' cores='65535' threads='1'/></cpu>"],
  "vcpu-granularity": [
    "<domain type='kvm'><vcpu current='4'>8</vcpu><os><type arch='ppc64' machine='pseries'>hvm</type></os><cpu mode='host-passthrough'><topology sockets='1' cores='2' threads='4'/></cpu></domain>",
    "<domain type='kvm'><vcpu current='3'>8</vcpu><cpu mode='host-passthrough'><topology sockets='1' cores='2' threads='4'/></cpu></domain>",
  ],
  "many-vcpus-machine": [
    kvm(machine("pc"), 255),
    kvm(machine("pc-q35-9.0"), 288),
    "<domain type='kvm'><vcpu>288</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os></domain>",
    "<domain type='xen'><vcpu>288</vcpu></domain>",
  ],
  "many-vcpus-interrupts": [
    kvm(machine("q35"), 288),
    kvm(`${machine("q35")}${iommu("on")}`, 288),
    kvm(`${machine("q35")}<features><ioapic driver='qemu'/></features>${iommu("off")}`, 288),
    kvm(`${machine("q35")}${iommu("off")}`, 255),
  ],
  "topology-bhyve": [
    "<domain type='bhyve'><vcpu>4</vcpu><cpu><topology sockets='1' dies='1' cores='2' threads='2'/></cpu></domain>",
  ],
  "cpu-vmware": [
    "<domain type='vmware'><vcpu>4</vcpu><cpu mode='custom'><topology sockets='2' cores='2' threads='1'/></cpu></domain>",
  ],
  "vcpupin-duplicate": [
    kvm("<cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='1' cpuset='1'/></cputune>"),
    kvm("<cputune><vcpupin vcpu='9' cpuset='1'/><vcpupin vcpu='9' cpuset='1'/></cputune>"),
  ],
  "vcpupin-cpuset": [kvm("<cputune><vcpupin vcpu='9'/></cputune>")],
  "vcpupin-ignored": [kvm("<cputune><vcpupin vcpu='3' cpuset='1'/></cputune>")],
  "cputune-vcpus": [
    kvm("<cputune><vcpusched vcpus='0' scheduler='batch'/><emulatorsched scheduler='idle'/></cputune>"),
  ],
  "vcpusched-vcpu": [kvm("<cputune><vcpusched vcpus='0-3' scheduler='batch'/></cputune>")],
  "vcpusched-overlap": [
    kvm("<cputune><vcpusched vcpus='0-3,^1' scheduler='batch'/><vcpusched vcpus='1' scheduler='idle'/></cputune>"),
  ],
  "resctrl-overlap": [
    kvm(
      "<cputune><cachetune vcpus='1-2'/><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3'/></cachetune></cputune>",
    ),
    kvm(
      "<cputune><cachetune vcpus='0-1'><cache id='0' level='3' type='both' size='3'/></cachetune><memorytune vcpus='0-1'><node id='0' bandwidth='60'/></memorytune></cputune>",
    ),
  ],
  "cachetune-kvm": [
    kvm("<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3'/></cachetune></cputune>"),
    "<domain type='qemu'><vcpu>2</vcpu><cputune><cachetune vcpus='4'><cache id='0'/></cachetune></cputune></domain>",
  ],
};
