import type { Dice } from "../../libvirt/documents/dice.js";

/** What breaks programs that read text: controls, halves of pairs, other spaces and line ends, direction marks, digits. */
const ODD = [
  "\0",
  "\u0001",
  "\u000b",
  "\u001b[31m",
  "\u0085",
  "\u00a0",
  "\u200b",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ufffe",
  "\ufffd",
  "\ud800",
  "\udc00",
  "😀",
  "é",
  "ｃｐｕ",
  "\r",
  "\n",
  "\r\n",
  "\t",
  "<",
  ">",
  "&",
  "&lt;",
  "&#0;",
  "&#x110000;",
  "&bomb;",
  "'",
  '"',
  "/",
  "=",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?x",
  "?>",
  "<!DOCTYPE a [",
  "%",
  "`",
  "[x](command:y)",
  "\\",
  "__proto__",
  "constructor",
  "99999999999999999999",
  "-1",
  "0x",
  "1e309",
  "{{ a }}",
  "{{",
  "{% if a %}",
  "{% else %}",
  "{% endif %}",
  "<%= a %>",
  "<% if a { %>",
  "<% } %>",
  "%{ if a }",
  "%{ endif }",
  "$a",
  "@a@",
  "{a}",
  "%(a)s",
  "NaN",
] as const;

const MOST = 400;

/** Changes a few characters: takes some away, doubles some, swaps two stretches, puts odd ones in. */
export function mutateCharacters(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + dice.below(dice.chance(0.2) ? MOST : 4));
  const part = text.slice(at, end);
  switch (dice.below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + part + text.slice(end);
    case 2:
      return text.slice(0, at) + dice.pick(ODD) + text.slice(at);
    case 3:
      return text.slice(0, at) + dice.pick(ODD) + text.slice(end);
    default: {
      const other = dice.below(text.length + 1);
      return other <= end ? text.slice(0, at) : text.slice(0, at) + text.slice(end, other) + part + text.slice(other);
    }
  }
}
