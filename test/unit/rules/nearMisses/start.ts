import type { NearMisses } from "./nearMisses.js";

export const startNearMisses: NearMisses = {
  "feature-unknown": ["<cpu mode='host-model'><feature policy='require' name='sse4.1'/></cpu>"],
  "feature-uncertain": ["<cpu mode='host-model'><feature policy='disable' name='sha512'/></cpu>"],
  "model-uncertain": ["<cpu><model>EPYC-Genoa</model></cpu>"],
  "model-unknown": [
    "<cpu><model>Haswell-noTSX-IBRS</model></cpu>",
    "<cpu mode='host-passthrough'><model>nonsense</model></cpu>",
  ],
  "mode-needs-kvm": ["<domain type='qemu'><cpu mode='maximum'/></domain>", "<cpu mode='host-passthrough'/>"],
  "vendor-unknown": ["<cpu><model>Haswell</model><vendor>Intel</vendor></cpu>"],
  "maximum-unsupported": [
    "<domain type='kvm'><os><type arch='ppc64' machine='pseries'>hvm</type></os><cpu mode='host-model'/></domain>",
    "<cpu mode='maximum'/>",
  ],
  "model-not-in-qemu": [
    "<cpu><model fallback='allow'>Icelake-Server</model></cpu>",
    "<domain type='xen'><cpu><model>pentiumpro</model></cpu></domain>",
  ],
  "vendor-of-model": [
    "<cpu><model>EPYC</model><vendor>AMD</vendor></cpu>",
    "<cpu><model>qemu64</model><vendor>Intel</vendor></cpu>",
  ],
  "match-strict": [
    "<cpu match='strict' check='none'><model>Haswell</model></cpu>",
    "<domain type='qemu'><cpu match='strict'><model>Haswell</model></cpu></domain>",
  ],
  "check-full": [
    "<cpu mode='host-passthrough' check='full'/>",
    "<domstatus><domain type='kvm'><cpu check='full'><model>Haswell</model></cpu></domain></domstatus>",
  ],
};
