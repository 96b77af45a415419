/**
 * @param text a domain's or a CPU's text
 * @returns the first CPU model it names; undefined when it names none
 */
export declare function documentModel(text: string): string | undefined;
