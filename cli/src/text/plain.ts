/** Control characters, and those that turn the direction of what follows: what they do to a terminal is not ours to allow. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** The colours that we write ourselves. */
const OWN_COLOUR = /^\[(?:0|1|2|31|32|33|36)m/;

/** Text from outside on one line of a terminal: what would steer it is shown as an escape. */
export function plain(text: string): string {
  return text.replaceAll(HARMFUL, escapeCharacter);
}

/** The same for a line of ours, in which our own colours stay. */
export function plainLine(line: string): string {
  return line.replaceAll(HARMFUL, (character, at: number) =>
    character === "\u001b" && OWN_COLOUR.test(line.slice(at + 1, at + 5)) ? character : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return " ";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * JSON whose text holds nothing that would steer a terminal.
 *
 * @param indent 0 for a line
 */
export function toJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replaceAll(HARMFUL, (character) => (character === "\n" ? character : escapeCharacter(character)));
}

/** `1 error`, `2,000 errors`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
