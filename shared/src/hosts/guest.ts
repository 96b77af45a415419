import type { DomainView } from "../domain/index.js";
import type { CpuDefinition } from "../engine/index.js";

/** What decides on which hosts a VM starts. */
export interface Guest {
  readonly cpu: CpuDefinition;
  /** libvirt's name. */
  readonly arch: string;
  /** `kvm`, `qemu`, …; undefined outside a domain. */
  readonly virtType?: string;
  readonly machine?: string;
  /** The most vCPUs it may have. */
  readonly vcpus?: number;
}

/**
 * @param view a domain, or a `<cpu>` on its own
 * @param cpu what libvirt makes of its `<cpu>`
 * @param arch the architecture of the view's catalogue
 * @returns undefined for what is no guest
 */
export function guestOf(view: DomainView, cpu: CpuDefinition | undefined, arch: string): Guest | undefined {
  if (cpu === undefined || cpu.type !== "guest" || view.cpu === undefined) return undefined;
  // A domain without <vcpu> has one.
  const vcpus = view.vcpu === undefined ? 1 : view.vcpu.count;
  return {
    cpu,
    arch,
    ...(view.type === undefined ? {} : { virtType: view.type.value }),
    ...(view.os?.machine === undefined ? {} : { machine: view.os.machine.value }),
    ...(vcpus === undefined ? {} : { vcpus }),
  };
}
