/** Longer than this, a list of names is wrapped. */
const WIDTH = 140;

/** JSON that reads well in a review: one line a feature, lists of names filled to the line. */
export function formatJson(value: unknown): string {
  return `${format(value, "")}\n`;
}

function format(value: unknown, indent: string): string {
  const flat = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, " ");
  if (typeof value !== "object" || value === null || (indent.length > 2 && indent.length + flat.length < WIDTH)) {
    return flat;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === "string")) return fill(value, indent, inner);
    return `[\n${value.map((item) => inner + format(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, inner)}`);
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function fill(names: readonly string[], indent: string, inner: string): string {
  const lines: string[] = [];
  let line = inner;
  for (const [index, name] of names.entries()) {
    const piece = JSON.stringify(name) + (index < names.length - 1 ? "," : "");
    if (line !== inner && line.length + piece.length + 1 > WIDTH) {
      lines.push(line);
      line = inner;
    }
    line += line === inner ? piece : ` ${piece}`;
  }
  return `[\n${[...lines, line].join("\n")}\n${indent}]`;
}
