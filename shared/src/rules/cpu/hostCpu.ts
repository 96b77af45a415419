import type { Rule } from "../rule.js";

/** A host's CPU, as cpu-compare and cpu-baseline read it. */
export const hostCpuRules: readonly Rule[] = [
  {
    id: "host-cpu-definition",
    stage: "define",
    severity: "error",
    message: "libvirt refuses this definition: {problem}",
    codes: ["arch-with-match", "mode-on-host", "missing-arch", "unknown-arch", "missing-model", "invalid-host-value"],
  },
];
