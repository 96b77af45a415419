/** How many lines each function of a source takes, its head included, in order. */
export function functionLengths(code: string): number[] {
  const found: number[] = [];
  for (const match of code.matchAll(/\bfunction\b\s*\*?\s*\w*\s*(?:<[^>(]*>)?\(|=>\s*\{/g)) {
    const body = match[0].startsWith("function") ? bodyAfter(code, match.index) : match.index + match[0].length - 1;
    if (body === undefined) continue;
    const end = closing(code, body);
    found.push(code.slice(lineStart(code, match.index), end).split("\n").length);
  }
  return found;
}

/** The brace of the body: behind the parameters, and behind a type that may hold braces of its own. */
function bodyAfter(code: string, from: number): number | undefined {
  let at = closing(code, code.indexOf("(", from)) + 1;
  for (; at < code.length; at++) {
    const char = code[at] ?? "";
    if (char === ";") return undefined;
    if (char !== "{") continue;
    const before = code.slice(from, at).trimEnd();
    if (!/[:|&<,(]$|=>$/.test(before)) return at;
    at = closing(code, at);
  }
  return undefined;
}

/** Where the bracket at a place is closed. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if ("([{".includes(code[at] ?? " ")) depth++;
    if (")]}".includes(code[at] ?? " ")) depth--;
    if (depth === 0) return at;
  }
  return code.length;
}

function lineStart(code: string, at: number): number {
  return code.lastIndexOf("\n", at) + 1;
}
