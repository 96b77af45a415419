/** What a baseline is to be like. */
export interface BaselineChoices {
  /** Leave out what blocks migration. */
  readonly migratable: boolean;
  /** Only models that every hypervisor runs as they are, where hypervisors tell. */
  readonly usableModels: boolean;
  /** Every feature spelled out. */
  readonly expand: boolean;
  /** Features that must stay. */
  readonly floor: readonly string[];
  /** Go without the hosts of which not enough is known; else there is no baseline with one among them. */
  readonly leaveOutUnknown: boolean;
}

/**
 * As libvirt itself chooses: a model whose missing features are disabled may be much nearer than an old one that runs as
 * it is, and QEMU's old models lack features that libvirt's map gives them.
 */
export const USUAL_CHOICES: BaselineChoices = {
  migratable: true,
  usableModels: false,
  expand: false,
  floor: [],
  leaveOutUnknown: false,
};
