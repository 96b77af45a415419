/** By rule id: documents that come near the rule without breaking it. */
export type NearMisses = Readonly<Record<string, readonly string[]>>;
