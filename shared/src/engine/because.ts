/** Why a definition does not start, or why that cannot be told, in plain words; whoever speaks another language looks them up. */
export const BECAUSE = {
  addressBits: "the definition asks for {0} address bits, the host has {1}",
  migratable: "this QEMU cannot leave out what blocks migration from the host's own CPU",
  unknownFeature: "libvirt {0} does not know a feature {1}",
  otherSpelling: "libvirt {0} does not know a feature {1}; libvirt spells it {2}",
  modeNotTold: "only the hypervisor's domain capabilities tell whether it supports {0}",
  mode: "the hypervisor does not support mode {0}",
  modeOfType: "the hypervisor does not support mode {0} for domains of type {1}",
  unknownModel: "libvirt {0} does not know a CPU model {1}",
  newerModel: "the hypervisor knows the model {0}, the CPU map of libvirt {1} does not",
  newerHostModel: "the hypervisor gives a {0}, which the CPU map of libvirt {1} does not have",
  fullOfModel: "check='full' allows no difference, and only QEMU knows what its model {0} holds beyond libvirt's",
  full: "check='full' allows no difference between the definition and what QEMU gives",
  noReplacementHere: "the hypervisor does not know the model {0}, and libvirt replaces models on x86 only",
  noReplacement: "the hypervisor does not know the model {0}, and none may take its place",
  lacksForModel: "the host lacks what the model needs",
  lacks: "the host lacks what the model or the definition needs",
  lacksForBlockers: "the hypervisor cannot give what {0} or the definition needs",
  processorMayHave:
    "the hypervisor does not give them, but libvirt looks at the processor, which only capabilities describe",
  processorNotTold: "libvirt compares with the processor itself, which only the host's capabilities describe",
  notSaidOfModel: "the hypervisor does not say whether it can run the model {0}; QEMU decides that when it starts",
  notSaidOfFeatures: "the hypervisor does not say whether it can run features; QEMU decides that when it starts",
  forbiddenOne: "the definition forbids {0}, and the hypervisor gives it",
  forbidden: "the host has features that the definition forbids",
  extra: "match='strict' allows nothing beyond the definition, and the host has more",
  vendor: "the definition wants a CPU of {0}, the host's is another",
  invariantTsc: "the definition asks for invtsc, which the hypervisor does not give here",
  hypervisorNotTold: "nothing is known about what the hypervisor gives; its domain capabilities would tell",
} as const;

/** One of these with something in its places. */
export function because(reason: keyof typeof BECAUSE, ...values: readonly (string | number | undefined)[]): string {
  return BECAUSE[reason].replaceAll(/\{(\d)\}/g, (_place, index: string) => String(values[Number(index)]));
}
