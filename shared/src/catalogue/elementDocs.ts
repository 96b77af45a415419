// Made from data/schema/element-docs.schema.json (ElementDocs) by `npm run data:generate`. Do not edit.

export type Summary = string;
/**
 * The libvirt release that brought it.
 */
export type Release = string;
/**
 * What its text may be, where that is one of a few words.
 *
 * @minItems 1
 */
export type Words = [string, ...string[]];
/**
 * Without one of these parts (`@` before an attribute) it says nothing, and libvirt drops it.
 *
 * @minItems 1
 */
export type Words1 = [string, ...string[]];
/**
 * @minItems 1
 */
export type Words2 = [string, ...string[]];

/**
 * What libvirt reads of a domain near its processor, memory and time, and what the editor says about each part of it.
 */
export interface ElementDocs {
  $schema?: string;
  /**
   * Where the facts are from.
   */
  source?: string;
  /**
   * By path below the domain, which is `domain` itself; names in one of libvirt's namespaces with their usual prefix.
   */
  elements: {
    [k: string]: ElementDoc;
  };
}
export interface ElementDoc {
  summary?: Summary;
  since?: Release;
  /**
   * The parent needs it.
   */
  required?: true;
  /**
   * The libvirt release that brought it.
   */
  until?: string;
  /**
   * May come more than once, and each is read.
   */
  repeats?: true;
  /**
   * The attribute that tells those that repeat apart; `again` is about two that have the same.
   */
  key?: string;
  /**
   * What a second one does, where it may not repeat, or has the same key: its parts are read as if they were in the first, it is read instead, or libvirt refuses it. Without it libvirt reads the first.
   */
  again?: "joined" | "last" | "refused";
  /**
   * What its text is, if it has one.
   */
  text?: string;
  words?: Words;
  /**
   * What is in it is not described.
   */
  closed?: true;
  /**
   * Children that are not described: libvirt refuses them, or they are not our business. Without it libvirt drops them.
   */
  strangers?: "refused" | "others";
  needs?: Words1;
  /**
   * libvirt reads its children by name, whatever namespace they are in.
   */
  anyNamespace?: true;
  /**
   * Where libvirt reads it: all of these hold.
   */
  only?: OnlyDoc[];
  children?: string[];
  attributes?: {
    [k: string]: AttributeDoc;
  };
  when?: WhenDoc[];
}
/**
 * A condition on an attribute: beside it for an attribute, of the parent for an element.
 */
export interface OnlyDoc {
  /**
   * The attribute's name, with `../` before that of an element further out; where it is absent, its default counts, or an empty string.
   */
  of: string;
  values: Words2;
  /**
   * The first release known to ask for it.
   */
  since?: string;
  /**
   * Without it nothing is lost in effect.
   */
  quiet?: true;
}
export interface AttributeDoc {
  summary?: Summary;
  since?: Release;
  until?: Release;
  /**
   * The schema has it, the parser of a definition does not read it.
   */
  unread?: true;
  /**
   * Where libvirt reads it: all of these hold.
   */
  only?: OnlyDoc[];
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
  summary?: Summary;
  since?: Release;
  when?: WhenDoc[];
}
/**
 * A sentence that holds where all the given conditions do; an empty string stands for an absent attribute.
 */
export interface WhenDoc {
  mode?: Words2;
  check?: Words2;
  match?: Words2;
  type?: Words2;
  fallback?: Words2;
  arch?: Words2;
  text: Summary;
}
