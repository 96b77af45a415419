/**
 * Words of which an editor's preview or GitHub makes a link, a mention, a reference or a picture: addresses, domains,
 * `@name`, `#12`, `:sign:`. Some do so after they have read Markdown, so that a backslash does not help: code does.
 */
const LINKED = /@[\w-]|\w@|#\d|GH-\d|\/\/|:\S|www\./iu;

/** The domains that linkify-it, which VS Code's preview uses, takes for addresses. */
const DOMAIN =
  /\.(?:\p{L}{2}|xn--|biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop)(?![\p{L}\p{N}])/iu;

/** What cannot be in such a word, or must not be in code: a bar ends a cell even there. */
const BETWEEN = /([\s|\\`\p{Script=Han}\u3000-\u303f\uff00-\uffef“”]+)/u;

/**
 * Text as Markdown that shows it: nothing in it formats, links, mentions somebody, or leaves a line or a table's cell. An
 * underscore within a word means nothing, and stays readable.
 *
 * @param text one line; what it begins with may still begin a list or a heading, see `markdownLine`
 */
export function plainMarkdown(text: string): string {
  return text
    .split(BETWEEN)
    .map((part) => (LINKED.test(part) || DOMAIN.test(part) ? asCode(part) : escaped(part)))
    .join("");
}

/** Markdown that begins a line: what would begin a list, a quote or a heading there does not. */
export function markdownLine(markdown: string): string {
  return markdown
    .trimStart()
    .replace(/^(?=[-+=>#:])/, "\\")
    .replace(/^(\d+)(?=[.)])/, "$1\\");
}

/** Names with values as a table without a head; the values may be anything. */
export function markdownFacts(facts: readonly (readonly [name: string, value: string])[]): string {
  const rows = facts.map(([name, value]) => `| ${name} | ${plainMarkdown(value.replaceAll(/[\s\p{Cc}]+/gu, " "))} |`);
  return ["| | |", "| --- | --- |", ...rows].join("\n");
}

/** Without the punctuation of the sentence around it. */
function asCode(word: string): string {
  const [, code = word, rest = ""] = /^(.*[^.,;!?])(.*)$/s.exec(word) ?? [];
  return `\`${code}\`${escaped(rest)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*[\]|<>&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}
