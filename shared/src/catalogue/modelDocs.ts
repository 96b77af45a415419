// Made from data/schema/model-docs.schema.json (ModelDocs) by `npm run data:generate`. Do not edit.

/**
 * What the CPU models of one architecture are.
 */
export interface ModelDocs {
  $schema?: string;
  arch: "x86" | "aarch64" | "ppc64" | "s390x" | "riscv64" | "loongarch64";
  /**
   * By libvirt's name.
   */
  models: {
    [k: string]: ModelDoc;
  };
}
export interface ModelDoc {
  /**
   * Null where it is nobody's CPU.
   */
  vendor: string | null;
  generation: string | null;
  /**
   * When CPUs of this generation first shipped.
   */
  year: number | null;
  summary: string;
}
