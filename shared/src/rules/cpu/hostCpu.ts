import type { Rule } from "../rule.js";

/** A host's CPU, as cpu-compare and cpu-baseline read it. */
export const hostCpuRules: readonly Rule[] = [
  {
    id: "host-cpu-definition",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "A host's CPU, as virsh cpu-compare and cpu-baseline read it, has an architecture and a model, and no mode or match.",
    example: "<cpu match='exact'><arch>x86_64</arch><model>Haswell</model></cpu>",
    codes: ["arch-with-match", "mode-on-host", "missing-arch", "unknown-arch", "missing-model", "invalid-host-value"],
  },
];
