/** A feature that some hosts have and the baseline lacks; `missingOn` are the hosts' names. */
export interface LostFeature {
    readonly feature: string;
    readonly missingOn: readonly string[];
}
/** The features that the same hosts lack. */
export interface LostGroup {
    readonly missingOn: readonly string[];
    readonly features: readonly string[];
}
/**
 * Puts together what the same hosts cost.
 *
 * @returns first what a single host costs, the most expensive first: without it the features would come back;
 *   then what several cost together; last what no host lacks
 */
export declare function groupLost(lost: readonly LostFeature[]): LostGroup[];
/**
 * @returns how many of the features each host lacks, the most expensive host first
 */
export declare function costs(lost: readonly LostFeature[]): {
    readonly host: string;
    readonly count: number;
}[];
