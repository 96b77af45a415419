/**
 * QEMU's x86 models, as QEMU 11.1.3 itself says of them. Made by scripts/qemu/recordModels.ts; do not edit.
 */

/** The newest QEMU release that this is known of, as a number: 1101 for 11.1. */
export const KNOWN_UNTIL = 1101;

/** What models have beyond those of libvirt's map (`+`), and what they lack (`-`), beside hypervisor: the models by that. */
export const MODELS: Readonly<Record<string, string>> = {
  "": "486 486-v1 Cascadelake-Server-v2 Cascadelake-Server-v4 Cascadelake-Server-v5 ClearwaterForest ClearwaterForest-v1 ClearwaterForest-v2 ClearwaterForest-v3 Cooperlake Cooperlake-v1 Cooperlake-v2 Denverton-v2 Denverton-v3 GraniteRapids-v1 GraniteRapids-v2 GraniteRapids-v3 GraniteRapids-v4 GraniteRapids-v5 Icelake-Server-v1 Icelake-Server-v2 Icelake-Server-v3 Icelake-Server-v4 Icelake-Server-v5 Icelake-Server-v6 Icelake-Server-v7 KnightsMill KnightsMill-v1 SapphireRapids SapphireRapids-v1 SapphireRapids-v2 SapphireRapids-v3 SapphireRapids-v4 SapphireRapids-v5 SapphireRapids-v6 SierraForest SierraForest-v1 SierraForest-v2 SierraForest-v3 SierraForest-v4 SierraForest-v5 Skylake-Client-v1 Skylake-Client-v2 Skylake-Client-v3 Skylake-Client-v4 Skylake-Server-v4 Skylake-Server-v5 qemu32 qemu32-v1",
  "+abm +arat +f16c +rdrand +vme +xsaveopt":
    "Broadwell Broadwell-IBRS Broadwell-noTSX Broadwell-noTSX-IBRS Broadwell-v1 Broadwell-v2 Broadwell-v3 Broadwell-v4 Haswell Haswell-IBRS Haswell-noTSX Haswell-noTSX-IBRS Haswell-v1 Haswell-v2 Haswell-v3 Haswell-v4",
  "+pku -mpx": "Cascadelake-Server Skylake-Server-IBRS Skylake-Server-noTSX-IBRS",
  "+arch-capabilities +ibrs-all +mds-no +pku +rdctl-no +skip-l1dfl-vmentry -mpx": "Cascadelake-Server-noTSX",
  "+pku": "Cascadelake-Server-v1 Skylake-Server-v2 Skylake-Server-v3",
  "+arch-capabilities +ibrs-all +mds-no +pku +rdctl-no +skip-l1dfl-vmentry": "Cascadelake-Server-v3",
  "+arch-capabilities +fb-clear +gds-no +ibrs-all +mds-no +pku +psdp-no +rdctl-no +rfds-no +sbdr-ssdp-no +skip-l1dfl-vmentry +xsaves -hle -rtm -mpx":
    "Cascadelake-Server-v7",
  "+cet-ibt +cet-ss +its-no": "ClearwaterForest-v4",
  "+vme":
    "Conroe Conroe-v1 Nehalem Nehalem-IBRS Nehalem-v1 Nehalem-v2 Opteron_G1 Opteron_G1-v1 Penryn Penryn-v1 kvm32 kvm32-v1 kvm64 kvm64-v1",
  "+monitor":
    "Denverton Denverton-v1 Snowridge-v2 Snowridge-v3 Snowridge-v4 YongFeng YongFeng-v1 YongFeng-v2 YongFeng-v3",
  "+monitor +npt +nrip-save +topoext": "Dhyana Dhyana-v1 EPYC EPYC-IBPB EPYC-v1 EPYC-v2",
  "+monitor +topoext":
    "Dhyana-v2 EPYC-Genoa EPYC-Genoa-v1 EPYC-Genoa-v2 EPYC-Milan EPYC-Milan-v1 EPYC-Milan-v2 EPYC-Milan-v3 EPYC-Rome-v2 EPYC-Rome-v3 EPYC-Rome-v4 EPYC-Rome-v5 EPYC-Turin EPYC-Turin-v1 EPYC-v3 EPYC-v4 EPYC-v5",
  "+avx10-128 +avx10-256 +avx10-512": "DiamondRapids DiamondRapids-v1 DiamondRapids-v2",
  "+flushbyasid +fs-gs-base-ns +gmet +lbrv +monitor +overflow-recov +pause-filter +perfmon-v2 +pfthreshold +succor +topoext +tsc-scale +v-vmsave-vmload +vgif +vmcb-clean":
    "EPYC-Genoa-v3",
  "+amd-psfd +flushbyasid +gmet +lbrv +lfence-always-serializing +monitor +no-nested-data-bp +null-sel-clr-base +overflow-recov +pause-filter +pfthreshold +stibp-always-on +succor +topoext +tsc-scale +v-vmsave-vmload +vaes +vgif +vmcb-clean +vpclmulqdq":
    "EPYC-Milan-v4",
  "+monitor +topoext +xsaves": "EPYC-Rome EPYC-Rome-v1",
  "+gmet +monitor +topoext": "EPYC-Turin-v2",
  "-vmx-ept-wb -vmx-invvpid-single-context": "GraniteRapids",
  "+avx10 +avx10-128 +avx10-256 +avx10-512 +cet-ibt +cet-ss +cldemote +gds-no +its-no +movdir64b +movdiri +rfds-no +ss +tsc_adjust -vmx-ept-wb -vmx-invvpid-single-context":
    "GraniteRapids-v7",
  "-mpx -intel-pt": "Icelake-Server Icelake-Server-noTSX",
  "+arch-capabilities +avx512ifma +fb-clear +fsrm +gds-no +ibrs-all +mds-no +pschange-mc-no +psdp-no +rdctl-no +rdpid +rfds-no +sbdr-ssdp-no +sha-ni +skip-l1dfl-vmentry +taa-no +xsaves -mpx -intel-pt":
    "Icelake-Server-v9",
  "+arat +xsaveopt": "IvyBridge IvyBridge-IBRS IvyBridge-v1 IvyBridge-v2",
  "+vme -rdtscp": "Opteron_G2 Opteron_G2-v1",
  "+monitor +vme": "Opteron_G3 Opteron_G3-v1",
  "+npt +nrip-save +vme": "Opteron_G4 Opteron_G4-v1 Opteron_G5 Opteron_G5-v1",
  "+arat +vme +xsaveopt": "SandyBridge SandyBridge-IBRS SandyBridge-v1 SandyBridge-v2",
  "+cet-ibt +cet-ss +cldemote +fbsdp-no +gds-no +its-no +movdir64b +movdiri +psdp-no +rfds-no +sbdr-ssdp-no +ss +tsc_adjust":
    "SapphireRapids-v8",
  "+bhi-ctrl +cet-ibt +cet-ss +cldemote +gds-no +intel-psfd +ipred-ctrl +its-no +lam +movdir64b +movdiri +rfds-no +rrsba-ctrl +ss +tsc_adjust":
    "SierraForest-v6",
  "-mpx": "Skylake-Client Skylake-Client-IBRS Skylake-Client-noTSX-IBRS",
  "+clflushopt +pku -mpx": "Skylake-Server",
  "+clflushopt +pku": "Skylake-Server-v1",
  "+pku +spec-ctrl +xsaves -hle -rtm -mpx": "Skylake-Server-v6",
  "+monitor +mpx": "Snowridge Snowridge-v1",
  "+arat +pclmuldq +vme": "Westmere Westmere-IBRS Westmere-v1 Westmere-v2",
  "+mca": "athlon athlon-v1",
  "+acpi +cx16 +lahf_lm +ss": "core2duo core2duo-v1",
  "+acpi +ss": "coreduo coreduo-v1",
  "+acpi +lahf_lm +movbe +ss": "n270 n270-v1",
  "+apic": "pentium pentium-v1 pentium2 pentium2-v1 pentium3 pentium3-v1",
  "+abm +cx16 +lahf_lm +npt +pdpe1gb +popcnt +rdtscp +sse4a +vme": "phenom phenom-v1",
  "+lahf_lm": "qemu64 qemu64-v1",
};

/** Features that QEMU turns off together with another one, under the name of that one. */
export const NEEDED_BY: Readonly<Record<string, string>> = {
  apxf: "apx-nci-ndd-nf",
  "arch-capabilities":
    "bhi-no fb-clear fbsdp-no gds-no ibrs-all its-no mds-no pbrsb-no pschange-mc-no psdp-no rdctl-no rfds-clear rfds-no rsba sbdr-ssdp-no skip-l1dfl-vmentry ssb-no taa-no tsx-ctrl",
  avx10: "avx10-128 avx10-256 avx10-512 avx10-vnni-int",
  "avx10-128": "avx10 avx10-256 avx10-512 avx10-vnni-int",
  "avx10-256": "avx10-512",
  "core-capability": "split-lock-detect",
  fred: "vmx-entry-load-fred",
  "intel-pt": "intel-pt-lip",
  invpcid: "vmx-invpcid-exit",
  lkgs: "fred vmx-entry-load-fred",
  lm: "fred vmx-entry-ia32e-mode vmx-entry-load-fred",
  mpx: "vmx-entry-load-bndcfgs vmx-exit-clear-bndcfgs",
  rdrand: "vmx-rdrand-exit",
  rdseed: "vmx-rdseed-exit",
  rdtscp: "vmx-rdtscp-exit",
  sgx: "sgx-aex-notify sgx-debug sgx-edeccssa sgx-exinfo sgx-kss sgx-mode64 sgx-provisionkey sgx-tokenkey sgx1 sgx2 sgxlc",
  svm: "avic decodeassists flushbyasid gmet lbrv npt nrip-save pause-filter pfthreshold svm-lock svme-addr-chk tsc-scale v-vmsave-vmload vgif vmcb-clean vnmi",
  vmx: "vmx-activity-hlt vmx-activity-shutdown vmx-activity-wait-sipi vmx-any-errcode vmx-apicv-register vmx-apicv-vid vmx-apicv-x2apic vmx-apicv-xapic vmx-cr3-load-noexit vmx-cr3-store-noexit vmx-cr8-load-exit vmx-cr8-store-exit vmx-desc-exit vmx-enable-user-wait-pause vmx-encls-exit vmx-entry-ia32e-mode vmx-entry-load-bndcfgs vmx-entry-load-cet vmx-entry-load-efer vmx-entry-load-fred vmx-entry-load-pat vmx-entry-load-perf-global-ctrl vmx-entry-load-pkrs vmx-entry-load-rtit-ctl vmx-entry-noload-debugctl vmx-ept vmx-ept-1gb vmx-ept-2mb vmx-ept-advanced-exitinfo vmx-ept-execonly vmx-eptad vmx-eptp-switching vmx-exit-ack-intr vmx-exit-clear-bndcfgs vmx-exit-clear-rtit-ctl vmx-exit-load-efer vmx-exit-load-pat vmx-exit-load-perf-global-ctrl vmx-exit-load-pkrs vmx-exit-nosave-debugctl vmx-exit-save-cet vmx-exit-save-efer vmx-exit-save-pat vmx-exit-save-preemption-timer vmx-exit-secondary-ctls vmx-flexpriority vmx-hlt-exit vmx-ins-outs vmx-intr-exit vmx-invept vmx-invept-all-context vmx-invept-single-context vmx-invlpg-exit vmx-invpcid-exit vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr vmx-invvpid-single-context-noglobals vmx-io-bitmap vmx-io-exit vmx-mbec vmx-monitor-exit vmx-movdr-exit vmx-msr-bitmap vmx-mtf vmx-mwait-exit vmx-nested-exception vmx-nmi-exit vmx-page-walk-4 vmx-page-walk-5 vmx-pause-exit vmx-ple vmx-pml vmx-posted-intr vmx-preemption-timer vmx-rdpmc-exit vmx-rdrand-exit vmx-rdseed-exit vmx-rdtsc-exit vmx-rdtscp-exit vmx-secondary-ctls vmx-shadow-vmcs vmx-store-lma vmx-true-ctls vmx-tsc-offset vmx-tsc-scaling vmx-unrestricted-guest vmx-vintr-pending vmx-vmfunc vmx-vmwrite-vmexit-fields vmx-vnmi vmx-vnmi-pending vmx-vpid vmx-wbinvd-exit vmx-xsaves vmx-zero-len-inject",
  "vmx-ept":
    "vmx-ept-1gb vmx-ept-2mb vmx-ept-advanced-exitinfo vmx-ept-execonly vmx-eptad vmx-invept vmx-invept-all-context vmx-invept-single-context vmx-mbec vmx-page-walk-4 vmx-page-walk-5 vmx-unrestricted-guest",
  "vmx-secondary-ctls":
    "vmx-apicv-register vmx-apicv-vid vmx-apicv-x2apic vmx-apicv-xapic vmx-desc-exit vmx-enable-user-wait-pause vmx-encls-exit vmx-ept vmx-ept-1gb vmx-ept-2mb vmx-ept-advanced-exitinfo vmx-ept-execonly vmx-eptad vmx-eptp-switching vmx-invept vmx-invept-all-context vmx-invept-single-context vmx-invpcid-exit vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr vmx-invvpid-single-context-noglobals vmx-mbec vmx-page-walk-4 vmx-page-walk-5 vmx-ple vmx-pml vmx-rdrand-exit vmx-rdseed-exit vmx-rdtscp-exit vmx-shadow-vmcs vmx-tsc-scaling vmx-unrestricted-guest vmx-vmfunc vmx-vpid vmx-wbinvd-exit vmx-xsaves",
  "vmx-vmfunc": "vmx-eptp-switching",
  "vmx-vpid":
    "vmx-invept-single-context vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr vmx-invvpid-single-context-noglobals",
  waitpkg: "vmx-enable-user-wait-pause",
  xsaves: "vmx-xsaves",
};

/** What names without a version mean where the newest version is taken (machine type microvm). */
export const NEWEST: Readonly<Record<string, string>> = {
  Broadwell: "Broadwell-v4",
  "Broadwell-IBRS": "Broadwell-v3",
  "Broadwell-noTSX": "Broadwell-v2",
  "Broadwell-noTSX-IBRS": "Broadwell-v4",
  "Cascadelake-Server": "Cascadelake-Server-v7",
  "Cascadelake-Server-noTSX": "Cascadelake-Server-v3",
  ClearwaterForest: "ClearwaterForest-v4",
  Cooperlake: "Cooperlake-v2",
  Denverton: "Denverton-v3",
  Dhyana: "Dhyana-v2",
  DiamondRapids: "DiamondRapids-v2",
  EPYC: "EPYC-v5",
  "EPYC-Genoa": "EPYC-Genoa-v3",
  "EPYC-IBPB": "EPYC-v2",
  "EPYC-Milan": "EPYC-Milan-v4",
  "EPYC-Rome": "EPYC-Rome-v5",
  "EPYC-Turin": "EPYC-Turin-v2",
  GraniteRapids: "GraniteRapids-v7",
  Haswell: "Haswell-v4",
  "Haswell-IBRS": "Haswell-v3",
  "Haswell-noTSX": "Haswell-v2",
  "Haswell-noTSX-IBRS": "Haswell-v4",
  "Icelake-Server": "Icelake-Server-v9",
  "Icelake-Server-noTSX": "Icelake-Server-v2",
  IvyBridge: "IvyBridge-v2",
  "IvyBridge-IBRS": "IvyBridge-v2",
  Nehalem: "Nehalem-v2",
  "Nehalem-IBRS": "Nehalem-v2",
  SandyBridge: "SandyBridge-v2",
  "SandyBridge-IBRS": "SandyBridge-v2",
  SapphireRapids: "SapphireRapids-v8",
  SierraForest: "SierraForest-v6",
  "Skylake-Client": "Skylake-Client-v4",
  "Skylake-Client-IBRS": "Skylake-Client-v2",
  "Skylake-Client-noTSX-IBRS": "Skylake-Client-v3",
  "Skylake-Server": "Skylake-Server-v6",
  "Skylake-Server-IBRS": "Skylake-Server-v2",
  "Skylake-Server-noTSX-IBRS": "Skylake-Server-v3",
  Snowridge: "Snowridge-v4",
  Westmere: "Westmere-v2",
  "Westmere-IBRS": "Westmere-v2",
  YongFeng: "YongFeng-v3",
};
