import type { NearMisses } from "./nearMisses.js";

/** Parts of a VM around its CPU. */
export const aroundNearMisses: NearMisses = {
  "domain-type": [
    "<domain type='bhyve'><vcpu>2</vcpu></domain>",
    "<domain type='lxc'><vcpu>2</vcpu></domain>",
    "<domain><vcpu>2</vcpu></domain>",
  ],
  "vm-incomplete": [
    "<domain type='kvm'><name>vm</name><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='q35'>hvm</type></os></domain>",
    "<domain type='kvm'><name>vm</name><os><type arch='x86_64' machine='q35'>hvm</type></os><vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='1024'/></numa></cpu></domain>",
    "<domain type='xen'><name>vm</name><memory unit='MiB'>64</memory><bootloader>/usr/bin/pygrub</bootloader></domain>",
    "<domain type='kvm'><cpu mode='host-model'/></domain>",
  ],
  "libvirtd-ends": [
    "<domain type='kvm'><vcpu>2147483647</vcpu></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>1000</iothreads></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><cachetune vcpus='0'><cache id='0' level='9' type='both' size='3'/></cachetune></cputune></domain>",
  ],
  "element-value": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><period>1000</period><quota>-1</quota><global_quota>17592186044415</global_quota><emulator_period>0</emulator_period><iothread_period/><shares> 1</shares></cputune></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>+2</iothreads></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><period>1000</period><period>x</period></cputune></domain>",
  ],
  "cputune-once": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><emulatorpin cpuset='0'/><emulatorsched scheduler='rr' priority='-5'/></cputune></domain>",
  ],
  "pin-cpuset": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><emulatorpin cpuset='99'/></cputune></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>1</iothreads><cputune><iothreadpin iothread='1' cpuset='0'/></cputune></domain>",
  ],
  "iothread-missing": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>2</iothreads><cputune><iothreadpin iothread='2' cpuset='0'/><iothreadsched iothreads='1-2' scheduler='idle'/></cputune></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>2</iothreads><iothreadids><iothread id='7'/></iothreadids><cputune><iothreadpin iothread='1' cpuset='0'/><iothreadpin iothread='7' cpuset='0'/></cputune></domain>",
  ],
  "iothread-duplicate": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><iothreads>2</iothreads><cputune><iothreadsched iothreads='1' scheduler='idle'/><iothreadsched iothreads='2' scheduler='idle'/></cputune></domain>",
  ],
  "resctrl-conflict": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><cachetune vcpus='0-1'><monitor level='3' vcpus='0'/><monitor level='3' vcpus='1'/></cachetune><memorytune vcpus='0-1'><monitor vcpus='0'/></memorytune></cputune></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><cachetune vcpus='0'><cache id='0' level='3' type='code' size='3' unit='MiB'/><cache id='0' level='3' type='data' size='3' unit='MiB'/></cachetune></cputune></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cputune><memorytune vcpus='9'><node/></memorytune></cputune></domain>",
  ],
  "memory-text": [
    "<domain type='kvm'><memory unit='mb'> 64</memory><currentMemory/></domain>",
    "<domain type='kvm'><memory unit='x'/></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><memtune><hard_limit>0</hard_limit></memtune></domain>",
  ],
  "hugepages-backing": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><memoryBacking><hugepages/><source type='memfd'/><allocation mode='immediate'/></memoryBacking></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><memoryBacking><allocation mode='ondemand'/></memoryBacking></domain>",
  ],
  "memory-device": [
    "<domain type='kvm'><maxMemory slots='1' unit='MiB'>4096</maxMemory><memory unit='MiB'>1024</memory><vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='65536'/></numa></cpu><devices><memory model='dimm' access='shared' discard='yes'><target><size>131072</size><node>0</node></target></memory><memory model='virtio-pmem'><source><path>/x</path></source><target><size>131072</size></target></memory></devices></domain>",
    "<domain type='kvm'><maxMemory slots='1' unit='MiB'>4096</maxMemory><memory unit='MiB'>1024</memory><devices><memory model='dimm'><target><size>131072</size></target></memory></devices></domain>",
  ],
  "machine-vcpus": [
    "<domain type='kvm'><vcpu>255</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os></domain>",
    "<domain type='kvm'><vcpu>1024</vcpu><os><type arch='x86_64' machine='pc-q35-8.2'>hvm</type></os></domain>",
    "<domain type='kvm'><vcpu>9999</vcpu></domain>",
  ],
  "machine-unknown": [
    "<domain type='kvm'><os><type arch='x86_64' machine='pc-q35-noble'>hvm</type></os></domain>",
    "<domain type='kvm'><os><type arch='x86_64' machine='rhel6.6.0'>hvm</type></os></domain>",
    "<domain type='kvm'><os><type machine='raspi4b'>hvm</type></os></domain>",
    "<domain type='kvm'><os><type arch='aarch64' machine='raspi4b'>hvm</type></os></domain>",
    "<domain type='xen'><os><type arch='x86_64' machine='xenfv'>hvm</type></os></domain>",
    "<domain type='kvm'><os><type arch='x86_64' machine='ubuntu'>hvm</type></os></domain>",
  ],
  "launch-security": [
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><launchSecurity type='sev'><policy>0x0003</policy></launchSecurity></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><launchSecurity type='s390-pv'/></domain>",
    "<domain type='kvm'><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><launchSecurity type='sev-snp'><policy>4294967296</policy></launchSecurity></domain>",
  ],
  "qemu-argument": [
    "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:commandline><qemu:arg value=''/><qemu:env name='_A1'/></qemu:commandline></domain>",
    "<domain type='xen' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:commandline><qemu:arg/></qemu:commandline></domain>",
  ],
};
