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

/** How files in languages end that hold definitions in strings and blocks; not every editor knows the rare ones. */
const CODE = {
  rare: ["nix", "tf", "xsl", "xslt"],
  known: ["sh", "bash", "py", "go", "rs", "rb", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "yml", "yaml"],
};

/** The same of those that hold them in fences. */
const PROSE = { rare: ["adoc", "asciidoc", "rst"], known: ["md", "markdown"] };

/** Names of files in languages that hold definitions, and that not every editor knows. */
export const HOST_GLOB = `**/*.{${[...CODE.rare, ...PROSE.rare].join(",")}}`;

const PROSE_NAME = endingWith([...PROSE.rare, ...PROSE.known]);
const CODE_NAME = endingWith([...CODE.rare, ...CODE.known]);
const NAME = endingWith(["xml", ...TEMPLATES, ...BEHIND_XML.map((ending) => `xml\\.${ending}`)]);

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
  const isProse = PROSE_NAME.test(name) || /^(?:markdown|asciidoc|restructuredtext)$/.test(language ?? "");
  return isProse ? "prose" : "code";
}

/** Is a file of this name in a language that may hold documents of libvirt's in strings, blocks or fences? */
export function isOtherLanguage(name: string): boolean {
  return CODE_NAME.test(name) || PROSE_NAME.test(name);
}

/** May a file of this name hold a document of libvirt's? XML and templates do. */
export function isDocumentName(name: string): boolean {
  return NAME.test(name);
}

function endingWith(endings: readonly string[]): RegExp {
  return new RegExp(`\\.(?:${endings.join("|")})$`, "i");
}
