/** In libvirt's map, and taken out of a definition before it starts QEMU, which knows nothing of them (virQEMUCapsCPUFilterFeatures, 11.3 to 12.8). */
export const DROPPED_AT_START: ReadonlySet<string> = new Set([
  "osxsave",
  "ospke",
  "cmt",
  "mbm_total",
  "mbm_local",
  "vmx-ept-uc",
  "vmx-ept-wb",
  "vmx-invvpid-single-context",
]);
