/**
 * @param text a domain's or a CPU's text
 * @returns the first CPU model it names; undefined when it names none
 */
export function documentModel(text: string): string | undefined {
  return /<model\b[^<>]*>\s*([\w.-]+)\s*<\/model>/.exec(text)?.[1];
}
