import type { NearMisses } from "./nearMisses.js";

const withSystem = (id: string, model: string, vcpus = 2) =>
  `<domain type='kvm'><metadata><l:libosinfo xmlns:l='x'><l:os id='${id}'/></l:libosinfo></metadata><vcpu>${vcpus}</vcpu><cpu><model>${model}</model></cpu></domain>`;

export const adviceNearMisses: NearMisses = {
  "topoext-missing": [
    "<cpu><model>EPYC</model><topology sockets='1' cores='1' threads='2'/></cpu>",
    "<cpu mode='host-passthrough'><topology sockets='1' cores='1' threads='2'/></cpu>",
    "<cpu><model>phenom</model><topology sockets='1' cores='1' threads='2'/><feature policy='require' name='topoext'/></cpu>",
    "<cpu><model>Haswell</model><topology sockets='1' cores='1' threads='2'/></cpu>",
  ],
  "abi-level": [
    withSystem("http://redhat.com/rhel/9.4", "Westmere"),
    withSystem("http://redhat.com/rhel/8.9", "Conroe"),
    withSystem("http://debian.org/debian/13", "Conroe"),
    withSystem("http://redhat.com/rhel/10.0", "Haswell-noTSX"),
  ],
  "model-outdated": [
    "<cpu><model>Nehalem</model></cpu>",
    "<domain type='qemu'><cpu><model>qemu64</model></cpu></domain>",
  ],
  "mitigations-missing": [
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='require' name='ssbd'/><feature policy='optional' name='md-clear'/></cpu>",
    "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='disable' name='ssbd'/><feature policy='require' name='md-clear'/></cpu>",
    "<cpu><model>GraniteRapids</model></cpu>",
    "<cpu><model>EPYC-Milan</model></cpu>",
    "<cpu mode='host-model'/>",
    "<domain type='qemu'><cpu><model>Haswell</model></cpu></domain>",
  ],
  "immunity-required": [
    "<cpu><model>Cooperlake</model><feature policy='require' name='mds-no'/></cpu>",
    "<cpu><model>Haswell</model><feature policy='disable' name='mds-no'/></cpu>",
    "<cpu check='full'><model>Haswell</model><feature policy='require' name='mds-no'/></cpu>",
  ],
  "feature-volatile": [
    "<cpu><model>Haswell-noTSX</model><feature policy='optional' name='pku'/></cpu>",
    "<cpu mode='host-passthrough'><feature policy='require' name='rtm'/></cpu>",
  ],
  "model-with-tsx": [
    "<cpu><model>Haswell-noTSX</model></cpu>",
    "<cpu><model>SapphireRapids</model><feature policy='disable' name='hle'/><feature policy='disable' name='rtm'/></cpu>",
  ],
  "address-bits": [
    "<domain type='kvm'><memory unit='GiB'>1023</memory><vcpu>2</vcpu><cpu><model>EPYC-Genoa</model></cpu></domain>",
    "<domain type='kvm'><memory unit='TiB'>2</memory><vcpu>2</vcpu><cpu><model>EPYC-Genoa</model><maxphysaddr mode='passthrough'/></cpu></domain>",
    "<domain type='kvm'><memory unit='TiB'>2</memory><vcpu>2</vcpu><cpu mode='host-passthrough'/></domain>",
  ],
  "windows-sockets": [
    "<domain type='kvm'><vcpu>8</vcpu><features><hyperv/></features><cpu mode='host-model'><topology sockets='2' cores='4' threads='1'/></cpu></domain>",
    "<domain type='kvm'><vcpu>8</vcpu><cpu mode='host-model'/></domain>",
    withSystem("http://microsoft.com/win/2k22", "EPYC-Milan", 8),
  ],
};
