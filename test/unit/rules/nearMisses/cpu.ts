import type { NearMisses } from "./nearMisses.js";

export const cpuNearMisses: NearMisses = {
  "cpu-mode": ["<cpu mode='maximum'/>", "<cpu mode='host-passthrough'/>"],
  "attribute-value": ["<cpu mode='host-model' check='partial'/>", "<cpu mode='host-model' deprecated_features='off'/>"],
  "attribute-missing": ["<cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu>"],
  "migratable-mode": ["<cpu mode='host-passthrough' migratable='on'/>", "<cpu mode='maximum' migratable='off'/>"],
  "model-fallback": ["<cpu><model fallback='forbid'>Haswell</model></cpu>"],
  "vendor-id": [
    "<cpu><model vendor_id='KVMKVMKVMKVM'>Haswell</model></cpu>",
    "<cpu mode='host-passthrough'><model vendor_id='x'/></cpu>",
  ],
  "vendor-without-model": [
    "<cpu><model>Haswell</model><vendor>Intel</vendor></cpu>",
    "<cpu mode='host-model'><vendor/></cpu>",
  ],
  "features-without-model": ["<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>"],
  "feature-policy": ["<cpu mode='host-model'><feature policy='forbid' name='aes'/></cpu>"],
  "feature-name-missing": ["<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>"],
  "feature-duplicate": [
    "<cpu mode='host-model'><feature policy='require' name='sse4.1'/><feature policy='require' name='sse4.2'/></cpu>",
  ],
  "cache-count": ["<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>"],
  "cache-level": ["<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>"],
  "maxphysaddr-limit": ["<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='39'/></cpu>"],
  "host-cpu-definition": ["<cpu><arch>x86_64</arch><model>Haswell</model></cpu>"],
  "feature-policy-missing": ["<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>"],
  "model-name-attribute": ["<cpu><model>Haswell</model></cpu>"],
  "mode-element": ["<domainCapabilities><cpu><mode name='host-model'/></cpu></domainCapabilities>"],
  "model-missing": [
    "<cpu mode='host-model'/>",
    "<domain type='xen'><cpu><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
  ],
  "element-unknown": ["<cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1'/></numa></cpu>"],
  "attribute-unknown": ["<cpu mode='host-passthrough' migratable='off'/>"],
  "text-ignored": ["<cpu mode='host-model'>\n  <!-- a comment -->\n</cpu>"],
  "element-repeated": [
    "<cpu mode='host-model'><feature policy='require' name='aes'/><feature policy='require' name='avx'/></cpu>",
  ],
  "model-ignored": ["<cpu mode='host-model'><model fallback='forbid'/></cpu>"],
  "match-ignored": ["<cpu match='exact'><model>Haswell</model></cpu>"],
  "vendor-id-ignored": [
    "<cpu mode='host-model'><model vendor_id='GenuineIntel'/></cpu>",
    "<cpu mode='host-passthrough'><model vendor_id='GenuineIntel'>Haswell</model></cpu>",
  ],
};
