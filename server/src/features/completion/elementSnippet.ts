import * as l10n from "@vscode/l10n";
import type { ElementDoc } from "../../../../shared/src/catalogue/index.js";
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
  const passesHost = situation.mode === "host-passthrough" || situation.mode === "maximum";
  const cores = String(view.vcpu?.count ?? 1);
  return new Map([
    ["cpu/model", l10n.t("model fallback='{0}'>$1</model>", stop(2, "forbid"))],
    ["cpu/feature", l10n.t("feature policy='{0}' name='$2'/>", stop(1, "require"))],
    [
      "cpu/topology",
      l10n.t("topology sockets='{0}' cores='{1}' threads='{2}'/>", stop(1, "1"), stop(2, cores), stop(3, "1")),
    ],
    [
      "cpu/cache",
      passesHost ? l10n.t("cache mode='{0}'/>", stop(1, "passthrough")) : l10n.t("cache mode='emulate' level='3'/>"),
    ],
    ["cpu/maxphysaddr", l10n.t("maxphysaddr mode='{0}'/>", stop(1, "passthrough"))],
  ]);
}

/** Snippets are written with single quotes, as libvirt prints; the document may use the others. */
export function inQuotes(snippet: string, { style }: FeatureContext): string {
  return style.quote === "'" ? snippet : snippet.replaceAll("'", '"');
}
