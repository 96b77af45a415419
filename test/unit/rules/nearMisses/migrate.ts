import type { NearMisses } from "./nearMisses.js";

export const migrateNearMisses: NearMisses = {
  "baseline-model": [
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu></cpus>",
    "<cpu mode='host-passthrough'/>",
  ],
  "baseline-vendors": [
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu><cpu><arch>x86_64</arch><model>Broadwell</model></cpu></cpus>",
    "<cpus><cpu><arch>x86_64</arch><model>Haswell</model></cpu><cpu><arch>x86_64</arch><model>kvm64</model></cpu></cpus>",
  ],
};
