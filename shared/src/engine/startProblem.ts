/** Why a definition does not start, or why that cannot be told. Stable, for code that reacts to it. */
export type StartProblemCode =
  | "unknown-feature"
  | "unknown-model"
  | "feature-uncertain"
  | "model-uncertain"
  | "mode-not-supported"
  | "match-not-supported"
  | "policy-not-supported"
  | "vendor-id-not-supported"
  | "host-cpu-missing"
  | "migratable-not-supported"
  | "address-bits"
  | "forbidden-feature"
  | "vendor-differs"
  | "missing-features"
  | "extra-features"
  | "model-not-supported"
  | "no-replacement-model"
  | "invariant-tsc"
  | "specification-differs"
  | "host-cpu-unknown"
  | "hypervisor-unknown"
  | "model-unknown-here";

export interface StartProblem {
  readonly code: StartProblemCode;
  /** `fails`: libvirt or QEMU refuses; `unknown`: the documents about the host do not decide it. */
  readonly verdict: "fails" | "unknown";
  /** libvirt's wording after its prefix; empty where nothing is refused for certain and libvirt says nothing. */
  readonly message: string;
  /** The lists that the whole message is made of, where it is: for who shows fewer names. */
  readonly lists?: readonly NameList[];
  /** The features that decide, in the map's order. */
  readonly features?: readonly string[];
  /** The same as a code with its values. */
  readonly because: Because;
}

export interface StartCheck {
  readonly starts: boolean | "unknown";
  /** In the order libvirt checks; it reports only the first that fails. */
  readonly problems: readonly StartProblem[];
}

export function verdictOf(problems: readonly StartProblem[]): StartCheck {
  if (problems.some(({ verdict }) => verdict === "fails")) return { starts: false, problems };
  return { starts: problems.length === 0 ? true : "unknown", problems };
}

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

/** A sentence for each reason of a problem, with places for its values; whoever says it looks it up in the user's language. */
export const BECAUSE = {
  addressBits: "the definition needs {0} address bits, but the host has {1}",
  migratable: "this QEMU cannot remove features that block migration from the host's CPU",
  unknownFeature: "libvirt {0} does not support the feature {1}",
  otherSpelling: "libvirt {0} does not support the feature {1}; its name in libvirt is {2}",
  uncertainFeature: "it is not known whether libvirt {0} supports the feature {1}",
  uncertainModel: "it is not known whether libvirt {0} supports the CPU model {1}",
  modeNotTold: "add domain capabilities to check whether the hypervisor supports {0}",
  mode: "the hypervisor does not support mode {0}",
  modeOfType: "the hypervisor does not support mode {0} for domain type {1}",
  unknownModel: "libvirt {0} does not support the CPU model {1}",
  newerModel: "the hypervisor supports the model {0}, but the CPU map of libvirt {1} does not",
  newerHostModel: "the hypervisor offers {0}, which is not in the CPU map of libvirt {1}",
  fullOfModel: "check='full' allows no difference, and only QEMU knows which features its model {0} adds",
  full: "check='full' allows no difference between the definition and QEMU's CPU",
  noReplacementHere: "the hypervisor does not support the model {0}, and libvirt replaces models only on x86",
  noReplacement: "the hypervisor does not support the model {0}, and fallback='forbid' allows no other",
  notOfMachine: "QEMU's machine type does not support the model {0}",
  ownModel: "the definition has no model, and only QEMU knows whether the default of its machine type works there",
  noHostCpu: "check='partial' compares with the host's CPU, but libvirt has no host CPU for this architecture",
  minimumOfS390: "s390x does not support match='minimum'",
  policyOfS390: "s390x does not support policy='optional', used for {0}",
  vendorIdOfX86: "QEMU supports vendor_id only for x86 VMs",
  lacksForQemu: "QEMU does not support features of the definition for this model",
  lacksForModel: "the host is missing features of the model",
  lacks: "the host is missing features of the model or the definition",
  lacksForBlockers: "the hypervisor does not support features of {0} or the definition",
  processorMayHave: "the hypervisor does not offer them, but libvirt checks the processor; add capabilities",
  processorNotTold: "libvirt checks the processor itself; add the host's capabilities",
  notSaidOfModel: "the hypervisor does not report whether it supports the model {0}; QEMU decides at start",
  notSaidOfFeatures: "the hypervisor does not report which features it supports; QEMU decides at start",
  forbiddenOne: "the definition forbids {0}, but the hypervisor offers it",
  forbidden: "the host has features that the definition forbids",
  extra: "match='strict' allows no other features, but the host has more",
  vendor: "the vendor in the definition is {0}, but the host's is different",
  invariantTsc: "the definition requires invtsc, but the hypervisor does not offer it here",
  hypervisorNotTold: "the hypervisor's CPU is unknown; add domain capabilities",
} as const;

/** A reason, and what is in the places of its sentence. */
export interface Because {
  readonly reason: keyof typeof BECAUSE;
  readonly values: readonly string[];
}

/** Puts a reason together. */
export function because(reason: Because["reason"], ...values: readonly (string | number | undefined)[]): Because {
  return { reason, values: values.map(String) };
}

/** A list of names in libvirt's words. */
export interface NameList {
  /** What is before it. */
  readonly before: string;
  readonly names: readonly string[];
  /** What is between two of them. */
  readonly between: string;
}

/** libvirt's words and the lists they are made of. */
export interface ListMessage {
  readonly message: string;
  readonly lists: readonly NameList[];
}

/** Words that are made of lists of names. */
export function listMessage(...lists: readonly NameList[]): ListMessage {
  return { message: lists.map(({ before, names, between }) => before + names.join(between)).join(""), lists };
}
