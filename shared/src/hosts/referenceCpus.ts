// Made from data/schema/reference-cpus.schema.json (ReferenceCpus) by `npm run data:generate`. Do not edit.

/**
 * Real processors whose register values are included, to stand for hosts of which there is no document.
 */
export interface ReferenceCpus {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * Where the register values were recorded.
   */
  source: string;
  /**
   * SPDX expression.
   */
  license: string;
  /**
   * @minItems 1
   */
  cpus: [ReferenceCpu, ...ReferenceCpu[]];
}
export interface ReferenceCpu {
  /**
   * As in libvirt-cpu.json, and the name of the file with its register values.
   */
  id: string;
  /**
   * As its maker sells it.
   */
  title: string;
  /**
   * libvirt's name.
   */
  vendor: "Intel" | "AMD" | "Hygon";
  /**
   * Its maker's code name.
   */
  generation: string;
  /**
   * When it came to market.
   */
  year: number;
  /**
   * What tells it from another of the same title.
   */
  note?: string;
}
