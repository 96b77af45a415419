import type { NearMisses } from "./nearMisses.js";

export const startNearMisses: NearMisses = {
  "feature-unknown": ["<cpu mode='host-model'><feature policy='require' name='sse4.1'/></cpu>"],
  "model-unknown": [
    "<cpu><model>Haswell-noTSX-IBRS</model></cpu>",
    "<cpu mode='host-passthrough'><model>nonsense</model></cpu>",
  ],
  "mode-needs-kvm": ["<domain type='qemu'><cpu mode='maximum'/></domain>", "<cpu mode='host-passthrough'/>"],
  "vendor-unknown": ["<cpu><model>Haswell</model><vendor>Intel</vendor></cpu>"],
};
