import type { ElementDoc } from "../../../../shared/src/catalogue/index.js";
import { takesHostCpu } from "../../../../shared/src/engine/index.js";
import type { FeatureContext } from "../../context.js";
import { stop } from "./offer.js";

/** An element with its required attributes to fill in, without the `<`. */
export function elementSnippet(context: FeatureContext, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const known = knownSnippets(context).get(path);
  if (known !== undefined) return inQuotes(known, context);
  const doc = context.catalogue.grammar.elements[path];
  const attributes = requiredAttributes(doc);
  const text = attributes.map((attribute, index) => ` ${attribute}='$${index + 1}'`).join("");
  return inQuotes(`${name}${text}${ending(name, doc, attributes.length + 1, context)}`, context);
}

function ending(name: string, doc: ElementDoc | undefined, stop: number, { style }: FeatureContext): string {
  if (doc?.text !== undefined) return `>$${stop}</${name}>`;
  return doc?.children === undefined ? "/>" : `>\n${style.indent}$${stop}\n</${name}>`;
}

function requiredAttributes(doc: ElementDoc | undefined): string[] {
  return Object.entries(doc?.attributes ?? {}).flatMap(([name, { required }]) => (required ? [name] : []));
}

/** Elements for which better can be said than which attributes they need. */
function knownSnippets({ view, situation }: FeatureContext): ReadonlyMap<string, string> {
  const passesHost = takesHostCpu(situation.mode);
  const cores = String(view.vcpu?.count ?? 1);
  return new Map([
    ["cpu/model", `model fallback='${stop(2, "forbid")}'>$1</model>`],
    ["cpu/feature", `feature policy='${stop(1, "require")}' name='$2'/>`],
    ["cpu/topology", `topology sockets='${stop(1, "1")}' cores='${stop(2, cores)}' threads='${stop(3, "1")}'/>`],
    ["cpu/cache", passesHost ? `cache mode='${stop(1, "passthrough")}'/>` : "cache mode='emulate' level='3'/>"],
    ["cpu/maxphysaddr", `maxphysaddr mode='${stop(1, "passthrough")}'/>`],
  ]);
}

/** Snippets are written with single quotes, as libvirt prints; the document may use the others. */
export function inQuotes(snippet: string, { style }: FeatureContext): string {
  return style.quote === "'" ? snippet : snippet.replaceAll("'", '"');
}
