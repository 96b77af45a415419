/** A model as the list shows it. */
export interface ModelEntry {
    readonly name: string;
    readonly vendor?: string;
    readonly generation?: string;
    readonly year?: number;
}
/**
 * @param map a file of data/cpu-map
 * @param docs the file of data/docs/models for the same architectures
 * @returns the map's models with what is told of them, the youngest first, then by name; the undated last
 * @throws SyntaxError when one is no JSON
 */
export declare function modelEntries(map: string, docs: string): ModelEntry[];
