import type { NearMisses } from "./nearMisses.js";

/** On the sample hosts that the rule names. */
export const targetNearMisses: NearMisses = {
  "target-model": [
    "<cpu><model>Haswell-noTSX-IBRS</model></cpu>",
    "<cpu check='none'><model>Skylake-Server-IBRS</model></cpu>",
    "<domain type='qemu'><cpu><model>Skylake-Server-IBRS</model></cpu></domain>",
  ],
  "target-feature": [
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='optional' name='avx512f'/></cpu>",
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='require' name='aes'/></cpu>",
  ],
  "target-forbidden-feature": [
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='disable' name='pdpe1gb'/></cpu>",
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='forbid' name='svm'/></cpu>",
  ],
  "target-vendor": [
    "<cpu><model>Nehalem</model><vendor>Intel</vendor><feature policy='require' name='aes'/></cpu>",
    // libvirt looks at the vendor only where it compares, and a usable model with nothing beside it is not compared.
    "<cpu><model>Nehalem</model><vendor>AMD</vendor></cpu>",
  ],
  "target-strict": ["<cpu match='exact'><model>Westmere</model><feature policy='require' name='pcid'/></cpu>"],
  "target-check-full": ["<cpu check='partial'><model>Haswell-noTSX-IBRS</model></cpu>"],
  "target-model-unknown": [
    "<cpu><model fallback='forbid'>Nehalem</model></cpu>",
    "<cpu><model fallback='allow'>cpu64-rhel6</model></cpu>",
  ],
  "target-feature-unknown": ["<cpu mode='host-model'><feature policy='disable' name='aes'/></cpu>"],
  "target-mode": ["<cpu mode='host-model'/>", "<cpu><model>Nehalem</model></cpu>"],
  "target-migratable": ["<cpu mode='host-passthrough' migratable='off'/>", "<cpu mode='host-passthrough'/>"],
  "target-address-bits": ["<cpu mode='host-model'><maxphysaddr mode='emulate' bits='40'/></cpu>"],
  "target-vcpus": [
    "<domain type='kvm'><vcpu>8</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'/></domain>",
  ],
  "target-machine": [
    "<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><os><type arch='x86_64' machine='pc-q35-6.2'>hvm</type></os><cpu mode='host-model'/></domain>",
    // Another emulator has machine types of its own.
    "<domain type='kvm'><os><type arch='x86_64' machine='pc-q35-2.4'>hvm</type></os><cpu mode='host-model'/><devices><emulator>/opt/qemu</emulator></devices></domain>",
  ],
  "target-tsc": [
    "<domain type='kvm'><cpu mode='host-model'/><clock><timer name='tsc' frequency='1900000000'/></clock></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><clock><timer name='tsc' frequency='1900474999'/></clock></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><clock><timer name='hpet' frequency='1000000000'/></clock></domain>",
  ],
  "target-vm": [
    "<domain type='kvm'><features><hyperv><vpindex state='on'/></hyperv></features><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><cputune><vcpupin vcpu='0' cpuset='3'/></cputune></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><numatune><memory mode='strict' nodeset='0'/></numatune></domain>",
  ],
  "target-arch": [
    "<domain type='qemu'><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='maximum'/><devices><emulator>/opt/qemu</emulator></devices></domain>",
    "<domain type='kvm'><os><type arch='i686' machine='q35'>hvm</type></os><cpu mode='host-passthrough'/></domain>",
  ],
  "host-model-migration": ["<cpu><model>Haswell-noTSX-IBRS</model></cpu>"],
  "host-passthrough-migration": ["<cpu mode='host-model'/>", "<domain type='qemu'><cpu mode='maximum'/></domain>"],
};
