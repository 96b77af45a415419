// Made from data/schema/feature-docs.schema.json (FeatureDocs) by `npm run data:generate`. Do not edit.

/**
 * What the CPU features of one architecture are.
 */
export interface FeatureDocs {
  $schema?: string;
  arch: "x86" | "aarch64";
  /**
   * By libvirt's name.
   */
  features: {
    [k: string]: FeatureDoc;
  };
}
export interface FeatureDoc {
  /**
   * The vendor's own name.
   */
  title: string;
  summary: string;
  group:
    | "base"
    | "vector"
    | "crypto"
    | "memory"
    | "system"
    | "virtualization"
    | "mitigation"
    | "immunity"
    | "power"
    | "debug"
    | "security"
    | "time"
    | "amx"
    | "topology"
    | "other";
}
