/**
 * Finds the architecture that a domain asks for, to offer only hosts that can take part; the server judges for itself.
 *
 * @param text a domain's text
 * @returns the value of `<os><type arch=…>`; undefined when the domain leaves it to libvirt
 */
export function documentArch(text: string): string | undefined {
  const type = /<type\b[^<>]*>/.exec(withoutComments(text))?.[0];
  return type === undefined ? undefined : /\sarch\s*=\s*["']([\w-]+)["']/.exec(type)?.[1];
}

function withoutComments(text: string): string {
  return text
    .split("<!--")
    .map((part, index) => (index === 0 ? part : afterComment(part)))
    .join("");
}

function afterComment(part: string): string {
  const end = part.indexOf("-->");
  return end < 0 ? "" : part.slice(end + 3);
}
