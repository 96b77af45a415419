import type { NearMisses } from "./nearMisses.js";

export const migrateNearMisses: NearMisses = {
  "migratable-invtsc": [
    "<cpu mode='host-passthrough' migratable='off'><feature policy='require' name='invtsc'/></cpu>",
    "<cpu mode='host-passthrough' migratable='on'><feature policy='disable' name='invtsc'/></cpu>",
  ],
  "baseline-model": [
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu></cpus>",
    "<cpu mode='host-passthrough'/>",
  ],
  "baseline-vendors": [
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu><cpu><arch>x86_64</arch><model>Broadwell</model></cpu></cpus>",
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu><cpu><arch>x86_64</arch><model>kvm64</model></cpu></cpus>",
  ],
};
