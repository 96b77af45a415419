/**
 * @param block a `<cpu>` as the server wrote it
 * @returns how many features it lists
 */
export declare function countFeatures(block: string): number;
