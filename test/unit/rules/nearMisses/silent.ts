import type { NearMisses } from "./nearMisses.js";

export const silentNearMisses: NearMisses = {
  "cpu-missing": [
    "<domain type='kvm'/>",
    "<domain type='xen'><os><type>hvm</type></os></domain>",
    "<domain type='kvm'><os><type arch='s390x'>hvm</type></os></domain>",
  ],
  "host-cpu-pasted": [
    "<cpu><arch>x86_64</arch><model>Haswell</model></cpu>",
    "<capabilities><host><cpu><arch>x86_64</arch><model>Haswell</model></cpu></host></capabilities>",
  ],
  "cpu-overridden": [
    "<domain type='kvm' xmlns:qemu='q'><cpu mode='host-model'/><qemu:commandline><qemu:arg value='-smbios'/></qemu:commandline></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><metadata><x:arg value='-cpu'/></metadata></domain>",
  ],
  "match-minimum": [
    "<cpu match='exact'><model>Haswell</model></cpu>",
    "<cpu mode='host-model' match='minimum'/>",
    "<domain type='kvm'><os><type arch='s390x'>hvm</type></os><cpu match='minimum'><model>z14</model></cpu></domain>",
  ],
  "check-none": [
    "<cpu check='none'><model>qemu64</model></cpu>",
    "<cpu check='none'><model>Haswell</model><feature policy='disable' name='vmx'/></cpu>",
    "<domain type='qemu'><cpu check='none'><model>Haswell</model><feature policy='require' name='aes'/></cpu></domain>",
  ],
  "policy-optional-ignored": [
    "<cpu mode='host-model'><feature policy='optional' name='aes'/></cpu>",
    "<cpu mode='host-passthrough'><feature policy='disable' name='aes'/></cpu>",
  ],
  "policy-forbid-unchecked": [
    "<cpu mode='host-passthrough' check='partial'><feature policy='forbid' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='forbid' name='aes'/></cpu>",
  ],
  "policy-force": [
    "<cpu><model>Haswell</model><feature policy='require' name='vmx'/></cpu>",
    "<domain type='xen'><cpu mode='host-passthrough'><feature policy='force' name='vmx'/></cpu></domain>",
  ],
  "feature-dropped": [
    "<cpu mode='host-model'><feature policy='require' name='xsave'/></cpu>",
    "<domain type='xen'><cpu mode='host-passthrough'><feature policy='require' name='osxsave'/></cpu></domain>",
  ],
  "host-model-emulated": ["<cpu mode='host-model'/>", "<domain type='qemu'><cpu mode='maximum'/></domain>"],
};
