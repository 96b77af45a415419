// Made from data/schema/hypervisor-models.schema.json (HypervisorModels) by `npm run data:generate`. Do not edit.

/**
 * The CPU models that a hypervisor offers for one architecture, in the order in which domain capabilities list them.
 */
export interface HypervisorModels {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * The guest's architecture, spelled as in a domain's type element.
   */
  arch: "aarch64" | "loongarch64" | "ppc64" | "riscv64" | "s390x" | "x86_64";
  /**
   * The command, the releases and the machine type it was read from.
   */
  source: string;
  /**
   * SPDX expression.
   */
  license: string;
  /**
   * @minItems 1
   */
  models: [HypervisorModel, ...HypervisorModel[]];
}
export interface HypervisorModel {
  /**
   * As it stands in the model element of a CPU.
   */
  name: string;
  /**
   * The hypervisor advises against it.
   */
  deprecated?: true;
  /**
   * The versioned model that this name stands for.
   */
  canonical?: string;
  /**
   * Absent where the hypervisor names none.
   */
  vendor?: string;
}
