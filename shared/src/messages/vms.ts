/** VMs in one request: the server reads no more of them, as typing waits while a message is taken apart. */
export const MAX_JUDGED = 25;

/** A longer definition, in characters, is not looked into: nobody has asked for it, and typing does not wait for it. */
export const MAX_JUDGED_LENGTH = 256 * 1024;

/** VMs that a libvirt has. */
export interface JudgeVmsRequest {
  /** libvirt's connection URI. */
  readonly connection: string;
  readonly vms: readonly GivenVm[];
}

export interface GivenVm {
  readonly name: string;
  /** What counts at the next start. */
  readonly definition: string;
  /** What runs now, where it runs. */
  readonly live?: string;
}

/** How a VM is judged, as its document would be. */
export interface JudgedVm {
  readonly outcome: VmOutcome;
  /** For what reasons libvirt rejects the definition. */
  readonly errors: number;
  /** Hosts of the target on which it starts. */
  readonly starts: number;
  /** All hosts of the target. */
  readonly hosts: number;
  /** Where it starts and why not elsewhere, in one line, as over the `<cpu>` of its document. */
  readonly summary?: string;
  /** Undefined where the definition has no CPU. */
  readonly cpu?: VmCpu;
  /** What differs after the next start: the CPU first. */
  readonly changes: readonly VmChange[];
}

/**
 * `not-valid`: libvirt rejects the definition, `some`: it starts on some hosts of the target, and not on others, `fits`: no
 * host confirms that it starts, and none speaks against it, `no-target`: nobody has said where it runs.
 */
export type VmOutcome = "not-valid" | "starts" | "some" | "fits" | "unknown" | "fails" | "no-target";

export interface VmCpu {
  readonly mode: string;
  readonly model?: string;
  /** How many are listed. */
  readonly features: number;
}

/** Something that the next start changes. */
export interface VmChange {
  /** `cpu/feature[aes] policy`. */
  readonly what: string;
  /** Undefined where it is not there. */
  readonly now?: string;
  readonly next?: string;
}
