/**
 * Puts remarks above and below a block of XML.
 *
 * @param above the lines of the comment before it
 * @param block the XML
 * @param below the lines of the comment after it
 * @returns a well-formed text whatever the lines hold
 */
export declare function commentedBlock(above: readonly string[], block: string, below: readonly string[]): string;
