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
  "element-misplaced": [
    "<domain type='kvm'><features><acpi/></features><cpu mode='host-model'><topology sockets='1' cores='1' threads='1'/></cpu></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><devices><video/></devices></domain>",
    "<domain type='kvm'><x:topology xmlns:x='urn:x'/><cpu mode='host-model'/></domain>",
  ],
  "element-split": [
    "<domain type='kvm'><features><acpi/></features><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><metadata><features/><features/></metadata></domain>",
    "<domain type='kvm'><features><acpi/></features><x:features xmlns:x='urn:x'/><cpu mode='host-model'/></domain>",
  ],
  "part-ignored": [
    "<domain type='kvm'><cpu mode='host-model'/><clock offset='timezone' timezone='Europe/Paris'/></domain>",
    "<domain type='kvm'><features><smm><tseg unit='MiB'>48</tseg></smm></features><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><vcpu>2</vcpu><cputune><vcpusched vcpus='0' scheduler='rr' priority='1'/></cputune><cpu mode='host-model'/></domain>",
  ],
  "namespace-ignored": [
    "<domain type='kvm'><x:unheard-of xmlns:x='urn:x'/><cpu mode='host-model'/></domain>",
    "<domain type='kvm' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><cpu mode='host-model'/><q:commandline><q:arg value='-s'/></q:commandline></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><metadata><x:cpu xmlns:x='urn:x'/></metadata></domain>",
  ],
  "clock-changed": [
    "<domain type='kvm'><cpu mode='host-model'/><clock offset='variable' adjustment='3600' basis='utc'/></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><clock offset='utc' adjustment='reset'/></domain>",
  ],
  "vcpus-text": [
    "<domain type='kvm'><vcpu>2</vcpu><vcpus>\n<vcpu id='0' enabled='yes'/></vcpus><cpu mode='host-model'/></domain>",
  ],
  "qemu-namespace": [
    "<domain type='kvm' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><cpu mode='host-model'/><q:commandline/></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'/></domain>",
    "<domain type='xen'><cpu mode='host-model'/><qemu:commandline/></domain>",
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
