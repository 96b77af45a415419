// Made from data/schema/element-docs.schema.json (ElementDocs) by `npm run data:generate`. Do not edit.

export type Summary = string;
/**
 * The libvirt release that brought it.
 */
export type Release = string;
/**
 * @minItems 1
 */
export type Words = [string, ...string[]];

/**
 * The grammar of a CPU definition and what the editor says about each part of it.
 */
export interface ElementDocs {
  $schema?: string;
  /**
   * By path, from `cpu`, `vcpu` or `vcpus` down.
   */
  elements: {
    [k: string]: ElementDoc;
  };
}
export interface ElementDoc {
  summary: Summary;
  since?: Release;
  /**
   * The parent needs it.
   */
  required?: true;
  /**
   * May come more than once.
   */
  repeats?: true;
  /**
   * What its text is, if it has one.
   */
  text?: string;
  children?: string[];
  attributes?: {
    [k: string]: AttributeDoc;
  };
  when?: WhenDoc[];
}
export interface AttributeDoc {
  summary: Summary;
  since?: Release;
  required?: true;
  /**
   * What counts when it is absent.
   */
  default?: string;
  /**
   * What kind of free value it takes.
   */
  text?: string;
  values?: {
    [k: string]: ValueDoc;
  };
  when?: WhenDoc[];
}
export interface ValueDoc {
  summary: Summary;
  since?: Release;
  when?: WhenDoc[];
}
/**
 * A sentence that holds where all the given conditions do; an empty string stands for an absent attribute.
 */
export interface WhenDoc {
  mode?: Words;
  check?: Words;
  match?: Words;
  type?: Words;
  fallback?: Words;
  arch?: Words;
  text: Summary;
}
