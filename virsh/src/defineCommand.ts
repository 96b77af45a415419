/** virsh's command that defines what it finds on its standard input (`--validate`: libvirt 1.2.13). */
export function defineCommand(isValidated: boolean): string {
  return isValidated ? "define --validate /dev/stdin" : "define /dev/stdin";
}

/** A definition as it is given to virsh: in UTF-8, whatever its first line says of the file that it comes from. */
export function asInput(text: string): string {
  return text.replace(/^\uFEFF?\s*<\?xml\s[^>]*\?>\s*/, "");
}

/** Does libvirt's schema reject it? A daemon may speak another language, but it names the schema's file. */
export function isOfSchema(errors: string): boolean {
  return /\bdomain\.rng\b/.test(errors);
}

/** Is it an error that virsh reports, and no warning beside a success? */
export function saysError(errors: string): boolean {
  return /^error:/m.test(errors);
}

/** libvirt's message, all lines of it; the first of virsh's errors only says which command failed. */
export function messageOf(errors: string): string {
  const [, ...messages] = errors.split(/^error: /m);
  return (messages.at(-1) ?? errors).replaceAll(/[^\P{C}\n]/gu, "").trim();
}
