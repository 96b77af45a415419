/** How the names of templates end; what is before it may be the name of the file that they become: `web01.xml.j2`. */
const TEMPLATES = ["j2", "jinja", "jinja2", "erb", "epp", "tmpl", "gotmpl", "tpl", "tftpl", "mustache"];

/** These are the endings of many other things: only behind `.xml` they make a template of XML. */
const BEHIND_XML = ["in", "template", "envsubst"];

/** Names of templates that may hold a document of libvirt's, as globs; what is in them decides. */
export const TEMPLATE_GLOBS = {
  any: `**/*.{${TEMPLATES.join(",")}}`,
  /** Of XML, as their names say. */
  ofXml: `**/*.xml.{${[...TEMPLATES, ...BEHIND_XML].join(",")}}`,
} as const;

/** How files in languages end that hold definitions in strings and blocks, and that not every editor knows. */
const RARE_LANGUAGES = ["nix", "adoc", "asciidoc", "rst", "tf", "xsl", "xslt"];

/** The same, of languages that each editor knows. */
const LANGUAGES = ["sh", "bash", "py", "go", "rs", "rb", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"];
const MARKUP = ["yml", "yaml", "md", "markdown"];

/** Files of languages that an editor may not know by their name. */
export const HOST_GLOB = `**/*.{${RARE_LANGUAGES.join(",")}}`;

const OTHER_LANGUAGE = new RegExp(`\\.(?:${[...RARE_LANGUAGES, ...LANGUAGES, ...MARKUP].join("|")})$`, "i");

const NAME = new RegExp(`\\.(?:xml|${TEMPLATES.join("|")}|xml\\.(?:${BEHIND_XML.join("|")}))$`, "i");

/** `document`: one of libvirt's and nothing else. `prose` and `code` hold them in fences, strings and blocks. */
export type TextKind = "document" | "prose" | "code";

/**
 * What kind of text a file is.
 *
 * @param name its path or URI
 * @param language as an editor calls it, where there is one
 */
export function textKindOf(name: string, language?: string): TextKind {
  if (isDocumentName(name) || /^(?:xml|jinja|jinja-xml|erb)$/.test(language ?? "")) return "document";
  const isProse =
    /\.(?:md|markdown|adoc|asciidoc|rst)$/i.test(name) ||
    /^(?:markdown|asciidoc|restructuredtext)$/.test(language ?? "");
  return isProse ? "prose" : "code";
}

/** May a file of this name hold definitions in its strings and blocks? */
export function isOtherLanguage(name: string): boolean {
  return OTHER_LANGUAGE.test(name);
}

/** May a file of this name hold a document of libvirt's? XML and templates do. */
export function isDocumentName(name: string): boolean {
  return NAME.test(name);
}
