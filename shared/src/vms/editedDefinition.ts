import { applyEdits, childNamed, parseStrict, templateOf, type XmlElement, type XmlErrorCode } from "../xml/index.js";
import { placeholderKinds } from "./secrets.js";

/** Why a text is not taken for the definition of a VM. `start` is an offset in it. */
export type TextRefusal =
  | { readonly reason: "not-well-formed"; readonly code: XmlErrorCode; readonly start: number }
  | { readonly reason: "not-a-domain" }
  | { readonly reason: "template" }
  /** What a running VM has: defined, its CPU would be frozen and its passwords lost. */
  | { readonly reason: "live-dump"; readonly start: number }
  | { readonly reason: "name-missing" }
  /** What is in `<uuid>` is none. */
  | { readonly reason: "uuid-malformed"; readonly uuid: string };

/** A definition that is read. */
export interface ReadDefinition {
  readonly domain: XmlElement;
  readonly name: string;
  /** In lower case and with hyphens; undefined where there is none. */
  readonly uuid: string | undefined;
}

/** libxml2 reads no deeper. */
const MAX_DEPTH = 256;

/**
 * Reads what somebody wrote, and refuses what would do harm or what libvirt refuses anyway.
 *
 * @param before the definition that it was made from, where it was: what looks like a placeholder in there is none
 */
export function readEdited(text: string, before = ""): ReadDefinition | TextRefusal {
  const { root, errors } = parseStrict(text, { maxDepth: MAX_DEPTH });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    return { reason: "not-well-formed", code: error?.code ?? "no-root", start: error?.start ?? 0 };
  }
  if (root.name !== "domain" || root.inNamespace) return { reason: "not-a-domain" };
  if (templateOf(text) !== undefined && templateOf(before) === undefined) return { reason: "template" };
  const id = root.attributes.find((each) => each.name === "id");
  if (id !== undefined) return { reason: "live-dump", start: id.start };
  const read = identified(root);
  if (read.name === "") return { reason: "name-missing" };
  const written = childNamed(root, "uuid")?.content.trim();
  return written === undefined || read.uuid !== undefined ? read : { reason: "uuid-malformed", uuid: written };
}

/** Reads what libvirt printed; undefined for what is no definition. */
export function readPrinted(text: string): ReadDefinition | undefined {
  const { root, errors } = parseStrict(text, { maxDepth: MAX_DEPTH });
  return errors.length > 0 || root?.name !== "domain" ? undefined : identified(root);
}

/** Is a definition that somebody wrote that of a VM? By its UUID; without one, by its name. */
export function isOf({ name, uuid }: ReadDefinition, vm: { readonly name: string; readonly uuid: string }): boolean {
  return uuid === undefined ? name.trim() === vm.name : uuid === vm.uuid;
}

/**
 * Whether the placeholders of two definitions of one VM stand for the same kinds of secrets. Only then can text that is
 * based on one of them be saved over the other.
 */
export function haveSamePlaceholders(text: string, other: string): boolean {
  const [one, two] = [text, other].map((each) => {
    const read = readPrinted(each);
    return read && placeholderKinds(read.domain).join("\n");
  });
  return one === two;
}

/** The name and the UUID of a `<domain>`. */
export function identified(domain: XmlElement): ReadDefinition {
  const uuid = childNamed(domain, "uuid")?.content;
  return {
    domain,
    name: childNamed(domain, "name")?.content ?? "",
    uuid: uuid === undefined ? undefined : plainUuid(uuid),
  };
}

/** libvirt reads UUIDs in any case, with hyphens anywhere or none. */
function plainUuid(text: string): string | undefined {
  const digits = text.replaceAll(/[\s-]/g, "").toLowerCase();
  const parts = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/.exec(digits);
  return parts?.slice(1).join("-");
}

/** The text with this UUID in place of the one that it has, or behind its name; its lines keep their numbers. */
export function withUuid(text: string, { domain }: ReadDefinition, uuid: string): string {
  const old = childNamed(domain, "uuid");
  const behind = childNamed(domain, "name")?.end ?? domain.startTag.end;
  const { start, end } = old ?? { start: behind, end: behind };
  return applyEdits(text, [{ start, end, newText: `<uuid>${uuid}</uuid>` }]);
}

/** The text with more memory than any libvirt takes, which its schema takes; undefined where it has none to change. */
export function withImpossibleMemory(text: string, { domain }: ReadDefinition): string | undefined {
  const memory = childNamed(domain, "memory");
  return (
    memory &&
    applyEdits(text, [{ start: memory.start, end: memory.end, newText: "<memory unit='EiB'>99999999</memory>" }])
  );
}
